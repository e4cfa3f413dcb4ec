package dev.cosell.bridge.remote;

import dev.cosell.bridge.remote.Closure.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rest that a system asks for. It begins with an answer and ends by time. */
final class Rest {

  private static final Logger LOG = LoggerFactory.getLogger(SystemGate.LOG);

  private final String system;
  private final String name;
  private final SystemsSettings settings;
  private final Clock clock;
  private Instant until = Instant.MIN;
  private String reason = "";
  private int withoutTime;
  private boolean isTold;

  Rest(String system, String name, SystemsSettings settings, Clock clock) {
    this.system = system;
    this.name = name;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Begins, or is prolonged.
   *
   * @param asked for how long, null when the system did not say
   */
  synchronized void begin(@Nullable Duration asked, String why) {
    Instant now = clock.instant();
    if (asked == null && now.isBefore(until)) {
      return; // said by one of several calls at the same time
    }
    Duration length = asked == null ? settings.growing(settings.firstRest(), withoutTime++) : asked;
    Instant end = now.plus(length);
    until = end.isAfter(until) ? end : until;
    reason = why;
    if (!isTold) {
      isTold = true;
      LOG.warn(
          "{} wants to be left alone for {} s: {}. Its changes wait, the other systems go on",
          name,
          length.toMillis() / 1000.0,
          why);
    }
  }

  synchronized Optional<Closure> closure() {
    return clock.instant().isBefore(until)
        ? Optional.of(new Closure(system, name, Cause.RESTING, until, reason))
        : Optional.empty();
  }

  /** A call was answered as usual; it may have been sent before the rest began. */
  synchronized void worked() {
    if (clock.instant().isBefore(until)) {
      return;
    }
    withoutTime = 0;
    if (isTold) {
      isTold = false;
      LOG.info("{} takes calls again", name);
    }
  }
}
