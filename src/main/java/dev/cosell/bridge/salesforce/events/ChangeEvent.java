package dev.cosell.bridge.salesforce.events;

/**
 * What an event of Change Data Capture says, as far as the bridge asks: what was changed is the
 * poll's to find out.
 *
 * @param entity the object of the record; empty when the event does not tell
 * @param user id of the user who changed it; empty when the event does not tell
 * @param isMissed whether Salesforce sent none: something may have changed while nobody was
 *     subscribed
 */
public record ChangeEvent(String entity, String user, boolean isMissed) {

  /** Whatever happened while nobody was subscribed. */
  static final ChangeEvent MISSED = new ChangeEvent("", "", true);

  /** An event that cannot be read: something was changed. */
  static final ChangeEvent UNREADABLE = new ChangeEvent("", "");

  ChangeEvent(String entity, String user) {
    this(entity, user, false);
  }
}
