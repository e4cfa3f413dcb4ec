package dev.cosell.bridge.sync;

/** What the reconcile of a link comes to. */
public enum Decision {
  /** A deal that the CRM does not have yet. */
  CREATE_OPPORTUNITY,
  /** A lead that nobody has accepted yet and that the CRM does not have. */
  CREATE_LEAD,
  /** A seller's deal that Partner Center does not have yet. */
  CREATE_REFERRAL,
  /** A lead of the CRM that was accepted in Partner Center. */
  TURN_LEAD_INTO_OPPORTUNITY,
  /** Something differs and is written. */
  UPDATE,
  /** Nothing is written. */
  NOTHING,
  /** The deal as a whole cannot be written as it stands. */
  HOLD,
  /** Not to be synchronized. */
  IGNORE,
  /** Another link has the record of this deal and takes its place. */
  JOIN
}
