package dev.cosell.bridge.sync;

/** What the reconcile of a link comes to. */
public enum Decision {
  /** A deal that the CRM does not have yet. */
  CREATE_OPPORTUNITY,
  /** A lead that nobody has accepted yet and that the CRM does not have. */
  CREATE_LEAD,
  /** A lead of the CRM that was accepted in Partner Center. */
  TURN_LEAD_INTO_OPPORTUNITY,
  /** A record that differs. */
  UPDATE,
  /** Nothing differs. */
  NOTHING,
  /** Something differs that cannot be written as the deal stands. */
  HOLD,
  /** Not for the CRM. */
  IGNORE
}
