package dev.cosell.bridge.remote;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Gates for tests: ten calls are watched, rests begin with 10 s, pauses with a minute. */
public final class Gates {

  /** The time-outs of a bridge whose settings name none. */
  public static final TimeOuts TIME_OUTS =
      new TimeOuts(Duration.ofSeconds(5), Duration.ofSeconds(60));

  private Gates() {}

  /** The settings of a bridge that name none but this. */
  public static SystemsSettings settings(Map<String, String> named) {
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("cosell.systems", SystemsSettings.class);
  }

  /** Gates that go by this clock. */
  public static SystemGates by(Clock clock) {
    return by(clock, Duration.ofSeconds(30));
  }

  /** The same, at which a call waits only so long for a connection. */
  static SystemGates by(Clock clock, Duration patience) {
    SystemsSettings settings =
        new SystemsSettings(
            10,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            TIME_OUTS.connect(),
            TIME_OUTS.connect(),
            patience);
    return new SystemGates(settings, new SimpleMeterRegistry(), clock);
  }

  /** A gate that stays open, unless the system names a time for which it wants to be left alone. */
  public static SystemGate open() {
    Duration none = Duration.ofNanos(1);
    SystemsSettings settings =
        new SystemsSettings(
            1000,
            none,
            none,
            none,
            TIME_OUTS.connect(),
            TIME_OUTS.connect(),
            Duration.ofSeconds(30));
    return new SystemGates(settings, new SimpleMeterRegistry(), Clock.systemUTC())
        .of(new RemoteSystem("a-system", "A system", 16));
  }
}
