package dev.cosell.bridge.salesforce;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.jspecify.annotations.Nullable;

/** Salesforce did not do what was asked, or gave no answer. */
public final class SalesforceRefused extends SalesforceException {

  @Serial private static final long serialVersionUID = 1L;

  /** The status of a request to which no answer came. */
  public static final int NO_ANSWER = 0;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
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
    super(message, status);
    this.request = request;
    this.codes = List.copyOf(codes);
    this.retryAfter = retryAfter;
  }

  private SalesforceRefused(String request, String message, Throwable cause) {
    super(message, NO_ANSWER, cause);
    this.request = request;
    this.codes = List.of();
    this.retryAfter = null;
  }

  static SalesforceRefused unanswered(String request, Throwable cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new SalesforceRefused(
        request, "No answer from Salesforce to " + request + ": " + reason, cause);
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
   * Whether the same request will be refused again: a row that is what it is, or a right that is
   * missing.
   */
  public boolean isFinal() {
    int status = status();
    return status >= BAD_REQUEST
        && status < SERVER_ERROR
        && status != UNAUTHORIZED
        && status != TOO_MANY
        && !names("REQUEST_LIMIT_EXCEEDED")
        && !names("UNABLE_TO_LOCK_ROW");
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
