package dev.cosell.bridge.remote;

import dev.cosell.bridge.sync.RemoteFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The gate of one remote system, which every call to it passes. It bounds how many calls run at the
 * same time, and is closed while the system wants a rest, fails, or accepts no token. Each node has
 * its own.
 */
public final class SystemGate {

  static final String LOG = "dev.cosell.bridge.systems";

  private final String system;
  private final String name;
  private final int connections;
  private final SystemsSettings settings;
  private final Semaphore free;
  private final MeterRegistry metrics;
  private final Clock clock;
  final Rest rest;
  final Breaker breaker;
  final Pause pause;

  SystemGate(RemoteSystem remote, SystemsSettings settings, MeterRegistry metrics, Clock clock) {
    this.system = remote.word();
    this.name = remote.name();
    this.connections = remote.connections();
    this.settings = settings;
    this.free = new Semaphore(connections, true);
    this.metrics = metrics;
    this.clock = clock;
    this.rest = new Rest(system, name, settings, clock);
    this.breaker = new Breaker(system, name, settings, clock);
    this.pause = new Pause(system, name, settings, clock);
    measure();
  }

  /**
   * Lets one call in. It has to end by closing the permit.
   *
   * @throws RemoteFailure unasked, when the system is left alone, or when all its connections stay
   *     in use
   */
  public Permit enter() {
    requireOpen();
    takeConnection();
    try {
      requireOpen(); // it may have closed while this call waited
      pause.enter().ifPresent(this::refuse);
      breaker
          .enter()
          .ifPresent(
              closed -> {
                pause.left();
                refuse(closed);
              });
      return new Permit(this);
    } catch (RemoteFailure closed) {
      free.release();
      throw closed;
    }
  }

  /**
   * Goes on only while the system may be asked.
   *
   * @throws RemoteFailure unasked, when it is left alone
   */
  public void requireOpen() {
    closure().ifPresent(this::refuse);
  }

  /** Why the system is left alone now, empty when it may be asked. */
  public Optional<Closure> closure() {
    return Stream.of(pause.closure(), rest.closure(), breaker.closure())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The system's own word that it wants to be left alone for so long. */
  public void rest(Duration length, String why) {
    rest.begin(length, why);
  }

  private void refuse(Closure closed) {
    count("refused");
    throw closed.refusal(clock.instant());
  }

  private void takeConnection() {
    try {
      if (!free.tryAcquire(settings.connectionPatience().toMillis(), TimeUnit.MILLISECONDS)) {
        count("refused");
        throw RemoteFailure.unasked(
            system,
            name + " was not asked: all " + connections + " connections stayed in use",
            settings.firstRest());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw RemoteFailure.unasked(
          system, name + " was not asked: the service stops", settings.firstRest());
    }
  }

  void leave() {
    free.release();
  }

  void count(String outcome) {
    metrics.counter("cosell.system.calls", "system", system, "outcome", outcome).increment();
  }

  private void measure() {
    Gauge.builder("cosell.system.available", this, gate -> gate.closure().isEmpty() ? 1 : 0)
        .description("1 while the system is asked, 0 while it is left alone")
        .tag("system", system)
        .register(metrics);
    for (Closure.Cause cause : Closure.Cause.values()) {
      Gauge.builder("cosell.system.rest", this, gate -> gate.secondsOf(cause))
          .description("seconds for which the system is left alone still, by cause")
          .baseUnit("seconds")
          .tag("system", system)
          .tag("cause", cause.word())
          .register(metrics);
    }
    Gauge.builder("cosell.system.connections", this, SystemGate::active)
        .description("calls that run now")
        .tag("system", system)
        .register(metrics);
  }

  private double secondsOf(Closure.Cause cause) {
    return closure()
        .filter(closed -> closed.cause() == cause)
        .map(closed -> Duration.between(clock.instant(), closed.until()).toMillis() / 1000.0)
        .orElse(0.0);
  }

  /** The word of the system. */
  public String system() {
    return system;
  }

  int active() {
    return connections - free.availablePermits();
  }

  int connections() {
    return connections;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %d of %d calls", name, active(), connections);
  }
}
