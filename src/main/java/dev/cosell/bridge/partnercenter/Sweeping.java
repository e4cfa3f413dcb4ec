package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Cursors;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.Reports;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.sync.RemoteFailure;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sweeps one at a time, by the timer or by hand, and tells what came of it. */
public class Sweeping {

  private static final String ROUTE = "direct:partner-center-sweep";
  private static final String CURSOR = "partner-center-sweep";
  private static final String WORDS = "the sweep of Partner Center's referrals";

  private final PollRounds rounds;
  private final Cursors cursors;
  private final Inbox inbox;
  private final Reports reports;
  private final SweepSettings settings;
  private final MeterRegistry metrics;
  private final Clock clock;

  Sweeping(
      PollRounds rounds,
      Cursors cursors,
      Inbox inbox,
      Reports reports,
      SweepSettings settings,
      MeterRegistry metrics,
      Clock clock) {
    this.rounds = rounds;
    this.cursors = cursors;
    this.inbox = inbox;
    this.reports = reports;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Sweeps, unless another thread or node does or has just done, or Partner Center wants rest. */
  public void sweep() {
    rounds.inTurn(
        Turn.SWEEP,
        () -> {
          SweepReport last = report();
          if (isDue(last)) {
            sweep(last, settings.sweepPatience());
          }
        });
  }

  /**
   * Sweeps at once, and takes in what changed a moment ago, too.
   *
   * @return false when another sweep is under way
   * @throws org.springframework.dao.DataAccessException when the store is unavailable
   */
  public boolean sweepNow() {
    return rounds.inTurn(Turn.SWEEP, () -> sweep(report(), Duration.ZERO));
  }

  /** What the last sweep did. */
  public SweepReport report() {
    return reports.find(SweepReport.NAME, SweepReport.class).orElseGet(SweepReport::none);
  }

  /** Several nodes have a timer each. */
  private boolean isDue(SweepReport last) {
    Instant now = clock.instant();
    boolean rests = last.restUntil() != null && now.isBefore(last.restUntil());
    boolean isRecent =
        last.failingSince() == null
            && last.endedAt() != null
            && now.isBefore(last.endedAt().plus(settings.sweepInterval().dividedBy(2)))
            && !now.isBefore(last.endedAt());
    return !rests && !isRecent;
  }

  private void sweep(SweepReport last, Duration patience) {
    Instant begun = clock.instant();
    SweepRound round = new SweepRound(inbox, cursors.find(CURSOR), settings, patience);
    Optional<RemoteFailure> failure = rounds.send(ROUTE, round);
    rounds.ended(WORDS, failure);
    int lost = round.isFirst() ? 0 : round.noted();
    metrics.counter("cosell.sweep.found").increment(lost);
    SweepReport now = failure.isPresent() ? last : ended(last, round, begun);
    SweepReport counted = counting(now, last.lost() + lost);
    reports.keep(
        SweepReport.NAME,
        failure.map(it -> counted.failing(clock.instant(), words(it), rest(it))).orElse(counted));
  }

  private SweepReport ended(SweepReport last, SweepRound round, Instant begun) {
    Instant now = clock.instant();
    return new SweepReport(
        now,
        Duration.between(begun, now).toMillis(),
        round.watermark(),
        round.listing().pages(),
        round.listed(),
        round.noted(),
        round.listing().isAsAsked(),
        last.lost(),
        null,
        null,
        null);
  }

  private static SweepReport counting(SweepReport report, long lost) {
    return new SweepReport(
        report.endedAt(),
        report.tookMillis(),
        report.watermark(),
        report.pages(),
        report.listed(),
        report.found(),
        report.inOrder(),
        lost,
        report.failingSince(),
        report.reason(),
        report.restUntil());
  }

  private @Nullable Instant rest(RemoteFailure failure) {
    Duration asked = failure.retryAfter();
    return asked == null ? null : clock.instant().plus(asked);
  }

  private static String words(RemoteFailure failure) {
    String words = failure.getMessage();
    return words == null ? failure.kind().name() : words;
  }
}
