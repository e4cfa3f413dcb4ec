package dev.cosell.bridge.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What waits, as metrics. The store is asked once for all of them. */
@Component
class BacklogMeters implements MeterBinder {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Backlog NONE = new Backlog(0, 0, 0, 0, null);

  private final ChangeLedger ledger;
  private final Clock clock;
  private Backlog latest = NONE;
  private Instant askedAt = Instant.EPOCH;

  BacklogMeters(ChangeLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry metrics) {
    gauge("cosell.backlog.changes", "all changes that wait", Backlog::changes, metrics);
    gauge("cosell.backlog.due", "changes that a worker may take now", Backlog::due, metrics);
    gauge(
        "cosell.backlog.parked",
        "changes of failed synchronizations, which wait for another change or an operator",
        Backlog::parked,
        metrics);
    gauge("cosell.backlog.oldest.age", "seconds since the oldest was received", this::age, metrics);
  }

  private void gauge(
      String name, String words, ToDoubleFunction<Backlog> part, MeterRegistry metrics) {
    Gauge.builder(name, this, meters -> part.applyAsDouble(meters.backlog()))
        .description(words)
        .register(metrics);
  }

  private double age(Backlog backlog) {
    Instant oldest = backlog.oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
  }

  /** While the store is unavailable, the latest one that is known. */
  private synchronized Backlog backlog() {
    Instant now = clock.instant();
    if (askedAt.plus(FRESH).isBefore(now)) {
      askedAt = now;
      try {
        latest = ledger.backlog();
      } catch (DataAccessException unavailable) {
        return latest;
      }
    }
    return latest;
  }
}
