package dev.cosell.bridge.remote;

import dev.cosell.bridge.sync.RemoteFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why a system is left alone.
 *
 * @param system its word, for example {@code partner-center}
 * @param name its name, for people
 * @param cause what led to it
 * @param until when it may be asked again
 * @param reason what led to it, in words
 */
public record Closure(String system, String name, Cause cause, Instant until, String reason) {

  /** What leads to a system being left alone. */
  public enum Cause {
    /** It asked for it. */
    RESTING,
    /** Too many of the latest calls failed. */
    FAILING,
    /** It accepts no token. */
    UNAUTHORIZED;

    /** The word in metrics and health. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether somebody may have to do something. */
    boolean wantsAttention() {
      return this != RESTING;
    }
  }

  /** What a call gets that is not made. */
  public RemoteFailure refusal(Instant now) {
    Duration left = Duration.between(now, until);
    return RemoteFailure.unasked(system, words(), left.isNegative() ? Duration.ZERO : left);
  }

  /** For people. */
  String words() {
    return name + " is left alone until " + until.truncatedTo(ChronoUnit.SECONDS) + ": " + reason;
  }
}
