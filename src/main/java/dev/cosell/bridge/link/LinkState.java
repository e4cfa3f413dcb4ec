package dev.cosell.bridge.link;

import java.util.Locale;

/** How a link stands after its last synchronization. */
public enum LinkState {
  /** A change was received, no record exists yet. */
  NEW,
  /** Referral and record are in step. */
  LINKED,
  /** Something cannot be written as long as the deal stands as it does; the reason says what. */
  HELD,
  /**
   * The other side refused a write or an answer made no sense; waits for a change or an operator.
   */
  FAILED,
  /** This referral is not brought into the CRM; the reason says why. */
  IGNORED;

  /** The word used in the store, the API and the log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with this word. */
  public static LinkState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
