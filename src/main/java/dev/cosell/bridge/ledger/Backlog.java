package dev.cosell.bridge.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds.
 *
 * @param changes all changes
 * @param due changes that a worker may take now
 * @param waiting changes that wait for their next attempt
 * @param parked changes that wait for another change or an operator
 * @param oldest when the oldest one was received, null when there is none
 */
public record Backlog(
    long changes, long due, long waiting, long parked, @Nullable Instant oldest) {}
