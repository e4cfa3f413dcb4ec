package dev.cosell.bridge.remote;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a remote system is left alone; the same for each of them.
 *
 * @param callsWatched of how many latest calls half have to fail (no answer, or 5xx) for a system
 *     to be left alone, 2 to 1000; half as many calls have to be made before that is judged
 * @param firstRest how long it is left alone then, and after a 429 that names no time; doubles as
 *     long as it does not get better
 * @param unauthorizedRest how long it is left alone when it accepts no token; doubles as well
 * @param longestRest longest time without a try in both cases
 * @param connectTimeout how long a connection to a system, to its token endpoint, or to a host of
 *     signing certificates may take to stand, one millisecond to one minute
 * @param tokenTimeout how long a token endpoint may be silent, one millisecond to one minute
 * @param connectionPatience how long a call waits for another one's end when all connections are in
 *     use
 */
@Validated
@ConfigurationProperties("cosell.systems")
public record SystemsSettings(
    @DefaultValue("20") @Min(2) @Max(1000) int callsWatched,
    @DefaultValue("10s") Duration firstRest,
    @DefaultValue("15s") Duration unauthorizedRest,
    @DefaultValue("5m") Duration longestRest,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration tokenTimeout,
    @DefaultValue("30s") Duration connectionPatience) {

  private static final int MOST_DOUBLINGS = 20;
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Refuses a rest that is none, and waits out of their bounds. */
  public SystemsSettings {
    if (!isPositive(firstRest) || !isPositive(unauthorizedRest) || !isPositive(longestRest)) {
      throw new IllegalArgumentException(
          "cosell.systems.first-rest, unauthorized-rest and longest-rest have to be longer than 0");
    }
    TimeBounds.check("cosell.systems.connect-timeout", connectTimeout, SHORTEST_WAIT, LONGEST_WAIT);
    TimeBounds.check("cosell.systems.token-timeout", tokenTimeout, SHORTEST_WAIT, LONGEST_WAIT);
  }

  /** Of a token endpoint. */
  public TimeOuts token() {
    return new TimeOuts(connectTimeout, tokenTimeout);
  }

  /** Of a system that may be silent for so long. */
  public TimeOuts answering(Duration answer) {
    return new TimeOuts(connectTimeout, answer);
  }

  private static boolean isPositive(Duration rest) {
    return !rest.isNegative() && !rest.isZero();
  }

  /** The rest after so many failed tries. */
  Duration growing(Duration first, int tries) {
    Duration doubled = first.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    return doubled.compareTo(longestRest) > 0 ? longestRest : doubled;
  }
}
