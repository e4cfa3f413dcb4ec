package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.webhook.SignatureHeader;
import dev.cosell.bridge.partnercenter.webhook.WebhookSecurity;
import dev.cosell.bridge.store.Store;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One node of several that share a store and a tenant. */
final class WatchFixture {

  static final String OURS = "https://cosell.example/webhooks/partner-center";

  final WatchStore store;
  final Heartbeats heartbeats;
  final RegistrationChecks checks;
  final HeartbeatWatch watch;
  final RegistrationGuard guard;
  final RegistrationStatus status;
  final RegistrationDesk desk;
  final Arrivals arrivals;

  WatchFixture(Store database, TenantWebhooks tenant) {
    this(database, tenant, settings("https://cosell.example"));
  }

  WatchFixture(Store database, TenantWebhooks tenant, RegistrationSettings settings) {
    store = new WatchStore(database.jdbc(), database.transactions(), database.clock());
    heartbeats = new Heartbeats(database.jdbc(), database.transactions(), database.clock());
    AlarmLog log = new AlarmLog();
    checks = new RegistrationChecks(settings, security(), tenant, store, log, database.clock());
    watch = new HeartbeatWatch(settings, heartbeats, tenant, log, database.clock());
    guard = new RegistrationGuard(database.turns(), store, checks, watch);
    status = new RegistrationStatus(settings, store, heartbeats, database.clock());
    desk = new RegistrationDesk(database.turns(), checks, watch, status);
    arrivals = new Arrivals(store, heartbeats, watch, database.clock());
  }

  static RegistrationSettings settings(@Nullable String publicUrl) {
    return new RegistrationSettings(
        publicUrl == null ? null : URI.create(publicUrl),
        "scope",
        List.of("referral-created", "test-created"),
        false,
        Duration.ofHours(1),
        Duration.ofHours(6));
  }

  private static WebhookSecurity security() {
    return new WebhookSecurity(
        List.of(), null, false, WebhookSecurity.MICROSOFT, null, SignatureHeader.ANY);
  }

  static Registered registered(String url, String... events) {
    return RegistrationRulesTest.found(url, List.of(events));
  }
}
