package dev.cosell.bridge.credential;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Tells in time which credential ends, and what to do about it. */
@Component("credentials")
@EnableConfigurationProperties(CredentialSettings.class)
class CredentialWatch implements HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(CredentialWatch.class);

  private final List<ExpiringCredential> credentials;
  private final Duration warning;
  private final Clock clock;
  private final Map<ExpiringCredential, Instant> known = new ConcurrentHashMap<>();
  private final Set<ExpiringCredential> told = ConcurrentHashMap.newKeySet();

  CredentialWatch(
      List<ExpiringCredential> credentials,
      CredentialSettings settings,
      MeterRegistry metrics,
      Clock clock) {
    this.credentials = List.copyOf(credentials);
    this.warning = settings.expiryWarning();
    this.clock = clock;
    this.credentials.forEach(it -> measure(it, metrics));
  }

  private void measure(ExpiringCredential credential, MeterRegistry metrics) {
    Gauge.builder("cosell.credential.expires", credential, this::secondsLeft)
        .description("seconds until the credential ends; not a number when nobody knows")
        .baseUnit("seconds")
        .tag("system", credential.system())
        .tag("credential", credential.kind())
        .register(metrics);
  }

  private double secondsLeft(ExpiringCredential credential) {
    Instant end = known.get(credential);
    return end == null ? Double.NaN : Duration.between(clock.instant(), end).toSeconds();
  }

  /** Looks when each of them ends; called now and then. */
  public void look() {
    credentials.forEach(this::look);
  }

  private void look(ExpiringCredential credential) {
    try {
      credential
          .end()
          .get()
          .ifPresentOrElse(end -> known.put(credential, end), () -> known.remove(credential));
    } catch (DataAccessException | TransactionException unavailable) {
      LOG.debug("{}: its age cannot be read now", credential.words(), unavailable);
      return;
    }
    if (!endsSoon(credential)) {
      told.remove(credential);
    } else if (told.add(credential)) {
      LOG.warn(warningOf(credential));
    }
  }

  private boolean endsSoon(ExpiringCredential credential) {
    Instant end = known.get(credential);
    return end != null && clock.instant().isAfter(end.minus(warning));
  }

  private String warningOf(ExpiringCredential credential) {
    Duration left = Duration.ofSeconds((long) secondsLeft(credential));
    String when = left.isNegative() ? "has ended" : "ends in " + left.toDays() + " days";
    return credential.words() + " " + when + ": " + credential.remedy();
  }

  @Override
  public Health health() {
    look();
    String why =
        credentials.stream()
            .filter(this::endsSoon)
            .map(this::warningOf)
            .collect(Collectors.joining("; "));
    Health.Builder health =
        why.isEmpty() ? Health.up() : Health.status(new Status("ATTENTION", why));
    credentials.forEach(it -> health.withDetail(it.system() + "-" + it.kind(), details(it)));
    return health.build();
  }

  private Map<String, Object> details(ExpiringCredential credential) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put(
        "ends",
        Optional.ofNullable(known.get(credential)).map(Instant::toString).orElse("unknown"));
    if (endsSoon(credential)) {
      details.put("toDo", credential.remedy());
    }
    return details;
  }
}
