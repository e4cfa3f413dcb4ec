package dev.cosell.bridge.partnercenter.webhook;

/**
 * A notification is refused; nothing of it may be stored.
 *
 * <p>Has neither stack trace nor cause: refusals are cheap, may be thrown again to several callers,
 * and carry nothing that the sender wrote except the name of a certificate host.
 */
public final class WebhookRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private WebhookRefused(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  static WebhookRefused malformed(String reason) {
    return new WebhookRefused(400, reason);
  }

  static WebhookRefused unauthorized(String reason) {
    return new WebhookRefused(401, reason);
  }

  static WebhookRefused forbidden(String reason) {
    return new WebhookRefused(403, reason);
  }

  static WebhookRefused tooLarge(String reason) {
    return new WebhookRefused(413, reason);
  }

  /** Our side cannot decide now; the sender shall repeat. */
  public static WebhookRefused unavailable(String reason) {
    return new WebhookRefused(503, reason);
  }

  /** The HTTP status of the answer: 400, 401, 403, 413 or 503. */
  public int status() {
    return status;
  }

  /** Why, for the log; free of signatures, queries and bodies. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
