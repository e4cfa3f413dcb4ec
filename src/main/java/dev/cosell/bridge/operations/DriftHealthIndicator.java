package dev.cosell.bridge.operations;

import dev.cosell.bridge.drift.Differing;
import dev.cosell.bridge.drift.DriftCheck;
import dev.cosell.bridge.drift.DriftReport;
import dev.cosell.bridge.drift.Explanation;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What the last comparison of both sides found. It never makes the service unready. */
@Component
class DriftHealthIndicator implements HealthIndicator {

  private final DriftCheck check;

  DriftHealthIndicator(DriftCheck check) {
    this.check = check;
  }

  @Override
  public Health health() {
    try {
      Health.Builder health = Health.up();
      check.last().ifPresent(report -> found(health, report));
      Optional<String> failing = check.underWay().map(DriftReport::failing);
      failing.ifPresent(
          why -> health.status(new Status("ATTENTION", why)).withDetail("failing", why));
      return health.build();
    } catch (DataAccessException unavailable) {
      return Health.unknown().build(); // the store tells it itself
    }
  }

  private static void found(Health.Builder health, DriftReport report) {
    health.withDetail("startedAt", report.startedAt()).withDetail("links", report.links());
    for (Explanation explanation : Explanation.values()) {
      Differing differing = report.of(explanation);
      if (differing.links() > 0) {
        health.withDetail(explanation.word(), differing);
      }
    }
  }
}
