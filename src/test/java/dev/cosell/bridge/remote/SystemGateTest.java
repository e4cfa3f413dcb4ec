package dev.cosell.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.remote.Closure.Cause;
import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class SystemGateTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock();
  private final SystemGates gates = Gates.by(clock, Duration.ofMillis(20));
  private final SystemGate gate = gates.of(new RemoteSystem("partner-center", "Partner Center", 2));
  private final SystemGate other = gates.of(new RemoteSystem("dynamics", "Dynamics 365", 2));

  @Test
  void leavesAThrottledSystemAloneForAsLongAsItAskedAndNoOther() {
    answered(429, Duration.ofSeconds(57), "t");

    assertThat(cause()).contains(Cause.RESTING);
    RemoteFailure refusal = refusal();
    assertThat(refusal.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(57));
    assertThat(refusal.unaskedSystem()).isEqualTo("partner-center");
    assertThat(other.closure()).isEmpty();

    clock.move(Duration.ofMillis(56_999));
    assertThat(gate.closure()).isPresent();
    clock.move(Duration.ofMillis(1));
    answered(200, null, "t");
    assertThat(gate.closure()).isEmpty();
  }

  @Test
  void obeysTheRetryAfterOfAnUnavailableSystem() {
    answered(503, Duration.ofSeconds(3), "t");
    assertThat(cause()).contains(Cause.RESTING);
    clock.move(Duration.ofSeconds(3));
    assertThat(gate.closure()).isEmpty();
  }

  @Test
  void restsLongerEachTimeThatNoTimeIsNamed() {
    answered(429, null, "t");
    clock.move(Duration.ofSeconds(10));
    answered(429, null, "t");
    clock.move(Duration.ofMillis(19_999));
    assertThat(gate.closure()).isPresent();
    clock.move(Duration.ofMillis(1));
    answered(200, null, "t");
    answered(429, null, "t");
    clock.move(Duration.ofSeconds(10));
    assertThat(gate.closure()).as("a success begins anew").isEmpty();
  }

  @Test
  void anAnswerToACallThatWasSentBeforeDoesNotEndTheRest() {
    Permit earlier = gate.enter();
    answered(429, MINUTE, "t");
    earlier.answered(200, null, "t");
    earlier.close();

    assertThat(cause()).contains(Cause.RESTING);
  }

  @Test
  void opensWhenHalfOfTheLatestCallsFailAndLetsOneCallAtATimeTryIt() {
    for (int call = 0; call < 4; call++) {
      broken();
    }
    assertThat(gate.closure()).as("not judged yet").isEmpty();
    answered(500, null, "t");
    assertThat(cause()).contains(Cause.FAILING);
    assertThat(refusal()).hasMessageContaining("Partner Center is left alone");
    assertThat(other.closure()).isEmpty();

    clock.move(Duration.ofMillis(10_001));
    Permit probe = gate.enter();
    assertThat(refusal().retryAfter()).as("one probe at a time").isEqualTo(Duration.ofSeconds(10));
    probe.unanswered(new ConnectException("refused"));
    probe.close();
    clock.move(Duration.ofMillis(10_001));
    assertThat(cause()).as("twice as long").contains(Cause.FAILING);

    clock.move(Duration.ofSeconds(10));
    answered(200, null, "t");
    assertThat(gate.closure()).isEmpty();
    answered(200, null, "t");
  }

  @Test
  void neverLeavesASystemAloneForLongerThanTheLongestRest() {
    for (int call = 0; call < 5; call++) {
      broken();
    }
    for (int probe = 0; probe < 12; probe++) {
      clock.move(Duration.ofMinutes(5).plusMillis(1));
      assertThat(gate.closure()).as("probe %d", probe).isEmpty();
      broken();
    }
  }

  @Test
  void refusalsOfARequestDoNotOpenIt() {
    for (int call = 0; call < 20; call++) {
      answered(400 + call % 20, null, call % 20 == 1 ? "expired" : "t");
      clock.move(Duration.ofMinutes(10));
    }
    assertThat(gate.closure()).isEmpty();
  }

  @Test
  void aProbeThatNeverComesBackFreesTheNextOne() {
    for (int call = 0; call < 5; call++) {
      broken();
    }
    clock.move(Duration.ofSeconds(11));
    gate.enter().close(); // it ended without a word
    answered(200, null, "t");
    assertThat(gate.closure()).isEmpty();
  }

  @Test
  void oneExpiredTokenIsNoReasonToPause() {
    Permit first = gate.enter();
    Permit second = gate.enter();
    first.answered(401, null, "expired");
    second.answered(401, null, "expired");
    first.close();
    second.close();
    answered(200, null, "new");
    answered(401, null, "expired later");
    assertThat(gate.closure()).isEmpty();
  }

  @Test
  void pausesWhenANewTokenIsRefusedAsWellAndProbesLessAndLessOften() {
    answered(401, null, "expired");
    answered(401, null, "new");
    assertThat(cause()).contains(Cause.UNAUTHORIZED);
    assertThat(refusal().retryAfter()).isEqualTo(MINUTE);
    assertThat(other.closure()).isEmpty();

    for (Duration pause :
        List.of(MINUTE, MINUTE.multipliedBy(2), MINUTE.multipliedBy(4), MINUTE.multipliedBy(5))) {
      clock.move(pause.minusMillis(1));
      assertThat(cause()).as("before %s", pause).contains(Cause.UNAUTHORIZED);
      clock.move(Duration.ofMillis(1));
      answered(401, null, "token after " + pause);
    }
    clock.move(MINUTE.multipliedBy(5));
    answered(403, null, "good");
    assertThat(gate.closure()).as("a missing role is no missing sign-in").isEmpty();
  }

  @Test
  void onePersonIsAskedForAtATimeWhenThePauseIsOver() {
    lockedOut();
    clock.move(MINUTE);
    Permit probe = gate.enter();
    assertThat(refusal().unaskedSystem()).isEqualTo("partner-center");
    probe.answered(200, null, "t");
    probe.close();
    answered(200, null, "t");
  }

  @Test
  void aMissingTokenPausesRestsOrCountsAsAFailureByItsKind() {
    noToken(new RemoteFailure(Kind.UNAUTHORIZED, "the refresh token is expired", null, null));
    assertThat(cause()).contains(Cause.UNAUTHORIZED);
    assertThat(refusal()).hasMessageContaining("the refresh token is expired");

    clock.move(MINUTE);
    noToken(new RemoteFailure(Kind.TRANSIENT, "busy", Duration.ofSeconds(7), null));
    assertThat(cause()).contains(Cause.RESTING);
  }

  @Test
  void boundsTheCallsThatRunAtTheSameTimeAndTheWaitForOne() {
    Permit first = gate.enter();
    Permit second = gate.enter();

    assertThatThrownBy(gate::enter).hasMessageContaining("all 2 connections stayed in use");
    assertThat(other.enter()).as("the other system has its own").isNotNull();

    second.close();
    second.close();
    gate.enter();
    assertThatThrownBy(gate::enter).as("closed twice, free once").isInstanceOf(RemoteFailure.class);
    first.close();
  }

  @Test
  void healthTellsWhatIsLeftAloneAndWhyButNeverThatTheServiceIsDown() {
    SystemsHealthIndicator health = new SystemsHealthIndicator(gates);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    answered(429, MINUTE, "t");
    assertThat(health.health().getStatus()).as("a rest is no alarm").isEqualTo(Status.UP);

    clock.move(MINUTE);
    lockedOut();
    Health attention = health.health();
    assertThat(attention.getStatus().getCode()).isEqualTo("ATTENTION");
    assertThat(attention.getStatus().getDescription())
        .contains("Partner Center", "no second factor");
    assertThat(attention.getDetails().get("partner-center"))
        .asString()
        .contains("unauthorized", "no second factor");
    assertThat(attention.getDetails().get("dynamics")).asString().contains("available");
  }

  private void lockedOut() {
    try (Permit permit = gate.enter()) {
      permit.lockedOut("no second factor");
    }
  }

  private void noToken(RemoteFailure failure) {
    try (Permit permit = gate.enter()) {
      permit.noToken(failure);
    }
  }

  private void answered(
      int status, @org.jspecify.annotations.Nullable Duration retryAfter, String token) {
    try (Permit permit = gate.enter()) {
      permit.answered(status, retryAfter, token);
    }
  }

  private void broken() {
    try (Permit permit = gate.enter()) {
      permit.unanswered(new IOException("reset"));
    }
  }

  private Optional<Cause> cause() {
    return gate.closure().map(Closure::cause);
  }

  private RemoteFailure refusal() {
    List<RemoteFailure> refused = new ArrayList<>();
    try {
      gate.enter().close();
    } catch (RemoteFailure failure) {
      refused.add(failure);
    }
    assertThat(refused).hasSize(1);
    return refused.get(0);
  }
}
