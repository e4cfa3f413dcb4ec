package dev.cosell.bridge.dynamics;

import java.time.Duration;

/**
 * How long the HTTP client waits and how many connections it holds.
 *
 * @param connectTimeout until a connection stands
 * @param socketTimeout longest silence on a connection; Dataverse itself cuts an operation off
 *     after two minutes
 * @param connections connections at most, far below the 52 at which Dataverse starts to answer 429
 */
public record DataverseLimits(Duration connectTimeout, Duration socketTimeout, int connections) {

  /** Five seconds, two minutes, sixteen connections. */
  public static final DataverseLimits DEFAULT =
      new DataverseLimits(Duration.ofSeconds(5), Duration.ofSeconds(120), 16);

  /** Refuses limits that would mean "for ever" or "never" to the HTTP client. */
  public DataverseLimits {
    if (connectTimeout.toMillis() < 1 || socketTimeout.toMillis() < 1 || connections < 1) {
      throw new IllegalArgumentException("Dataverse limits must be positive");
    }
  }
}
