package dev.cosell.bridge.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Exponential back-off with jitter; a wait that the other side asked for is never shortened. */
record Backoff(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 20;
  private static final double JITTER = 0.25;

  /**
   * How long to wait.
   *
   * @param attempt how often it had failed before
   * @param asked what the other side asked for, null when it did not ask
   */
  Duration after(int attempt, @Nullable Duration asked) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS));
    Duration capped = doubled.compareTo(longest) > 0 ? longest : doubled;
    double shrink = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
    Duration wait = Duration.ofMillis(Math.round(capped.toMillis() * shrink));
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }
}
