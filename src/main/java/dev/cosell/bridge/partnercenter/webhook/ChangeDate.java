package dev.cosell.bridge.partnercenter.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Reads {@code ResourceChangeUtcDate}. It is a hint, so an unreadable one is no error. */
final class ChangeDate {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  // Databases end at different years; none of them before this one.
  private static final Instant LATEST = Instant.parse("2999-12-31T00:00:00Z");

  private ChangeDate() {}

  /** The moment, read as UTC when it names no offset; empty when unreadable or absurd. */
  static Optional<Instant> parse(String text) {
    try {
      TemporalAccessor date =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          date instanceof OffsetDateTime offset
              ? offset.toInstant()
              : LocalDateTime.from(date).toInstant(ZoneOffset.UTC);
      return Optional.of(instant).filter(at -> at.isAfter(EARLIEST) && at.isBefore(LATEST));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
