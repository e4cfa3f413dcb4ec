package dev.cosell.bridge.ledger;

import java.util.Locale;

/** Where the news of a change came from. */
public enum ChangeSource {
  /** A webhook of Partner Center. */
  PARTNER_CENTER,
  /** A poll of the CRM. */
  CRM,
  /** The sweep for what the webhook missed. */
  SWEEP,
  /** A person, by the admin API. */
  OPERATOR;

  /** The word used in the store, the API and the log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ChangeSource of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
