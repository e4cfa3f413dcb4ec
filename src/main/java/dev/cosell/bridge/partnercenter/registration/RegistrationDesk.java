package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.partnercenter.registration.RegistrationStatus.Now;
import dev.cosell.bridge.partnercenter.registration.RegistrationView.Delivery;
import dev.cosell.bridge.partnercenter.registration.RegistrationView.Shown;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an operator does by hand; one at a time, on all nodes, as the guard. */
@Component
class RegistrationDesk {

  private final Turns turns;
  private final RegistrationChecks checks;
  private final HeartbeatWatch heartbeats;
  private final RegistrationStatus status;

  RegistrationDesk(
      Turns turns,
      RegistrationChecks checks,
      HeartbeatWatch heartbeats,
      RegistrationStatus status) {
    this.turns = turns;
    this.checks = checks;
    this.heartbeats = heartbeats;
    this.status = status;
  }

  /** What is registered, as read now. */
  RegistrationView view() {
    try {
      return view(checks.view(), null);
    } catch (RemoteFailure failure) {
      return view(null, failure.getMessage());
    }
  }

  /**
   * Registers now.
   *
   * @throws RegistrationRefused when it is not set up, not ours to write, or Partner Center refuses
   */
  RegistrationView register(boolean overwrite) {
    if (checks.wanted().isEmpty()) {
      throw RegistrationRefused.conflict(
          "The bridge does not know where Partner Center reaches it: set "
              + RegistrationSettings.PUBLIC_URL
              + " and restart");
    }
    Optional<RegistrationCheck> done = inTurn(() -> checks.run(overwrite));
    Now now = status.now();
    String alarm = now.registrationAlarm();
    if (done.isEmpty()) {
      throw RegistrationRefused.badGateway("The webhook registration: " + alarm);
    }
    if (now.watch().finding() == Finding.FOREIGN) {
      throw RegistrationRefused.conflict("Nothing was written. " + alarm);
    }
    return view(done.get(), null);
  }

  /**
   * Sends a heartbeat now.
   *
   * @return its correlation id
   * @throws RegistrationRefused when there were too many, or Partner Center refuses
   */
  String sendHeartbeat() {
    return inTurn(
        () -> {
          Duration wait = heartbeats.waitForLimit();
          if (!wait.isZero()) {
            throw RegistrationRefused.tooMany(wait);
          }
          try {
            return heartbeats.send();
          } catch (RemoteFailure refused) {
            throw refusal(refused);
          }
        });
  }

  private static RegistrationRefused refusal(RemoteFailure refused) {
    return switch (refused.kind()) {
      case ABSENT ->
          RegistrationRefused.conflict(
              "There is no registration for test-created. " + refused.getMessage());
      default ->
          refused.retryAfter() == null
              ? RegistrationRefused.badGateway(String.valueOf(refused.getMessage()))
              : RegistrationRefused.tooMany(refused.retryAfter());
    };
  }

  private <T> T inTurn(Supplier<T> work) {
    AtomicReference<@Nullable T> result = new AtomicReference<>();
    turns.take(Turn.WEBHOOK_REGISTRATION, () -> result.set(work.get()));
    T done = result.get();
    if (done == null) {
      throw RegistrationRefused.conflict(
          "The registration is being looked at just now, on this or another node. Try again");
    }
    return done;
  }

  private RegistrationView view(@Nullable RegistrationCheck check, @Nullable String failure) {
    Now now = status.now();
    Optional<WantedRegistration> wanted = checks.wanted();
    return new RegistrationView(
        wanted.isEmpty() ? "off" : "on",
        wanted.isEmpty() ? null : state(check),
        now.alarm().orElse(null),
        check == null ? null : Shown.of(check.found()),
        wanted.map(Shown::of).orElse(null),
        check != null && check.verdict() instanceof Verdict.Different different
            ? different.differences()
            : List.of(),
        failure,
        now.watch().checkedAt(),
        Delivery.of(now, status.age(now.watch().testArrivedAt()).orElse(null)));
  }

  private static String state(@Nullable RegistrationCheck check) {
    Verdict verdict = check == null ? null : check.verdict();
    if (verdict == null) {
      return Finding.UNKNOWN.word();
    }
    if (verdict instanceof Verdict.Foreign) {
      return Finding.FOREIGN.word();
    }
    if (verdict instanceof Verdict.Missing) {
      return "missing";
    }
    return verdict instanceof Verdict.Right ? Finding.RIGHT.word() : "different";
  }
}
