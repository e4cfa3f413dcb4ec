package dev.cosell.bridge.sync;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The HTTP header Retry-After: seconds, or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {

  private static final int MOST_DIGITS = 18;

  /**
   * A gateway that says a day means that it does not know; a look an hour costs nobody anything.
   */
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** How long to wait from now, null when the header is absent or says nothing usable. */
  public static @Nullable Duration of(@Nullable String header, Instant now) {
    if (header == null || header.isBlank()) {
      return null;
    }
    Duration wait = header.strip().matches("\\d+") ? seconds(header.strip()) : until(header, now);
    if (wait == null || wait.isNegative()) {
      return null;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static Duration seconds(String number) {
    return number.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(number));
  }

  private static @Nullable Duration until(String date, Instant now) {
    try {
      return Duration.between(
          now, ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return null;
    }
  }
}
