package dev.cosell.bridge.sync;

import dev.cosell.bridge.secret.Secrets;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A remote system did not do what was asked. The kind decides what follows; the message is for
 * people and carries the id.
 */
public final class RemoteFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** What follows from a failure. */
  public enum Kind {
    /** Try again later, not before {@link RemoteFailure#retryAfter()}. */
    TRANSIENT,
    /** The version was not the latest: run again from a fresh read. */
    STALE,
    /** The other side does not want this: keep it, with the reason. */
    REJECTED,
    /** The token was not accepted: get a new one, once for each system. */
    UNAUTHORIZED,
    /** A role or privilege is missing: it heals when a person grants it. */
    FORBIDDEN,
    /** What was asked for is not there, not yet visible, or outside the identity's scope. */
    ABSENT
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;
  private final @Nullable String unaskedSystem;

  /**
   * A failure.
   *
   * @param message for people; what looks like a secret in it, as in a refusal that repeats the
   *     request, is masked
   * @param retryAfter how long the other side wants to be left alone, null when it did not say
   */
  public RemoteFailure(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(Secrets.masked(message), cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.unaskedSystem = null;
  }

  private RemoteFailure(String system, String message, Duration retryAfter) {
    super(message);
    this.kind = Kind.TRANSIENT;
    this.retryAfter = retryAfter;
    this.unaskedSystem = system;
  }

  /**
   * Nothing was asked, because the system is left alone for a while.
   *
   * @param system which one, for example {@code partner-center}
   * @param retryAfter for how long
   */
  public static RemoteFailure unasked(String system, String message, Duration retryAfter) {
    return new RemoteFailure(system, message, retryAfter);
  }

  /** What follows from it. */
  public Kind kind() {
    return kind;
  }

  /** How long the other side wants to be left alone, null when it did not say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The system that was not asked because it is left alone; null when it was asked. */
  public @Nullable String unaskedSystem() {
    return unaskedSystem;
  }
}
