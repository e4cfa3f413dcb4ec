package dev.cosell.bridge.operations;

import dev.cosell.bridge.drift.DriftCheck;
import dev.cosell.bridge.drift.Explanation;
import dev.cosell.bridge.partnercenter.SweepReport;
import dev.cosell.bridge.partnercenter.Sweeping;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What sweep and comparison found, from the store: every node tells the same. */
@Component
class SweepMetrics implements MeterBinder {

  private static final String SECONDS = "seconds";

  private final Sweeping sweeping;
  private final DriftCheck drift;
  private final Clock clock;

  SweepMetrics(Sweeping sweeping, DriftCheck drift, Clock clock) {
    this.sweeping = sweeping;
    this.drift = drift;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "cosell.sweep.age",
            value(() -> age(Optional.of(sweeping.report()).map(SweepReport::endedAt))))
        .baseUnit(SECONDS)
        .description("Since the last complete sweep")
        .register(registry);
    Gauge.builder("cosell.drift.oldest.age", value(() -> age(oldest())))
        .baseUnit(SECONDS)
        .description("Of the oldest difference that nothing explained")
        .register(registry);
    for (Explanation explanation : Explanation.values()) {
      Gauge.builder("cosell.drift.links", value(() -> links(explanation)))
          .tag("explanation", explanation.word())
          .description("Links whose two sides differed at the last comparison")
          .register(registry);
    }
  }

  private Optional<Instant> oldest() {
    return drift.last().map(report -> report.of(Explanation.UNEXPLAINED)).map(it -> it.oldest());
  }

  private double links(Explanation explanation) {
    return drift.last().map(report -> report.of(explanation).links()).orElse(0).doubleValue();
  }

  private double age(Optional<Instant> since) {
    return since
        .map(it -> Duration.between(it, clock.instant()).toMillis() / 1_000.0)
        .orElse(Double.NaN);
  }

  /** Without the store nothing is known. */
  private static Supplier<Number> value(Supplier<Double> known) {
    return () -> {
      try {
        return known.get();
      } catch (DataAccessException unavailable) {
        return Double.NaN;
      }
    };
  }
}
