package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.http.Fault;
import java.util.Map;

/** The three service protection limits, each with its error code. */
public enum ServiceProtection {
  REQUESTS(
      "0x80072322",
      "Number of requests exceeded the limit of 6000 over time window of 300 seconds."),
  TIME(
      "0x80072321", "Combined execution time of incoming requests exceeded limit of 1200 seconds."),
  CONCURRENCY("0x80072326", "Number of concurrent requests exceeded the limit of 52.");

  private static final int TOO_MANY_REQUESTS = 429;

  private final String code;
  private final String message;

  ServiceProtection(String code, String message) {
    this.code = code;
    this.message = message;
  }

  Fault exceeded(int retryAfterSeconds, int times) {
    String body = new DataverseError(TOO_MANY_REQUESTS, code, message).response().body();
    Map<String, String> headers = Map.of("Retry-After", String.valueOf(retryAfterSeconds));
    return new Fault(null, DataverseApi.BASE, TOO_MANY_REQUESTS, headers, body, times, false, 0);
  }
}
