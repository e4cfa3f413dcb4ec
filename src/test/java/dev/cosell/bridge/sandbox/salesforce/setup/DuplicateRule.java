package dev.cosell.bridge.sandbox.salesforce.setup;

/** What happens to a new account with a name that another one has. */
public enum DuplicateRule {
  /** It is saved. */
  NONE,
  /** It is saved when the client insists. */
  ALERT,
  /** It is refused. */
  BLOCK
}
