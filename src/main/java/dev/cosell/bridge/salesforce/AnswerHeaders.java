package dev.cosell.bridge.salesforce;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** Takes what the component does not hand on of one answer: status, time and limits. */
final class AnswerHeaders implements Response.HeadersListener {

  private final long begun = System.nanoTime();
  private final ApiUsage usage;
  private volatile int status;
  private volatile @Nullable String date;
  private volatile @Nullable String retryAfter;
  private volatile Duration took = Duration.ZERO;

  /** Begins with the request. */
  AnswerHeaders(ApiUsage usage) {
    this.usage = usage;
  }

  @Override
  public void onHeaders(Response response) {
    HttpFields headers = response.getHeaders();
    status = response.getStatus();
    date = headers.get("Date");
    retryAfter = headers.get("Retry-After");
    took = Duration.ofNanos(System.nanoTime() - begun);
    usage.observe(headers.get("Sforce-Limit-Info"));
  }

  /** The HTTP status, 0 without an answer. */
  int status() {
    return status;
  }

  /** How long to wait, as it was said; null when it was not. */
  @Nullable String retryAfter() {
    return retryAfter;
  }

  SalesforceAnswer.Said said() {
    return new SalesforceAnswer.Said(status, sentAt(), took);
  }

  private @Nullable Instant sentAt() {
    try {
      return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
