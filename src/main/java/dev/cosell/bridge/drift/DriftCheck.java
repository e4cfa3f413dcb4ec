package dev.cosell.bridge.drift;

import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Reports;
import dev.cosell.bridge.ledger.Turns.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;

/**
 * Compares both sides of every open link, slice by slice: each slice takes the turn, and what it
 * found is committed with the place up to which it came. So a round goes on where it was, on
 * whichever node.
 */
public class DriftCheck {

  /** Their names in the store. */
  static final String ROUND = "drift-round";

  static final String REPORT = "drift";

  private static final Duration IN_WORK = Duration.ofMinutes(5);

  private final PollRounds rounds;
  private final Sides sides;
  private final Reports reports;
  private final DriftSettings settings;
  private final ProducerTemplate camel;
  private final Clock clock;

  DriftCheck(
      PollRounds rounds,
      Sides sides,
      Reports reports,
      DriftSettings settings,
      ProducerTemplate camel,
      Clock clock) {
    this.rounds = rounds;
    this.sides = sides;
    this.reports = reports;
    this.settings = settings;
    this.camel = camel;
    this.clock = clock;
  }

  /** Goes on with a round that was left, or begins one when the last one is long enough ago. */
  public void whenDue() {
    AtomicBoolean isLeft = new AtomicBoolean();
    rounds.inTurn(
        Turn.DRIFT,
        () -> {
          if (isDue()) {
            reports.keep(ROUND, begun());
          }
          isLeft.set(underWay().filter(this::isLeft).isPresent());
        });
    if (isLeft.get()) {
      now();
    }
  }

  private DriftReport begun() {
    return DriftReport.begun(clock.instant()).touched(Instant.EPOCH, null, null);
  }

  private boolean isDue() {
    Instant due = clock.instant().minus(settings.driftInterval());
    return underWay().isEmpty()
        && last().filter(report -> report.startedAt().isAfter(due)).isEmpty();
  }

  /** Whether no node is at it, and it has not to wait. */
  private boolean isLeft(DriftReport round) {
    Instant rest = round.restUntil();
    return rest == null
        ? round.touchedAt().isBefore(clock.instant().minus(IN_WORK))
        : !clock.instant().isBefore(rest);
  }

  /** Goes on with a round, or begins one, up to its end or the next failure. */
  public void now() {
    DriftSlices slices = new DriftSlices(rounds, sides, reports, clock);
    while (rounds.inTurn(Turn.DRIFT, slices::next) && slices.goesOn()) {
      slices.pause();
    }
  }

  /** Asks for a round at once; it comes when this has returned. */
  public void request() {
    camel.sendBody("seda:drift-check-now", "by hand");
  }

  /** What the last complete round found. */
  public Optional<DriftReport> last() {
    return reports.find(REPORT, DriftReport.class);
  }

  /** The round that is under way. */
  public Optional<DriftReport> underWay() {
    return reports.find(ROUND, DriftReport.class);
  }
}
