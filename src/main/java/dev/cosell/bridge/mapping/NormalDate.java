package dev.cosell.bridge.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Points in time as the two sides write them: with offset, without (then UTC), or as a bare day.
 */
final class NormalDate {

  /** Years have four digits on both sides. */
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private NormalDate() {}

  /** The instant to the second; empty when the text is no point in time, or in no year of a CRM. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(parse(text.strip()).truncatedTo(ChronoUnit.SECONDS))
          .filter(it -> it.isBefore(END));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the instant is .NET's {@code DateTime.MinValue}, which Partner Center sends for "not
   * set".
   */
  static boolean isUnset(Instant instant) {
    return instant.isBefore(Instant.parse("0001-01-02T00:00:00Z"));
  }

  /** The calendar day of an instant, in UTC. */
  static String day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static Instant parse(String text) {
    if (text.length() == "yyyy-MM-dd".length()) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime exact
        ? exact.toInstant()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
  }
}
