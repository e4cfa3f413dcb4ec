package dev.cosell.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.actuate.health.Health;

class CredentialWatchTest {

  private static final String SYSTEM = "partner-center";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LIFETIME = DAY.multipliedBy(90);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @OnEveryDatabase
  void countsTheAgeOfARefreshTokenFromWhenItWasSeenFirst(Store store) {
    CredentialWatch watch = watch(store, refreshToken(store, "configured"));
    watch.look();
    store.clock().move(DAY.multipliedBy(75));
    assertThat(watch.health().getStatus().getCode()).isEqualTo("UP");
    assertThat(secondsLeft("refresh-token")).isEqualTo(15.0 * 24 * 60 * 60);

    store.clock().move(DAY.multipliedBy(2));
    CredentialWatch afterARestart = watch(store, refreshToken(store, "configured"));

    Health attention = afterARestart.health();
    assertThat(attention.getStatus().getCode()).isEqualTo("ATTENTION");
    assertThat(attention.getStatus().getDescription())
        .contains("ends in 13 days", "set a new cosell.partner-center.refresh-token");
  }

  @OnEveryDatabase
  void aRotatedOrNewlyConfiguredTokenIsYoungAgain(Store store) {
    CredentialWatch watch = watch(store, refreshToken(store, "configured"));
    watch.look();
    store.clock().move(DAY.multipliedBy(80));
    new RefreshTokens(store.jdbc(), new SecretKey("key"), store.transactions(), store.clock())
        .keep(SYSTEM, "configured", "rotated");
    assertThat(watch.health().getStatus().getCode()).isEqualTo("UP");

    store.clock().move(DAY.multipliedBy(80));
    assertThat(watch.health().getStatus().getCode()).isEqualTo("ATTENTION");
    assertThat(watch(store, refreshToken(store, "another one")).health().getStatus().getCode())
        .isEqualTo("UP");
  }

  @OnEveryDatabase
  void tellsWhenAClientSecretEndsAndWhatToDo(Store store) {
    CredentialWatch watch =
        watch(
            store,
            ExpiringCredential.clientSecret("dynamics", LocalDate.parse("2027-01-31")),
            ExpiringCredential.clientSecret("salesforce", null));
    assertThat(watch.health().getStatus().getCode()).isEqualTo("UP");
    assertThat(watch.health().getDetails().get("salesforce-client-secret"))
        .asString()
        .contains("unknown");

    store.clock().move(DAY.multipliedBy(13));
    assertThat(watch.health().getStatus().getDescription())
        .contains("the client secret of dynamics ends in 13 days", "client-secret-expires");
    store.clock().move(DAY.multipliedBy(30));
    assertThat(watch.health().getStatus().getDescription()).contains("has ended");
    assertThat(metrics.get("cosell.credential.expires").tag("system", "dynamics").gauge().value())
        .isNegative();
  }

  @OnEveryDatabase
  void aLifetimeThatNobodyKnowsIsNoAlarm(Store store) {
    CredentialWatch watch =
        watch(store, age(store).refreshToken(SYSTEM, "configured", Duration.ZERO));
    store.clock().move(DAY.multipliedBy(1000));
    assertThat(watch.health().getStatus().getCode()).isEqualTo("UP");
    assertThat(secondsLeft("refresh-token")).isNaN();
  }

  private double secondsLeft(String kind) {
    return metrics.get("cosell.credential.expires").tag("credential", kind).gauge().value();
  }

  private static RefreshTokenAge age(Store store) {
    return new RefreshTokenAge(store.jdbc(), store.clock());
  }

  private static ExpiringCredential refreshToken(Store store, String configured) {
    return age(store).refreshToken(SYSTEM, configured, LIFETIME);
  }

  private CredentialWatch watch(Store store, ExpiringCredential... credentials) {
    return new CredentialWatch(
        List.of(credentials), new CredentialSettings(DAY.multipliedBy(14)), metrics, store.clock());
  }
}
