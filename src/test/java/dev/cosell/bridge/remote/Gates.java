package dev.cosell.bridge.remote;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Gates for tests. */
public final class Gates {

  /** Ten calls are watched; rests begin with 10 s, pauses with a minute. */
  public static final SystemsSettings SETTINGS =
      new SystemsSettings(
          10,
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMillis(50));

  private Gates() {}

  /** Gates that go by this clock. */
  public static SystemGates by(Clock clock) {
    return new SystemGates(SETTINGS, new SimpleMeterRegistry(), clock);
  }

  /** An open gate of a system that is called in a test. */
  public static SystemGate open() {
    return by(Clock.systemUTC()).of(new RemoteSystem("a-system", "A system", 16));
  }
}
