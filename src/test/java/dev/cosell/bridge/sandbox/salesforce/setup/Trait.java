package dev.cosell.bridge.sandbox.salesforce.setup;

/** What describe says of a field beside its type. */
public enum Trait {
  /** May not be empty. */
  REQUIRED,
  /** No create may name it. */
  NOT_CREATEABLE,
  /** No update may name it. */
  NOT_UPDATEABLE,
  /** Salesforce fills it in when a create leaves it out. */
  DEFAULTED,
  /** Rows can be addressed by it. */
  EXTERNAL_ID,
  /** No two rows share a value. */
  UNIQUE,
  /** Values that differ only in case are different. */
  CASE_SENSITIVE,
  /** The picklist takes no other value. */
  RESTRICTED,
  /** It is the name of the record. */
  NAME
}
