package dev.cosell.bridge.sandbox.salesforce.rest;

import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Conditional requests (REST API Developer Guide, "Conditional Request Headers"): dates for every
 * row, to the second; ETags for accounts only, elsewhere they are ignored. Deletes know neither.
 */
record Preconditions(ApiRequest request) {

  private static final String ACCOUNT = "Account";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Refuses a write, or a read, of a row that was changed meanwhile. */
  void check(Row row) {
    Optional<Instant> since = date("If-Unmodified-Since");
    if (since.filter(row.modified()::isAfter).isPresent() || misses(row)) {
      throw SalesforceError.of(
          412,
          "PRECONDITION_FAILED",
          "The record was modified, or is another one than the precondition says.");
    }
  }

  /** Whether a read can be answered with 304. */
  boolean isUnchanged(Row row) {
    boolean same =
        date("If-Modified-Since").filter(since -> !row.modified().isAfter(since)).isPresent();
    boolean known = row.sObject().equals(ACCOUNT) && names("If-None-Match", etag(row));
    return same || known;
  }

  /** The headers that let a client come back with a condition. */
  static ApiAnswer tagged(ApiAnswer answer, Row row) {
    ApiAnswer dated = answer.with("Last-Modified", HTTP_DATE.format(row.modified()));
    return row.sObject().equals(ACCOUNT) ? dated.with("ETag", etag(row)) : dated;
  }

  private boolean misses(Row row) {
    return row.sObject().equals(ACCOUNT)
        && request.header("If-Match").isPresent()
        && !names("If-Match", etag(row));
  }

  private boolean names(String header, String etag) {
    return request.header(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .anyMatch(value -> value.equals(etag) || value.equals("*"));
  }

  private static String etag(Row row) {
    return "\"%08x--gzip\"".formatted(row.values().hashCode());
  }

  private Optional<Instant> date(String header) {
    Optional<String> text = request.header(header);
    try {
      return text.map(DateTimeFormatter.RFC_1123_DATE_TIME::parse).map(Instant::from);
    } catch (DateTimeException unreadable) {
      if (request.isGet()) {
        return Optional.empty();
      }
      throw SalesforceError.of(
          400, "MALFORMED_REQUEST", "Invalid value of the header " + header + ": " + text.get());
    }
  }
}
