package dev.cosell.bridge.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A durable note that a deal may have changed. It carries no field values.
 *
 * @param id key in the store, rising
 * @param linkKey the link that it wakes
 * @param source where the news came from
 * @param event what was said to have happened, for example {@code referral-updated}
 * @param versionHint the version that the news named, null when it named none
 * @param receivedAt when it was committed
 * @param attempt how often a synchronization for it has failed
 */
public record Change(
    long id,
    long linkKey,
    ChangeSource source,
    String event,
    @Nullable String versionHint,
    Instant receivedAt,
    int attempt) {

  /** The event of a deal whose two sides differ although nothing tells why. */
  public static final String DRIFT = "drift";
}
