package dev.cosell.bridge.ledger;

import java.time.Instant;

/**
 * Wakes a worker in this process. The database alone is the truth: a lost call costs one polling
 * interval.
 */
public interface WorkerCall {

  /** Something is, or will be, due at this time. Must not throw and must not wait. */
  void dueAt(Instant when);
}
