package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.remote.TimeBounds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes of referrals are found whose notification was lost.
 *
 * @param sweepInterval time between two sweeps, 1 second to one day
 * @param sweepOverlap how far each sweep goes back behind the last change that it took in, up to
 *     one day: a list may show a change late
 * @param sweepPatience how old a change has to be, by Partner Center's clock, before a sweep takes
 *     it in, up to one hour: its notification may be under way
 * @param sweepSince changes before this time are left out by the first sweep; null takes in all
 *     open referrals
 */
@ConfigurationProperties("cosell.partner-center")
record SweepSettings(
    @DefaultValue("5m") Duration sweepInterval,
    @DefaultValue("10m") Duration sweepOverlap,
    @DefaultValue("30s") Duration sweepPatience,
    @Nullable Instant sweepSince) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Refuses times out of their bounds. */
  SweepSettings {
    String prefix = "cosell.partner-center.";
    TimeBounds.check(prefix + "sweep-interval", sweepInterval, Duration.ofSeconds(1), DAY);
    TimeBounds.check(prefix + "sweep-overlap", sweepOverlap, Duration.ZERO, DAY);
    TimeBounds.check(prefix + "sweep-patience", sweepPatience, Duration.ZERO, Duration.ofHours(1));
  }
}
