package dev.cosell.bridge.sandbox.salesforce.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Points in time as the API prints and reads them. */
public final class SalesforceTime {

  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter WITH_PLAIN_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]xx");

  private SalesforceTime() {}

  /** For example {@code 2030-01-05T10:00:00.000+0000}. */
  public static String print(Instant instant) {
    return PRINTED.format(instant);
  }

  /** Reads a point in time with an offset; without one there is none. */
  public static Optional<Instant> parse(String text) {
    return parsed(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
        .or(() -> parsed(text, WITH_PLAIN_OFFSET));
  }

  private static Optional<Instant> parsed(String text, DateTimeFormatter format) {
    try {
      return Optional.of(OffsetDateTime.parse(text, format).toInstant());
    } catch (DateTimeException otherFormat) {
      return Optional.empty();
    }
  }
}
