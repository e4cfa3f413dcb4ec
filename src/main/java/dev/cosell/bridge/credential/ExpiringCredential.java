package dev.cosell.bridge.credential;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A credential that ends one day, unless a person renews it.
 *
 * @param system whose it is, for example {@code partner-center}
 * @param kind {@code client-secret} or {@code refresh-token}
 * @param end asks when it ends; empty when nobody knows
 * @param remedy what a person has to do before
 */
public record ExpiringCredential(
    String system, String kind, Supplier<Optional<Instant>> end, String remedy) {

  /**
   * The client secret of an app registration. Its end is not part of any answer.
   *
   * @param lastDay the day on which it ends, null when it is not known
   */
  public static ExpiringCredential clientSecret(String system, @Nullable LocalDate lastDay) {
    Optional<Instant> end =
        Optional.ofNullable(lastDay).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return new ExpiringCredential(
        system,
        "client-secret",
        () -> end,
        String.format(
            "make a new client secret for the app registration, then set cosell.%1$s.client-secret"
                + " and cosell.%1$s.client-secret-expires",
            system));
  }

  /** What it is, for people. */
  String words() {
    return "the " + kind.replace('-', ' ') + " of " + system;
  }
}
