package dev.cosell.bridge.worker;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What follows from a failure. */
@Component
class FailurePolicy {

  private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

  /** A referral that was announced a moment ago may not be readable everywhere yet. */
  private static final int ATTEMPTS_TO_FIND = 3;

  /** The token of each side may have expired while the bridge had nothing to do. */
  private static final int SYSTEMS = 2;

  private static final Duration SHORTEST_SPREAD = Duration.ofMillis(100);
  private static final Duration LONGEST_SPREAD = Duration.ofMinutes(1);

  private final WorkerSettings settings;
  private final Backoff backoff;

  FailurePolicy(WorkerSettings settings) {
    this.settings = settings;
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
  }

  /**
   * Whether to run again at once from a fresh read.
   *
   * @param round how often it was run before in this synchronization
   */
  boolean startsOver(RuntimeException failure, int round) {
    if (!(failure instanceof RemoteFailure remote)) {
      return false;
    }
    return switch (remote.kind()) {
      case STALE -> true;
      case UNAUTHORIZED -> round < SYSTEMS;
      case TRANSIENT -> round == 0 && Duration.ZERO.equals(remote.retryAfter());
      case FORBIDDEN, REJECTED, ABSENT -> false;
    };
  }

  /** What to do about it; every wait counts from the failure. */
  Aftermath aftermath(RuntimeException failure, Link link, int attempt, Instant failedAt) {
    if (failure instanceof RemoteFailure remote) {
      return switch (remote.kind()) {
        case REJECTED -> Aftermath.failed(message(remote), link, failedAt.plus(settings.rest()));
        case ABSENT -> absent(remote, link, attempt, failedAt);
        case TRANSIENT, STALE, UNAUTHORIZED, FORBIDDEN -> later(remote, link, attempt, failedAt);
      };
    }
    LOG.error("{}: unexpected failure, it is repeated", link.words(), failure);
    return Aftermath.repeated(
        "an unexpected failure inside the bridge ("
            + failure.getClass().getSimpleName()
            + "); the log tells more",
        link,
        failedAt.plus(backoff.after(attempt, null)));
  }

  private Aftermath absent(RemoteFailure remote, Link link, int attempt, Instant failedAt) {
    if (attempt < ATTEMPTS_TO_FIND) {
      return later(remote, link, attempt, failedAt);
    }
    Instant next = failedAt.plus(settings.rest());
    return link.record() == null
        ? Aftermath.done(
            Outcome.IGNORED,
            remote.getMessage(),
            link.standing(LinkState.IGNORED, remote.getMessage()),
            next)
        : Aftermath.failed(message(remote), link, next);
  }

  private Aftermath later(RemoteFailure remote, Link link, int attempt, Instant failedAt) {
    if (remote.unaskedSystem() != null) {
      return Aftermath.deferred(message(remote), link, failedAt.plus(spread(remote.retryAfter())));
    }
    return Aftermath.repeated(
        message(remote), link, failedAt.plus(backoff.after(attempt, remote.retryAfter())));
  }

  /** Those that wait for the same system do not come back all at once. */
  private static Duration spread(@Nullable Duration rest) {
    long millis = rest == null ? 0 : rest.toMillis();
    long most = Math.min(LONGEST_SPREAD.toMillis(), SHORTEST_SPREAD.toMillis() + millis / 4);
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(1, most));
  }

  private static String message(RemoteFailure remote) {
    String words = remote.getMessage();
    return words == null ? remote.kind().name() : words;
  }
}
