package dev.cosell.bridge.mapping;

/** Which side wins when both sides changed one field to different values. */
public enum Policy implements Word {
  /** Partner Center's value wins. */
  PARTNER_CENTER,
  /** The CRM's value wins. */
  CRM,
  /** The side that was changed last wins. */
  NEWEST,
  /** Neither: an operator decides. */
  MANUAL
}
