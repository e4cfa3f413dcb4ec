package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.registration.RegistrationStatus.Now;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The same for machines. Each node tells what all of them know. */
@Component
class RegistrationMetrics implements MeterBinder {

  private static final String ALARM = "cosell.webhook.alarm";

  private final RegistrationStatus status;

  RegistrationMetrics(RegistrationStatus status) {
    this.status = status;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    age(
        registry,
        "cosell.webhook.heartbeat.age",
        "a test event",
        now -> now.watch().testArrivedAt());
    age(
        registry,
        "cosell.webhook.notification.age",
        "any genuine notification",
        now -> now.watch().notifiedAt());
    alarm(registry, "registration", Now::registrationAlarm);
    alarm(registry, "heartbeat", Now::heartbeatAlarm);
  }

  private void age(
      MeterRegistry registry, String name, String what, Function<Now, @Nullable Instant> when) {
    gauge(name, now -> status.age(when.apply(now)).orElse(Double.NaN))
        .description("Time since " + what + " arrived; NaN when none ever has")
        .baseUnit("seconds")
        .register(registry);
  }

  private void alarm(MeterRegistry registry, String of, Function<Now, @Nullable String> alarm) {
    gauge(ALARM, now -> alarm.apply(now) == null ? 0 : 1)
        .tag("of", of)
        .description("1 while a person has to look after it")
        .register(registry);
  }

  private Gauge.Builder<RegistrationMetrics> gauge(String name, ToDoubleFunction<Now> value) {
    return Gauge.builder(name, this, it -> it.known(value)).strongReference(true);
  }

  private double known(ToDoubleFunction<Now> value) {
    try {
      return value.applyAsDouble(status.now());
    } catch (DataAccessException | TransactionException unavailable) {
      return Double.NaN;
    }
  }
}
