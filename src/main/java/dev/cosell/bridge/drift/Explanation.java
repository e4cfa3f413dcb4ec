package dev.cosell.bridge.drift;

import java.util.Locale;

/** What explains that two sides differ. */
public enum Explanation {
  /** Nothing: it was overlooked, and is synchronized now. */
  UNEXPLAINED,
  /** A change of it waits in the ledger. */
  WAITING,
  /** The link is held, for a reason that a seller reads. */
  HELD,
  /** The link has failed, for a reason that an operator reads. */
  FAILED;

  /** The word used in the API, the metrics and the log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
