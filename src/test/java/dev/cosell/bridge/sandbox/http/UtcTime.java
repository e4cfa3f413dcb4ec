package dev.cosell.bridge.sandbox.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Points in time as Microsoft's services print them: UTC with seven fractional digits. */
public final class UtcTime {

  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS").withZone(ZoneOffset.UTC);

  private UtcTime() {}

  /** For example {@code 2030-01-05T10:00:00.5485487Z}. */
  public static String zulu(Instant instant) {
    return SEVEN_DIGITS.format(instant) + "Z";
  }

  /** For example {@code 2030-01-05T10:00:00.5485487+00:00}. */
  public static String offset(Instant instant) {
    return SEVEN_DIGITS.format(instant) + "+00:00";
  }
}
