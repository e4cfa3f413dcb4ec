package dev.cosell.bridge.remote;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Gates for tests: ten calls are watched, rests begin with 10 s, pauses with a minute. */
public final class Gates {

  private Gates() {}

  /** Gates that go by this clock. */
  public static SystemGates by(Clock clock) {
    return by(clock, Duration.ofSeconds(30));
  }

  /** The same, at which a call waits only so long for a connection. */
  static SystemGates by(Clock clock, Duration patience) {
    SystemsSettings settings =
        new SystemsSettings(
            10, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5), patience);
    return new SystemGates(settings, new SimpleMeterRegistry(), clock);
  }

  /** A gate that stays open, unless the system names a time for which it wants to be left alone. */
  public static SystemGate open() {
    Duration none = Duration.ofNanos(1);
    SystemsSettings settings = new SystemsSettings(1000, none, none, none, Duration.ofSeconds(30));
    return new SystemGates(settings, new SimpleMeterRegistry(), Clock.systemUTC())
        .of(new RemoteSystem("a-system", "A system", 16));
  }
}
