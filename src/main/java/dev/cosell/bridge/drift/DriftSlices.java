package dev.cosell.bridge.drift;

import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Reports;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A round on this node, slice after slice. */
final class DriftSlices {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.drift");
  private static final String WORDS = "the comparison of both sides";
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(5);

  private final PollRounds rounds;
  private final Sides sides;
  private final Reports reports;
  private final Clock clock;
  private @Nullable Map<ReferralId, Instant> changes;
  private boolean goesOn;

  DriftSlices(PollRounds rounds, Sides sides, Reports reports, Clock clock) {
    this.rounds = rounds;
    this.sides = sides;
    this.reports = reports;
    this.clock = clock;
  }

  boolean goesOn() {
    return goesOn;
  }

  /** Another node must not have to wait for the whole round. */
  void pause() {
    goesOn = false;
  }

  /** Compares the next links. */
  void next() {
    DriftReport round =
        reports
            .find(DriftCheck.ROUND, DriftReport.class)
            .orElseGet(() -> DriftReport.begun(clock.instant()));
    DriftSlice slice = new DriftSlice(sides, round);
    try {
      if (changes == null) {
        changes = sides.changes();
      }
      boolean isLast = slice.compare(changes);
      rounds.ended(WORDS, Optional.empty());
      if (isLast) {
        end(slice.round().ended(clock.instant()));
      } else {
        reports.keep(DriftCheck.ROUND, slice.round().touched(clock.instant(), null, null));
        goesOn = true;
      }
    } catch (RemoteFailure failure) {
      rounds.ended(WORDS, Optional.of(failure));
      Duration rest = failure.retryAfter() == null ? AFTER_A_FAILURE : failure.retryAfter();
      Instant now = clock.instant();
      reports.keep(
          DriftCheck.ROUND, slice.round().touched(now, failure.getMessage(), now.plus(rest)));
    }
  }

  private void end(DriftReport report) {
    reports.keep(DriftCheck.REPORT, report);
    reports.forget(DriftCheck.ROUND);
    if (report.of(Explanation.UNEXPLAINED).links() > 0) {
      LOG.warn(line(report));
    } else {
      LOG.info(line(report));
    }
  }

  private static String line(DriftReport report) {
    Differing unexplained = report.of(Explanation.UNEXPLAINED);
    return String.format(
        "both sides of %d open links were compared, %d of them in full: %d differ and nothing tells"
            + " why%s, they are synchronized now; also %d of held, %d of failed links and %d that"
            + " have a change waiting; %d could not be read",
        report.links(),
        report.read(),
        unexplained.links(),
        fields(unexplained),
        report.of(Explanation.HELD).links(),
        report.of(Explanation.FAILED).links(),
        report.of(Explanation.WAITING).links(),
        report.unreadable());
  }

  private static String fields(Differing differing) {
    if (differing.links() == 0) {
      return "";
    }
    String since = differing.oldest() == null ? "" : ", the oldest since " + differing.oldest();
    return differing.fields().entrySet().stream()
        .map(field -> field.getKey() + " " + field.getValue())
        .collect(Collectors.joining(", ", " (", since + ")"));
  }
}
