package dev.cosell.bridge.partnercenter.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Allows so many downloads within any minute, and not one more. */
final class DownloadRate {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private final Deque<Instant> permitted = new ArrayDeque<>();

  DownloadRate(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes one permit if there is one; a clock that was set back does not lock the door. */
  synchronized boolean permits(Instant now) {
    permitted.removeIf(then -> then.isAfter(now) || !then.plus(WINDOW).isAfter(now));
    if (permitted.size() >= perMinute) {
      return false;
    }
    permitted.add(now);
    return true;
  }
}
