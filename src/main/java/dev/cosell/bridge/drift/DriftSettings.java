package dev.cosell.bridge.drift;

import dev.cosell.bridge.remote.TimeBounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often both sides of every open link are compared.
 *
 * @param driftInterval time between two comparisons, one minute to 30 days
 */
@ConfigurationProperties("cosell")
record DriftSettings(@DefaultValue("24h") Duration driftInterval) {

  /** Refuses a time out of its bounds. */
  DriftSettings {
    TimeBounds.check(
        "cosell.drift-interval", driftInterval, Duration.ofMinutes(1), Duration.ofDays(30));
  }
}
