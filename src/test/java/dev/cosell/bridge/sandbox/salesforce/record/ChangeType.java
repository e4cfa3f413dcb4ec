package dev.cosell.bridge.sandbox.salesforce.record;

/** What happened to a row, as change events call it. */
public enum ChangeType {
  CREATE,
  UPDATE,
  DELETE
}
