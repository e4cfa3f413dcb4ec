package dev.cosell.bridge.sandbox.salesforce.setup;

import java.time.Duration;

/**
 * Sizes and times of the API.
 *
 * @param queryBatchSize records of a page when the client does not ask for another number
 * @param pageCap records that a page never exceeds, whatever the client asks for
 * @param sessionLifetime how long an access token lives after its last use
 * @param replicationLag how far the dates covered by {@code updated/} and {@code deleted/} stay
 *     behind now, as they do during a long transaction
 */
public record ApiLimits(
    int queryBatchSize, int pageCap, Duration sessionLifetime, Duration replicationLag) {

  private static final int BATCH = 2000;

  /** Pages of 2,000 records, sessions of two hours, no lag. */
  public static ApiLimits standard() {
    return new ApiLimits(BATCH, BATCH, Duration.ofHours(2), Duration.ZERO);
  }

  /** The same with another usual size of a page. */
  public ApiLimits withQueryBatchSize(int size) {
    return new ApiLimits(size, pageCap, sessionLifetime, replicationLag);
  }

  /** The same with another highest size of a page. */
  public ApiLimits withPageCap(int size) {
    return new ApiLimits(queryBatchSize, size, sessionLifetime, replicationLag);
  }

  /** The same with another lifetime of sessions. */
  public ApiLimits withSessionLifetime(Duration lifetime) {
    return new ApiLimits(queryBatchSize, pageCap, lifetime, replicationLag);
  }

  /** The same with another lag of replication. */
  public ApiLimits withReplicationLag(Duration lag) {
    return new ApiLimits(queryBatchSize, pageCap, sessionLifetime, lag);
  }
}
