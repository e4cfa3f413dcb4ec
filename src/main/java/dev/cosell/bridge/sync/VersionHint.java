package dev.cosell.bridge.sync;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A time that names one change of a referral. */
public final class VersionHint {

  private VersionHint() {}

  /**
   * The hint of a date and time as Partner Center writes it, in one form; null where it is not
   * precise enough to name one change: two changes within one second must not look like one.
   */
  public static @Nullable String of(@Nullable String dateTime) {
    Instant instant = instant(Objects.requireNonNullElse(dateTime, ""));
    return instant == null || instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))
        ? null
        : instant.toString();
  }

  /** A date and time as Partner Center writes it, null when the text is none. */
  public static @Nullable Instant instant(String dateTime) {
    try {
      return OffsetDateTime.parse(dateTime).toInstant();
    } catch (DateTimeParseException unknownForm) {
      return null;
    }
  }
}
