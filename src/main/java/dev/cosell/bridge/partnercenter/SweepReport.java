package dev.cosell.bridge.partnercenter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last sweep did, as every node tells it.
 *
 * @param endedAt when the last complete sweep ended, null before the first one
 * @param tookMillis how long it took, in milliseconds
 * @param watermark up to which change, by Partner Center's clock, all are taken in
 * @param pages how many pages it read
 * @param listed how many referrals they showed
 * @param found how many of them had changes of which nothing had told
 * @param inOrder whether Partner Center listed in the order and from the time that it was asked for
 * @param lost how many changes all sweeps but the first one found whose notification had not come
 * @param failingSince since when no sweep has come to its end, null when the last one has
 * @param reason why, in words
 * @param restUntil no sweep begins before, null when none has to wait
 */
public record SweepReport(
    @Nullable Instant endedAt,
    long tookMillis,
    @Nullable Instant watermark,
    int pages,
    int listed,
    int found,
    boolean inOrder,
    long lost,
    @Nullable Instant failingSince,
    @Nullable String reason,
    @Nullable Instant restUntil) {

  /** Its name in the store. */
  static final String NAME = "sweep";

  /** Before the first sweep. */
  static SweepReport none() {
    return new SweepReport(null, 0, null, 0, 0, 0, true, 0, null, null, null);
  }

  SweepReport failing(Instant now, String why, @Nullable Instant rest) {
    Instant since = failingSince == null ? now : failingSince;
    return new SweepReport(
        endedAt, tookMillis, watermark, pages, listed, found, inOrder, lost, since, why, rest);
  }
}
