package dev.cosell.bridge.sandbox.webhook;

import java.time.Duration;

/**
 * How hard the dispatcher tries.
 *
 * @param attempts how often an event is posted before it goes to the offline queue
 * @param spacing wait between two attempts
 * @param timeout how long an attempt waits for the answer
 * @param reorderWindow how long events are collected before they leave in reverse order
 */
public record DeliverySettings(
    int attempts, Duration spacing, Duration timeout, Duration reorderWindow) {

  /** Ten attempts as documented; the times are the sandbox's own, Microsoft publishes none. */
  public static DeliverySettings defaults() {
    return new DeliverySettings(
        10, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMillis(250));
  }

  /** The same with this wait between two attempts. */
  public DeliverySettings withSpacing(Duration other) {
    return new DeliverySettings(attempts, other, timeout, reorderWindow);
  }
}
