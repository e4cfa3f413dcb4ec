package dev.cosell.bridge.mapping;

/**
 * A field that the program must find whatever its name and column; every mapping has all of them.
 */
public enum Role implements Word {
  /** The CRM column that holds the referral's id. */
  IDENTIFIER(FieldType.IDENTIFIER),
  /** The CRM column with the address of the referral in the portal. */
  LINK(FieldType.TEXT),
  /** The CRM column that tells sellers how the last synchronization went. */
  AUDIT(FieldType.TEXT),
  /** The CRM column that says whether the record takes part. */
  SYNC_FLAG(FieldType.BOOLEAN),
  /** The deal's name, which also carries the check mark in the CRM. */
  NAME(FieldType.TEXT),
  /** The deal's status. */
  STATUS(FieldType.STATUS),
  /** The record's own id, which the referral holds as {@code externalReferenceId}. */
  EXTERNAL_REFERENCE(FieldType.IDENTIFIER);

  private final FieldType type;

  Role(FieldType type) {
    this.type = type;
  }

  /** The only type that makes sense for the role. */
  FieldType type() {
    return type;
  }
}
