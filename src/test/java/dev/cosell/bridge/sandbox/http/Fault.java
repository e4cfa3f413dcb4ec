package dev.cosell.bridge.sandbox.http;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the next matching requests meet.
 *
 * @param method verb it applies to, null for any
 * @param path regular expression that must be found in the path, or in the path with its decoded
 *     query behind a question mark; null for any
 * @param status status to answer with; 0 closes the connection instead, -2 resets it (RST), -1 only
 *     delays the system's own answer
 * @param headers extra headers of that answer, for example Retry-After
 * @param body body of that answer
 * @param times how many matching requests it hits before it is used up
 * @param afterSuccess true: the request is carried out first and only its answer is lost
 * @param delayMillis wait before the answer
 * @param bodyMatches regular expression that must be found in the request's body, null for any; for
 *     requests whose path names no row, as a POST does
 */
public record Fault(
    @Nullable String method,
    @Nullable String path,
    int status,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    int times,
    boolean afterSuccess,
    long delayMillis,
    @Nullable String bodyMatches) {

  private static final int OWN_ANSWER = -1;
  private static final int CLOSED = 0;
  private static final int RESET = -2;

  /** Refuses an expression that cannot be read here, instead of at the request that meets it. */
  public Fault {
    compiled(path);
    compiled(bodyMatches);
  }

  /** A fault of requests with any body. */
  public Fault(
      @Nullable String method,
      @Nullable String path,
      int status,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      int times,
      boolean afterSuccess,
      long delayMillis) {
    this(method, path, status, headers, body, times, afterSuccess, delayMillis, null);
  }

  /** The next matching request is refused with a status and an empty body. */
  public static Fault refusing(String method, String path, int status) {
    return new Fault(method, path, status, null, null, 1, false, 0);
  }

  /** The next matching request is carried out, but its connection is cut before the answer. */
  public static Fault losingAnswer(String method, String path) {
    return new Fault(method, path, 0, null, null, 1, true, 0);
  }

  /** The next matching request is carried out and answered as ever, but only after this wait. */
  public static Fault slowing(@Nullable String method, @Nullable String path, Duration wait) {
    return new Fault(method, path, OWN_ANSWER, null, null, 1, true, wait.toMillis());
  }

  /** The next matching request is not carried out, its connection is reset (RST). */
  public static Fault resetting(@Nullable String method, @Nullable String path) {
    return new Fault(method, path, RESET, null, null, 1, false, 0);
  }

  /**
   * The next matching request is not carried out, and nothing is said for so long; then its
   * connection is closed.
   */
  public static Fault silent(@Nullable String method, @Nullable String path, Duration silence) {
    return new Fault(method, path, CLOSED, null, null, 1, false, silence.toMillis());
  }

  /** The same once the request is carried out. */
  public Fault afterTheWork() {
    return new Fault(method, path, status, headers, body, times, true, delayMillis, bodyMatches);
  }

  /** The same for this many requests. */
  public Fault repeated(int count) {
    return new Fault(
        method, path, status, headers, body, count, afterSuccess, delayMillis, bodyMatches);
  }

  /** The same after this wait. */
  public Fault delayed(Duration wait) {
    return new Fault(
        method, path, status, headers, body, times, afterSuccess, wait.toMillis(), bodyMatches);
  }

  /** The same, only for requests in whose body a regular expression is found. */
  public Fault whenBodyMatches(String expression) {
    return new Fault(
        method, path, status, headers, body, times, afterSuccess, delayMillis, expression);
  }

  boolean hits(SandboxRequest request) {
    return (method == null || method.equalsIgnoreCase(request.method()))
        && (isFound(path, request.path()) || isFound(path, request.decodedTarget()))
        && isFound(bodyMatches, request.body());
  }

  boolean isOnlySlow() {
    return status == OWN_ANSWER;
  }

  boolean closes() {
    return status == CLOSED;
  }

  boolean resets() {
    return status == RESET;
  }

  boolean isCarriedOut() {
    return afterSuccess || isOnlySlow();
  }

  Fault usedOnce() {
    return repeated(times - 1);
  }

  private static boolean isFound(@Nullable String expression, String text) {
    @Nullable Pattern pattern = compiled(expression);
    return pattern == null || pattern.matcher(text).find();
  }

  private static @Nullable Pattern compiled(@Nullable String expression) {
    return expression == null ? null : Pattern.compile(expression);
  }
}
