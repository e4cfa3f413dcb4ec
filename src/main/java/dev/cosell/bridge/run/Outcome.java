package dev.cosell.bridge.run;

import java.util.Locale;

/** How a synchronization ended. */
public enum Outcome {
  /** A record was created in the CRM. */
  CREATED,
  /** Differing fields were written. */
  UPDATED,
  /** Both sides agree: nothing was written. */
  UNCHANGED,
  /** Something cannot be written as the deal stands; the reason says what. */
  HELD,
  /** The referral is not brought into the CRM; the reason says why. */
  IGNORED,
  /** A passing failure; it is repeated by itself. */
  POSTPONED,
  /** A refusal or a mistake; it waits for a change of the deal or for an operator. */
  FAILED;

  /** The word used in the store, the API and the log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The outcome with this word.
   *
   * @throws IllegalArgumentException for an unknown word
   */
  public static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
