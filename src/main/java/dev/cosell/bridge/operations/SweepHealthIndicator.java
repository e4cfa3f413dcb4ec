package dev.cosell.bridge.operations;

import dev.cosell.bridge.partnercenter.SweepReport;
import dev.cosell.bridge.partnercenter.Sweeping;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Whether sweeps come to their end. One that does not never makes the service unready. */
@Component
class SweepHealthIndicator implements HealthIndicator {

  private final Sweeping sweeping;

  SweepHealthIndicator(Sweeping sweeping) {
    this.sweeping = sweeping;
  }

  @Override
  public Health health() {
    try {
      return health(sweeping.report());
    } catch (DataAccessException unavailable) {
      return Health.unknown().build(); // the store tells it itself
    }
  }

  private static Health health(SweepReport report) {
    Health.Builder health =
        report.reason() == null
            ? Health.up()
            : Health.status(new Status("ATTENTION", report.reason()))
                .withDetail("reason", report.reason());
    detail(health, "failingSince", report.failingSince());
    detail(health, "endedAt", report.endedAt());
    detail(health, "watermark", report.watermark());
    return health
        .withDetail("found", report.found())
        .withDetail("lost", report.lost())
        .withDetail("inOrder", report.inOrder())
        .build();
  }

  private static void detail(Health.Builder health, String name, @Nullable Object value) {
    if (value != null) {
      health.withDetail(name, value);
    }
  }
}
