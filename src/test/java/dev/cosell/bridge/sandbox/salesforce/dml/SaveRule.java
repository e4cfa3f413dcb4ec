package dev.cosell.bridge.sandbox.salesforce.dml;

/** What Salesforce does with a save before it stores the row. */
@FunctionalInterface
interface SaveRule {

  /** Changes its values, or refuses it with a {@code SalesforceError}. */
  void apply(Save save);
}
