package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.registration.RegistrationStatus.Now;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Shows registration and heartbeat; what wants attention never makes the service unready. */
@Component("webhookHealthIndicator")
class RegistrationHealth implements HealthIndicator {

  private static final String ATTENTION = "ATTENTION";

  private final RegistrationSettings settings;
  private final RegistrationStatus status;

  RegistrationHealth(RegistrationSettings settings, RegistrationStatus status) {
    this.settings = settings;
    this.status = status;
  }

  @Override
  public Health health() {
    try {
      return shown(status.now());
    } catch (DataAccessException | TransactionException unavailable) {
      // the contributor db tells it
      return Health.unknown().build();
    }
  }

  private Health shown(Now now) {
    Health.Builder health =
        now.alarm()
            .map(why -> Health.status(new Status(ATTENTION, why)).withDetail("alarm", why))
            .orElseGet(Health::up);
    detail(health, "guard", settings.publicUrl() == null ? "off" : "on");
    detail(health, "endpoint", settings.endpoint().map(Endpoint::shown).orElse(null));
    Finding finding = now.watch().finding();
    detail(health, "registration", finding == null ? "not checked yet" : finding.word());
    detail(health, "checkedAt", now.watch().checkedAt());
    Heartbeat heartbeat = now.heartbeat();
    detail(health, "heartbeat", heartbeat == null ? "none yet" : heartbeat.outcome().word());
    detail(health, "heartbeatSentAt", heartbeat == null ? null : heartbeat.sentAt());
    detail(health, "heartbeatArrivedAt", now.watch().testArrivedAt());
    detail(health, "heartbeatAgeSeconds", status.age(now.watch().testArrivedAt()).orElse(null));
    detail(health, "notifiedAt", now.watch().notifiedAt());
    return health.build();
  }

  private static void detail(Health.Builder health, String name, @Nullable Object value) {
    if (value != null) {
      health.withDetail(name, value);
    }
  }
}
