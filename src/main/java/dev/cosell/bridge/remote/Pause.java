package dev.cosell.bridge.remote;

import dev.cosell.bridge.remote.Closure.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pause of a system that accepts no token. Only a person can end it, so that it is tried by one
 * call now and then.
 */
final class Pause {

  private static final Logger LOG = LoggerFactory.getLogger(SystemGate.LOG);

  /** A probe that does not come back frees the next one. */
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(3);

  private final String system;
  private final String name;
  private final SystemsSettings settings;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private Instant probeEnds = Instant.MIN;
  private @Nullable String reason;
  private int tries;
  private @Nullable Integer refusedBefore;

  Pause(String system, String name, SystemsSettings settings, Clock clock) {
    this.system = system;
    this.name = name;
    this.settings = settings;
    this.clock = clock;
  }

  /** A call comes; of those that come when the pause is over, one goes on. */
  synchronized Optional<Closure> enter() {
    Optional<Closure> closed = closure();
    if (closed.isEmpty() && reason != null) {
      probeEnds = clock.instant().plus(LONGEST_PROBE);
    }
    return closed;
  }

  synchronized Optional<Closure> closure() {
    String why = reason;
    if (why == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (now.isBefore(until)) {
      return Optional.of(closed(until, why));
    }
    return now.isBefore(probeEnds)
        ? Optional.of(closed(now.plus(settings.unauthorizedRest()), why))
        : Optional.empty();
  }

  private Closure closed(Instant end, String why) {
    return new Closure(system, name, Cause.UNAUTHORIZED, end, why);
  }

  /**
   * This token was refused. The first one may have expired; when the next one is refused as well,
   * no other will be accepted.
   */
  synchronized void refused(String token) {
    int refused = token.hashCode();
    if (refusedBefore != null && refusedBefore != refused) {
      begin(
          "it does not accept a new access token either (401): check cosell."
              + system
              + ".scope and .client-id, and whether the account behind them may still sign in");
    }
    refusedBefore = refused;
  }

  /** Nobody signs in until a person does something. */
  synchronized void begin(String why) {
    Instant now = clock.instant();
    if (reason != null && now.isBefore(until)) {
      return; // said by one of several calls at the same time
    }
    if (reason == null) {
      LOG.error(
          "{} does not let the bridge in, its calls pause; notifications are taken, and the other"
              + " systems go on: {}",
          name,
          why);
    }
    reason = why;
    until = now.plus(settings.growing(settings.unauthorizedRest(), tries++));
    probeEnds = Instant.MIN;
  }

  /** A call was let in. */
  synchronized void worked() {
    refusedBefore = null;
    if (clock.instant().isBefore(until)) {
      return; // it was sent before the pause began
    }
    if (reason != null) {
      LOG.info("{} lets the bridge in again", name);
    }
    reason = null;
    tries = 0;
  }

  /** A call ended and tells nothing of the token. */
  synchronized void left() {
    probeEnds = Instant.MIN;
  }
}
