package dev.cosell.bridge.remote;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call that the gate let in. Tell it how the call ended, then close it; both count only once.
 */
public final class Permit implements AutoCloseable {

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int UNAVAILABLE = 503;

  private final SystemGate gate;
  private final AtomicBoolean isTold = new AtomicBoolean();
  private final AtomicBoolean isClosed = new AtomicBoolean();

  Permit(SystemGate gate) {
    this.gate = gate;
  }

  /**
   * The system answered.
   *
   * @param status HTTP status
   * @param retryAfter how long it wants to be left alone, null when it does not say
   * @param token the access token that was sent
   */
  public void answered(int status, @Nullable Duration retryAfter, String token) {
    if (status == TOO_MANY_REQUESTS || (status == UNAVAILABLE && retryAfter != null)) {
      throttled(retryAfter, "it answered " + status);
    } else if (status == UNAUTHORIZED) {
      told("unauthorized", () -> gate.pause.refused(token));
    } else if (status >= SERVER_ERROR && status != NOT_IMPLEMENTED) {
      failed("it answered " + status);
    } else if (isTold.compareAndSet(false, true)) {
      gate.count(status < 400 ? "ok" : "rejected");
      gate.breaker.worked();
      gate.pause.worked();
      gate.rest.worked();
    }
  }

  /**
   * The system is busy.
   *
   * @param rest how long it wants to be left alone, null when it does not say
   */
  public void throttled(@Nullable Duration rest, String why) {
    told("throttled", () -> gate.rest.begin(rest, why));
  }

  /** The system does not let this account in, whatever token it brings. */
  public void lockedOut(String why) {
    told("unauthorized", () -> gate.pause.begin(why));
  }

  /** No answer came, or none to its end. */
  public void unanswered(Throwable failure) {
    failed("no answer (" + failure.getClass().getSimpleName() + ")");
  }

  /** The call was not sent, because there is no token for it. */
  public void noToken(RemoteFailure failure) {
    String why = String.valueOf(failure.getMessage());
    if (failure.kind() == Kind.UNAUTHORIZED) {
      lockedOut(why);
    } else if (failure.retryAfter() != null) {
      throttled(failure.retryAfter(), why);
    } else {
      failed(why);
    }
  }

  private void failed(String why) {
    if (isTold.compareAndSet(false, true)) {
      gate.count("failed");
      gate.breaker.failed(why);
      gate.pause.left();
    }
  }

  /** It answers, so that it does not fail; whether it works is not known. */
  private void told(String outcome, Runnable what) {
    if (isTold.compareAndSet(false, true)) {
      gate.count(outcome);
      gate.pause.left();
      what.run();
      gate.breaker.left();
    }
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      if (isTold.compareAndSet(false, true)) {
        gate.breaker.left();
        gate.pause.left();
      }
      gate.leave();
    }
  }
}
