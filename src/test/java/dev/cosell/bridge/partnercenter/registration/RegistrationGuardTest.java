package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.partnercenter.registration.Heartbeat.Outcome;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

class RegistrationGuardTest {

  private final FakeTenant tenant = new FakeTenant();

  @OnEveryDatabase
  void registersAtStartAndProvesIt(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);

    node.guard.watch();

    assertThat(tenant.calls).containsExactly("view", "create", "view", "heartbeat");
    assertThat(node.store.now().isRight()).isTrue();
    assertThat(node.status.now().alarm()).isEmpty();
  }

  @OnEveryDatabase
  void writesNothingWhileItIsRight(Store database) {
    tenant.registered =
        WatchFixture.registered(WatchFixture.OURS, "referral-created", "test-created");
    WatchFixture node = new WatchFixture(database, tenant);

    node.checks.run();

    assertThat(tenant.calls).containsExactly("view");
  }

  @OnEveryDatabase
  void looksAtStartAndThenOnceInEachInterval(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);
    assertThat(node.checks.isDue(node.store.now())).isTrue();
    node.checks.run();
    assertThat(node.checks.isDue(node.store.now())).isFalse();
    database.clock().move(Duration.ofHours(1));
    assertThat(node.checks.isDue(node.store.now())).isTrue();
  }

  @OnEveryDatabase
  void doesNothingWithoutAPublicAddress(Store database) {
    new WatchFixture(database, tenant, WatchFixture.settings(null)).guard.watch();

    assertThat(tenant.calls).isEmpty();
  }

  @OnEveryDatabase
  void repairsWhatSomebodyChangedAndKeepsTheEventsOfOthers(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);
    node.guard.watch();
    tenant.registered = WatchFixture.registered(WatchFixture.OURS, "invoice-ready");
    database.clock().move(Duration.ofHours(1));

    node.guard.watch();

    assertThat(Objects.requireNonNull(tenant.registered).events())
        .containsExactly("invoice-ready", "referral-created", "test-created");
  }

  @OnEveryDatabase
  void raisesAnAlarmAndWritesNothingWhereAnotherSystemIsRegistered(Store database) {
    tenant.registered = WatchFixture.registered("https://staging.example/in?sig=k", "test-created");
    WatchFixture node = new WatchFixture(database, tenant);

    node.guard.watch();

    assertThat(tenant.calls).containsExactly("view");
    assertThat(node.status.now().registrationAlarm())
        .contains("https://staging.example/in", WatchFixture.OURS, "overwrite=true")
        .doesNotContain("sig=k");
    tenant.registered = null;
    database.clock().move(Duration.ofHours(1));
    node.guard.watch();
    assertThat(node.status.now().alarm()).isEmpty();
  }

  @OnEveryDatabase
  void triesAgainSoonWhenPartnerCenterDoesNotAnswer(Store database) {
    tenant.failure = new RemoteFailure(Kind.TRANSIENT, "Partner Center answered 503", null, null);
    WatchFixture node = new WatchFixture(database, tenant);
    node.guard.watch();

    assertThat(node.status.now().registrationAlarm()).contains("answered 503");
    assertThat(node.checks.isDue(node.store.now())).isFalse();
    database.clock().move(Duration.ofMinutes(1));
    assertThat(node.checks.isDue(node.store.now())).isTrue();
  }

  @OnEveryDatabase
  void leavesPartnerCenterAloneAsLongAsItWants(Store database) {
    tenant.failure = new RemoteFailure(Kind.TRANSIENT, "429", Duration.ofMinutes(5), null);
    WatchFixture node = new WatchFixture(database, tenant);
    node.guard.watch();
    database.clock().move(Duration.ofMinutes(4));
    assertThat(node.checks.isDue(node.store.now())).isFalse();
    database.clock().move(Duration.ofMinutes(1));
    assertThat(node.checks.isDue(node.store.now())).isTrue();
  }

  @OnEveryDatabase
  void doesNotWriteAgainAndAgainWhatIsNotKept(Store database) {
    tenant.forgetsWrites = true;
    WatchFixture node = new WatchFixture(database, tenant);

    node.checks.run();

    assertThat(tenant.calls).containsExactly("view", "create", "view", "create", "view");
    assertThat(node.status.now().registrationAlarm()).contains("is not there");
  }

  @OnEveryDatabase
  void doesItOnOneNodeOnly(Store database) {
    WatchFixture one = new WatchFixture(database, tenant);
    WatchFixture other = new WatchFixture(database, new FakeTenant());
    one.guard.watch();

    database.turns().take(Turn.WEBHOOK_REGISTRATION, () -> InParallel.run(1, other.guard::watch));
    assertThat(other.checks.isDue(other.store.now())).as("not done").isTrue();

    database.clock().move(Duration.ofHours(1));
    other.guard.watch();
    tenant.calls.clear();
    one.guard.watch();
    assertThat(tenant.calls).as("the other node has done it").doesNotContain("view");
  }

  @OnEveryDatabase
  void sendsOneHeartbeatInEachIntervalWhicheverNodeDoesIt(Store database) {
    WatchFixture one = new WatchFixture(database, tenant);
    WatchFixture other = new WatchFixture(database, tenant);
    one.guard.watch();
    other.arrivals.testEvent();
    other.guard.watch();
    one.guard.watch();
    assertThat(tenant.calls).containsOnlyOnce("heartbeat");

    database.clock().move(Duration.ofHours(6));
    other.guard.watch();
    one.guard.watch();
    assertThat(tenant.calls).filteredOn("heartbeat"::equals).hasSize(2);
  }

  @OnEveryDatabase
  void knowsOnEveryNodeThatAHeartbeatArrived(Store database) {
    WatchFixture one = new WatchFixture(database, tenant);
    WatchFixture other = new WatchFixture(database, tenant);
    one.guard.watch();
    assertThat(last(one).outcome()).isEqualTo(Outcome.OPEN);

    other.arrivals.testEvent();

    assertThat(last(one).outcome()).isEqualTo(Outcome.DELIVERED);
    database.clock().move(Duration.ofSeconds(90));
    assertThat(one.status.age(one.store.now().testArrivedAt())).contains(90.0);
  }

  @OnEveryDatabase
  void raisesAnAlarmForALostHeartbeatAndEndsItWhenOneArrives(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);
    node.guard.watch();
    tenant.result = new TestResult(true, WatchFixture.OURS, List.of("503"));
    node.guard.watch();

    assertThat(last(node).outcome()).isEqualTo(Outcome.LOST);
    assertThat(node.status.now().heartbeatAlarm()).contains("answered 503");

    node.arrivals.testEvent();
    assertThat(node.status.now().alarm()).isEmpty();
  }

  @OnEveryDatabase
  void doesNotCallAHeartbeatLostThatArrivedMeanwhile(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);
    long id = node.heartbeats.begin();
    node.arrivals.testEvent();

    assertThat(node.heartbeats.failed(id, Outcome.LOST, "too late")).isFalse();
    assertThat(last(node).outcome()).isEqualTo(Outcome.DELIVERED);
  }

  @OnEveryDatabase
  void keepsTheLimitOfTestEventsByHandAcrossNodes(Store database) {
    WatchFixture one = new WatchFixture(database, tenant);
    WatchFixture other = new WatchFixture(database, tenant);
    one.desk.sendHeartbeat();
    other.desk.sendHeartbeat();

    assertThatThrownBy(one.desk::sendHeartbeat)
        .isInstanceOfSatisfying(
            RegistrationRefused.class,
            refused -> {
              assertThat(refused.getStatusCode().value()).isEqualTo(429);
              assertThat(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("61");
            });
    database.clock().move(Duration.ofSeconds(61));
    assertThat(one.desk.sendHeartbeat()).startsWith("id-");
  }

  @OnEveryDatabase
  void notesTheArrivalOfOtherNotificationsOnceAMinute(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);
    node.arrivals.notification();
    var first = node.store.now().notifiedAt();
    assertThat(first).isEqualTo(database.clock().instant());
    database.clock().move(Duration.ofSeconds(59));
    node.arrivals.notification();
    assertThat(node.store.now().notifiedAt()).isEqualTo(first);
    database.clock().move(Duration.ofSeconds(1));
    node.arrivals.notification();
    assertThat(node.store.now().notifiedAt()).isEqualTo(database.clock().instant());
  }

  @OnEveryDatabase
  void saysWhichSettingIsMissingToRegisterByHand(Store database) {
    WatchFixture off = new WatchFixture(database, tenant, WatchFixture.settings(null));

    assertThatThrownBy(() -> off.desk.register(true))
        .hasMessageContaining("409")
        .hasMessageContaining("set cosell.partner-center.webhook.public-url");
    assertThat(off.desk.view().guard()).isEqualTo("off");
    assertThat(off.desk.view().state()).isNull();
  }

  @OnEveryDatabase
  void showsWhatIsWrongWithoutWriting(Store database) {
    WatchFixture node = new WatchFixture(database, tenant);
    assertThat(node.desk.view().state()).isEqualTo("missing");
    tenant.registered = WatchFixture.registered(WatchFixture.OURS, "test-created");
    assertThat(node.desk.view().differences()).containsExactly("referral-created is missing");
    tenant.failure = new RemoteFailure(Kind.FORBIDDEN, "Partner Center answered 403", null, null);
    assertThat(node.desk.view().state()).isEqualTo("unknown");
    assertThat(node.desk.view().failure()).contains("403");
    assertThat(tenant.calls).containsOnly("view");
  }

  private static Heartbeat last(WatchFixture node) {
    @Nullable Heartbeat last = node.status.now().heartbeat();
    return Objects.requireNonNull(last);
  }
}
