package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.secret.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a call to Dataverse fails.
 *
 * <p>Exactly one of {@link #isStale()}, {@link #isUnauthorized()}, {@link #isTransient()} and
 * {@link #isRejected()} is true. The message names the request and never holds a token.
 */
public final class DataverseException extends IOException {

  /**
   * {@link #getStatus()} of a request that got no answer, or a damaged one: it may or may not have
   * taken effect.
   */
  public static final int NO_ANSWER = 0;

  /** {@link #getStatus()} of a request that was wrong and therefore never sent. */
  public static final int NOT_SENT = -1;

  private static final String DUPLICATE_RECORD = "0x80040333";
  private static final Set<Integer> PASSING = Set.of(NO_ANSWER, 408, 425, 429, 500, 502, 503, 504);

  private final int status;
  private final @Nullable String code;
  private final @Nullable Duration retryAfter;

  DataverseException(
      int status, @Nullable String code, @Nullable Duration retryAfter, String message) {
    super(Secrets.masked(message));
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  private DataverseException(int status, String message, @Nullable Throwable cause) {
    super(Secrets.masked(message), cause);
    this.status = status;
    this.code = null;
    this.retryAfter = null;
  }

  static DataverseException unanswered(String request, Throwable cause) {
    return new DataverseException(
        NO_ANSWER, "No answer from Dataverse to " + request + ": " + reason(cause), cause);
  }

  static DataverseException unreadable(String request) {
    return new DataverseException(
        NO_ANSWER, "Dataverse answered " + request + " with something else than JSON", null);
  }

  static DataverseException notSent(String request, String reason, @Nullable Throwable cause) {
    return new DataverseException(NOT_SENT, "Not sent: " + request + ": " + reason, cause);
  }

  /** HTTP status, {@link #NO_ANSWER} or {@link #NOT_SENT}. */
  public int getStatus() {
    return status;
  }

  /** Dataverse's own code such as {@code 0x80060882}, null when the answer names none. */
  public @Nullable String getCode() {
    return code;
  }

  /** How long Dataverse asks to wait, counted from its answer; null when it does not say. */
  public @Nullable Duration getRetryAfter() {
    return retryAfter;
  }

  /**
   * The row changed since it was read, or an insert-only write met a row: read again, merge again.
   */
  public boolean isStale() {
    return status == 412 && !isDuplicate();
  }

  /**
   * The token was refused: get a new one and repeat once. A missing privilege (403) is rejected.
   */
  public boolean isUnauthorized() {
    return status == 401;
  }

  /** It may work later: throttled, down, unreachable, timed out, or the answer came damaged. */
  public boolean isTransient() {
    return !isDuplicate() && PASSING.contains(status);
  }

  /** The same request will fail again. */
  public boolean isRejected() {
    return !isStale() && !isUnauthorized() && !isTransient();
  }

  /** The row or the table does not exist. */
  public boolean isMissing() {
    return status == 404;
  }

  /**
   * A duplicate detection rule of the environment matched. One page of Microsoft's documentation
   * shows it with status 500, another with 412; it is neither transient nor stale.
   */
  public boolean isDuplicate() {
    return DUPLICATE_RECORD.equalsIgnoreCase(code);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
