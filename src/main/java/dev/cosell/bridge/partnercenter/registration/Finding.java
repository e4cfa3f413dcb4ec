package dev.cosell.bridge.partnercenter.registration;

import java.util.Locale;

/** What the last look at the registration found. */
enum Finding {
  /** It is as we want it. */
  RIGHT,
  /** Partner Center notifies another system. */
  FOREIGN,
  /** It differs still after it was written. */
  INCOMPLETE,
  /** It could not be read or written. */
  UNKNOWN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
