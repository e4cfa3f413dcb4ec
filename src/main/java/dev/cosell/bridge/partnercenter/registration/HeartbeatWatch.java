package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.registration.Heartbeat.Outcome;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends heartbeats, and finds out what became of them. Called by one node at a time. */
@Component
class HeartbeatWatch {

  private static final String ALARM = "webhook heartbeat";

  private final HeartbeatRules rules;
  private final RegistrationSettings settings;
  private final Heartbeats heartbeats;
  private final TenantWebhooks tenant;
  private final AlarmLog log;
  private final Clock clock;
  private volatile Instant restUntil = Instant.MIN;

  HeartbeatWatch(
      RegistrationSettings settings,
      Heartbeats heartbeats,
      TenantWebhooks tenant,
      AlarmLog log,
      Clock clock) {
    this.rules = new HeartbeatRules(settings.heartbeatInterval());
    this.settings = settings;
    this.heartbeats = heartbeats;
    this.tenant = tenant;
    this.log = log;
    this.clock = clock;
  }

  /** Whether one is to be sent, or nothing is known yet of the last one. */
  boolean isDue(Watch watch) {
    List<Heartbeat> newest = heartbeats.newest(HeartbeatRules.LOOKED_AT);
    return isToBeSent(watch, newest) || newest.stream().anyMatch(Heartbeat::isOpen);
  }

  private boolean isToBeSent(Watch watch, List<Heartbeat> newest) {
    Instant now = clock.instant();
    return settings.publicUrl() != null
        && !now.isBefore(restUntil)
        && rules.isDue(watch, newest, now);
  }

  /** Does what is due. */
  void run(Watch watch) {
    heartbeats.open().forEach(this::settle);
    if (isToBeSent(watch, heartbeats.newest(HeartbeatRules.LOOKED_AT))) {
      try {
        send();
      } catch (RemoteFailure told) {
        // it is kept with the heartbeat, and the next one follows soon
        restUntil = Optional.ofNullable(told.retryAfter()).map(this::in).orElse(restUntil);
      }
    }
    tell();
  }

  private Instant in(Duration rest) {
    return clock.instant().plus(rest);
  }

  /**
   * Sends one now.
   *
   * @return its correlation id
   * @throws RemoteFailure when Partner Center does not take the request
   */
  String send() {
    long id = heartbeats.begin();
    try {
      String correlation = tenant.sendHeartbeat();
      heartbeats.sent(id, correlation);
      return correlation;
    } catch (RemoteFailure refused) {
      heartbeats.failed(id, Outcome.UNSENT, "it could not be asked for: " + refused.getMessage());
      throw refused;
    }
  }

  /** How long Partner Center's limit forbids another one. */
  Duration waitForLimit() {
    return HeartbeatRules.waitForLimit(
        heartbeats.newest(HeartbeatRules.LOOKED_AT), clock.instant());
  }

  private void settle(Heartbeat open) {
    HeartbeatRules.loss(open, result(open), clock.instant())
        .ifPresent(reason -> heartbeats.failed(open.id(), Outcome.LOST, reason));
  }

  /** What Partner Center says; asking once more costs nothing, so a failure is passed over. */
  private @Nullable TestResult result(Heartbeat open) {
    String correlation = open.correlationId();
    if (correlation == null) {
      return null;
    }
    try {
      return tenant.readHeartbeat(correlation);
    } catch (RemoteFailure notTold) {
      return null;
    }
  }

  /** Tells an alarm that began or ended. */
  void tell() {
    List<Heartbeat> newest = heartbeats.newest(HeartbeatRules.LOOKED_AT);
    String alarm = HeartbeatRules.alarm(newest);
    if (alarm != null) {
      log.begins(ALARM, "lost", "the last test event did not arrive. " + alarm);
    } else if (newest.stream().findFirst().filter(it -> !it.isOpen()).isPresent()) {
      log.ends(ALARM, "test events arrive again");
    }
  }
}
