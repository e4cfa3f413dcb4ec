package dev.cosell.bridge.sandbox.salesforce.record;

/** Is told of every change once its transaction is through. */
@FunctionalInterface
public interface ChangeListener {

  /** A row was changed; must neither block nor throw: the organization is locked. */
  void changed(String sObject, String id, ChangeType type);

  /** All changes of the transaction were told. */
  default void committed() {}
}
