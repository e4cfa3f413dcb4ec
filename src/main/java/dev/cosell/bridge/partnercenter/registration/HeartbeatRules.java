package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.registration.Heartbeat.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a heartbeat is due, and what its outcome means.
 *
 * @param interval time between two heartbeats
 */
record HeartbeatRules(Duration interval) {

  /** How many newest heartbeats these rules look at. */
  static final int LOOKED_AT = 4;

  /** Partner Center's limit: two test events a minute. */
  static final int PER_MINUTE = 2;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** After a failure the next one comes sooner, so that an alarm ends soon after its cause. */
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

  /** Between the answer of our entry and its note in the store, on whichever node. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** How long a result is waited for. One that arrives later is still noticed. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Whether the next one is to be sent. */
  boolean isDue(Watch watch, List<Heartbeat> newest, Instant now) {
    if (!watch.isRight()) {
      return false;
    }
    if (newest.isEmpty()) {
      return true;
    }
    Heartbeat last = newest.get(0);
    return !last.isOpen()
        && waitForLimit(newest, now).isZero()
        && (isOlderThan(watch.writtenAt(), last) || !now.isBefore(last.sentAt().plus(wait(last))));
  }

  /** A new registration is proven at once. */
  private static boolean isOlderThan(@Nullable Instant written, Heartbeat last) {
    return written != null && last.sentAt().isBefore(written);
  }

  private Duration wait(Heartbeat last) {
    boolean isProven = last.outcome() == Outcome.DELIVERED;
    return isProven || interval.compareTo(AFTER_FAILURE) < 0 ? interval : AFTER_FAILURE;
  }

  /** How long Partner Center's limit forbids another one, on whichever node it was sent. */
  static Duration waitForLimit(List<Heartbeat> newest, Instant now) {
    if (newest.size() < PER_MINUTE) {
      return Duration.ZERO;
    }
    // a second more, because the request arrives later than it is noted
    Instant free = newest.get(PER_MINUTE - 1).sentAt().plus(MINUTE).plusSeconds(1);
    Duration wait = Duration.between(now, free);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * Why a heartbeat that has not arrived is lost.
   *
   * @param result what Partner Center says of it, null when it says nothing
   * @return empty while it may still arrive
   */
  static Optional<String> loss(Heartbeat heartbeat, @Nullable TestResult result, Instant now) {
    Duration age = Duration.between(heartbeat.sentAt(), now);
    if (result != null && result.isRefused()) {
      return Optional.of(result.refusal());
    }
    if (result != null && result.isAccepted() && age.compareTo(GRACE) > 0) {
      return Optional.of(
          "Partner Center says that "
              + result.callback()
              + " took it, but it did not arrive here: another system answers there");
    }
    return age.compareTo(PATIENCE) > 0
        ? Optional.of(
            result == null
                ? "Partner Center does not tell what became of it"
                : "Partner Center is still trying: " + result.attempts())
        : Optional.empty();
  }

  /**
   * Why delivery is in doubt: the last one is lost, or two could not even be asked for.
   *
   * @return null when there is no reason
   */
  static @Nullable String alarm(List<Heartbeat> newest) {
    List<Heartbeat> settled = newest.stream().filter(it -> !it.isOpen()).toList();
    if (settled.isEmpty() || settled.get(0).outcome() == Outcome.DELIVERED) {
      return null;
    }
    boolean isFirst = settled.size() < 2 || settled.get(1).outcome() == Outcome.DELIVERED;
    return settled.get(0).outcome() == Outcome.UNSENT && isFirst
        ? null
        : settled.get(0).explanation();
  }
}
