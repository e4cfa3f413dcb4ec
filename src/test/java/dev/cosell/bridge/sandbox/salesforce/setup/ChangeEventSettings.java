package dev.cosell.bridge.sandbox.salesforce.setup;

import java.time.Duration;
import java.util.Set;

/**
 * How an organization announces changes.
 *
 * @param entities sObjects that are selected for Change Data Capture; without an add-on five at
 *     most
 * @param streaming whether there is a Streaming API (CometD)
 * @param pubSubPort loopback port of the Pub/Sub API, 0 for any free one, {@link #NO_PUB_SUB} for
 *     none
 * @param pollTimeout how long a long poll without events is held
 * @param reconnectTimeout how long a client may take until its next long poll
 * @param keepAlive time without events after which the Pub/Sub API sends an empty answer
 */
public record ChangeEventSettings(
    Set<String> entities,
    boolean streaming,
    int pubSubPort,
    Duration pollTimeout,
    Duration reconnectTimeout,
    Duration keepAlive) {

  /** No Pub/Sub API. */
  public static final int NO_PUB_SUB = -1;

  /** The sObjects of the organization that can be selected. */
  public static final Set<String> SELECTABLE =
      Set.of("Opportunity", "Lead", "OpportunityContactRole", "Account", "Contact");

  /** Refuses sObjects that have no change events. */
  public ChangeEventSettings {
    entities = Set.copyOf(entities);
    if (!SELECTABLE.containsAll(entities)) {
      throw new IllegalArgumentException("Change events: " + SELECTABLE + " can be selected.");
    }
  }

  /** Everything selected, both APIs, and the times of the real ones. */
  public static ChangeEventSettings standard() {
    return new ChangeEventSettings(
        SELECTABLE,
        true,
        0,
        Duration.ofSeconds(110),
        Duration.ofSeconds(40),
        Duration.ofSeconds(270));
  }

  /** The same with other sObjects selected. */
  public ChangeEventSettings withEntities(Set<String> others) {
    return new ChangeEventSettings(
        others, streaming, pubSubPort, pollTimeout, reconnectTimeout, keepAlive);
  }

  /** The same with or without a Streaming API. */
  public ChangeEventSettings withStreaming(boolean on) {
    return new ChangeEventSettings(
        entities, on, pubSubPort, pollTimeout, reconnectTimeout, keepAlive);
  }

  /** The same with the Pub/Sub API on another port, or without it. */
  public ChangeEventSettings withPubSubPort(int port) {
    return new ChangeEventSettings(
        entities, streaming, port, pollTimeout, reconnectTimeout, keepAlive);
  }

  /** The same with long polls of another length. */
  public ChangeEventSettings withPollTimeout(Duration timeout) {
    return new ChangeEventSettings(
        entities, streaming, pubSubPort, timeout, reconnectTimeout, keepAlive);
  }

  /** The same with clients that are forgotten earlier or later. */
  public ChangeEventSettings withReconnectTimeout(Duration timeout) {
    return new ChangeEventSettings(
        entities, streaming, pubSubPort, pollTimeout, timeout, keepAlive);
  }

  /** The same with empty answers of the Pub/Sub API after another time. */
  public ChangeEventSettings withKeepAlive(Duration time) {
    return new ChangeEventSettings(
        entities, streaming, pubSubPort, pollTimeout, reconnectTimeout, time);
  }
}
