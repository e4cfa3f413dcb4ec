package dev.cosell.bridge.salesforce.events;

/**
 * How a subscription to change events stands.
 *
 * @param isAlive whether it is being begun, or is open
 * @param isOpen whether events can come
 * @param problem why it has ended; empty when there is nothing to tell
 * @param timesHeard how often Salesforce has said something, be it only that nothing is new
 */
public record Standing(boolean isAlive, boolean isOpen, String problem, long timesHeard) {

  /** There is none. */
  static final Standing NONE = new Standing(false, false, "", 0);
}
