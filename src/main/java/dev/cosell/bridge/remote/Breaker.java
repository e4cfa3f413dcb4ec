package dev.cosell.bridge.remote;

import dev.cosell.bridge.remote.Closure.Cause;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one system: opens when too many of the latest calls failed, and lets one
 * call at a time try whether it got better.
 */
final class Breaker {

  private static final Logger LOG = LoggerFactory.getLogger(SystemGate.LOG);
  private static final float HALF = 50;
  private static final Duration LONGEST_PROBE = Duration.ofMinutes(3);

  private final String system;
  private final String name;
  private final SystemsSettings settings;
  private final Clock clock;
  private final CircuitBreaker breaker;
  private volatile Instant until = Instant.MIN;
  private volatile Instant probeEnds = Instant.MIN;
  private volatile String lastFailure = "";

  Breaker(String system, String name, SystemsSettings settings, Clock clock) {
    this.system = system;
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    this.breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.callsWatched())
                .minimumNumberOfCalls(Math.max(1, settings.callsWatched() / 2))
                .failureRateThreshold(HALF)
                .slowCallRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(this::opens)
                .clock(clock)
                .build());
    breaker.getEventPublisher().onStateTransition(event -> tell(event.getStateTransition()));
  }

  private long opens(int times) {
    Duration rest = settings.growing(settings.firstRest(), times - 1);
    until = clock.instant().plus(rest);
    return rest.toMillis();
  }

  /** A call comes; it has to end by {@link #worked}, {@link #failed} or {@link #left}. */
  synchronized Optional<Closure> enter() {
    if (!breaker.tryAcquirePermission()) {
      return Optional.of(
          closure().orElseGet(() -> closed(clock.instant().plus(settings.firstRest()))));
    }
    if (breaker.getState() == State.HALF_OPEN) {
      probeEnds = clock.instant().plus(LONGEST_PROBE);
    }
    return Optional.empty();
  }

  Optional<Closure> closure() {
    Instant now = clock.instant();
    return switch (breaker.getState()) {
      case OPEN -> now.isAfter(until) ? Optional.empty() : Optional.of(closed(until));
      case HALF_OPEN ->
          now.isBefore(probeEnds)
              ? Optional.of(closed(now.plus(settings.firstRest())))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Closure closed(Instant end) {
    return new Closure(
        system, name, Cause.FAILING, end, "too many calls failed, the last one: " + lastFailure);
  }

  void worked() {
    probeEnds = Instant.MIN;
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(String why) {
    lastFailure = why;
    probeEnds = Instant.MIN;
    breaker.onError(0, TimeUnit.NANOSECONDS, new IOException(why));
  }

  /** A call ended and tells nothing of how the system is. */
  void left() {
    probeEnds = Instant.MIN;
    breaker.releasePermission();
  }

  private void tell(StateTransition transition) {
    switch (transition) {
      case CLOSED_TO_OPEN ->
          LOG.warn(
              "{} fails too often and is left alone for {} s, then one call tries it. The other"
                  + " systems go on. The last failure: {}",
              name,
              settings.firstRest().toMillis() / 1000.0,
              lastFailure);
      case HALF_OPEN_TO_CLOSED -> LOG.info("{} works again", name);
      default -> LOG.debug("{}: {}", name, transition);
    }
  }
}
