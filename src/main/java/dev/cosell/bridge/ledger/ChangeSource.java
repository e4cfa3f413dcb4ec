package dev.cosell.bridge.ledger;

import java.time.Duration;
import java.util.Locale;

/** Where the news of a change came from. */
public enum ChangeSource {
  /** A webhook of Partner Center. */
  PARTNER_CENTER(Duration.ofMinutes(1)),
  /** A poll of the CRM. */
  CRM(Duration.ZERO),
  /** The sweep for what the webhook missed. */
  SWEEP(Duration.ofMinutes(15)),
  /** A person, by the admin API. */
  OPERATOR(Duration.ZERO);

  private final Duration handicap;

  ChangeSource(Duration handicap) {
    this.handicap = handicap;
  }

  /**
   * How much longer one of these waits when there is more to do than workers can do: a seller or an
   * operator looks at the result, a webhook's news are minutes old anyway, and a sweep finds what
   * nobody has missed so far. Time makes up for it, so that nothing waits for ever.
   */
  Duration handicap() {
    return handicap;
  }

  /** The longest handicap of all. */
  static Duration longestHandicap() {
    return SWEEP.handicap;
  }

  /** The word used in the store, the API and the log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ChangeSource of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
