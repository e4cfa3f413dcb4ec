package dev.cosell.bridge.partnercenter.registration;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One test event that Partner Center was asked to send.
 *
 * @param id ascending
 * @param sentAt when it was asked for
 * @param correlationId Partner Center's name for it; null until it has answered
 * @param outcome how far it has come
 * @param explanation of a failure
 * @param arrivedAt when it arrived at our entry, or another one after it
 */
record Heartbeat(
    long id,
    Instant sentAt,
    @Nullable String correlationId,
    Outcome outcome,
    @Nullable String explanation,
    @Nullable Instant arrivedAt) {

  /** How far a heartbeat has come. */
  enum Outcome {
    /** It is on its way. */
    OPEN,
    /** It arrived at our entry. */
    DELIVERED,
    /** It did not arrive. */
    LOST,
    /** Partner Center did not take the request for it. */
    UNSENT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isOpen() {
    return outcome == Outcome.OPEN;
  }
}
