package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.secret.Secrets;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.jspecify.annotations.Nullable;

/** Salesforce did not do what was asked, or gave no answer. */
public final class SalesforceRefused extends SalesforceException {

  @Serial private static final long serialVersionUID = 1L;

  /** The status of a request to which no answer came. */
  public static final int NO_ANSWER = 0;

  /** Salesforce's words for a limit of calls that is used up. */
  static final String QUOTA = "REQUEST_LIMIT_EXCEEDED";

  private static final Set<String> PASSING =
      Set.of(
          QUOTA,
          "UNABLE_TO_LOCK_ROW",
          "SERVER_UNAVAILABLE",
          "QUERY_TIMEOUT",
          "INVALID_QUERY_LOCATOR",
          "UNKNOWN_EXCEPTION");
  private static final Set<Integer> PASSING_STATUS = Set.of(408, 425, 429);
  private static final int MULTIPLE_CHOICES = 300;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;

  private final String request;
  private final transient List<String> codes;
  private final @Nullable Duration retryAfter;

  /**
   * An answer that is no success.
   *
   * @param request verb and path, for people
   * @param codes Salesforce's own words such as {@code DUPLICATE_VALUE}, empty when it names none
   */
  SalesforceRefused(
      String request,
      int status,
      List<String> codes,
      @Nullable Duration retryAfter,
      String message) {
    super(Secrets.masked(message), status);
    this.request = request;
    this.codes = List.copyOf(codes);
    this.retryAfter = retryAfter;
  }

  private SalesforceRefused(String request, String message, Throwable cause) {
    super(Secrets.masked(message), NO_ANSWER, cause);
    this.request = request;
    this.codes = List.of();
    this.retryAfter = null;
  }

  /** A success whose body is no JSON. */
  static SalesforceRefused page(String request, int status) {
    return new SalesforceRefused(
        request,
        status,
        List.of(),
        null,
        "Something between here and Salesforce answered "
            + status
            + " to "
            + request
            + " with a page of its own");
  }

  /** No answer came, or none to its end. */
  static SalesforceRefused unanswered(String request, Throwable cause) {
    return new SalesforceRefused(
        request, "No answer from Salesforce to " + request + ": " + reason(cause), cause);
  }

  /** The HTTP client's own words show its inside. */
  private static String reason(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "it took too long";
    }
    if (cause instanceof EOFException || cause instanceof ClosedChannelException) {
      return "the connection was cut";
    }
    String words = cause instanceof IOException ? cause.getMessage() : null;
    return words == null
        ? "the answer cannot be read (" + cause.getClass().getSimpleName() + ")"
        : words;
  }

  /** Verb and path of the request, for people. */
  public String request() {
    return request;
  }

  /** HTTP status, or {@link #NO_ANSWER}. */
  public int status() {
    return getStatusCode();
  }

  /** Whether Salesforce names this error among others. */
  public boolean names(String code) {
    return codes.contains(code);
  }

  /**
   * Whether the same request may be taken later. A redirect is never followed; it may be somebody's
   * page for a time of maintenance, and so may be a success that is no answer.
   */
  boolean isPassing() {
    int status = status();
    return codes.stream().anyMatch(PASSING::contains)
        || PASSING_STATUS.contains(status)
        || status >= SERVER_ERROR
        || (status < BAD_REQUEST && status != MULTIPLE_CHOICES);
  }

  /**
   * Whether the same request will be refused again: a row that is what it is, or a right that is
   * missing.
   */
  public boolean isFinal() {
    return !isPassing() && status() != UNAUTHORIZED;
  }

  /** Salesforce's own words, the first one first. */
  public List<String> codes() {
    return codes;
  }

  /** How long Salesforce asks to wait; null when it does not say, as it usually does not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
