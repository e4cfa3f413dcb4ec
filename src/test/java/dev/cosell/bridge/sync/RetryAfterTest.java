package dev.cosell.bridge.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2027-01-04T08:00:00Z");

  @ParameterizedTest
  @CsvSource({"0,0", "57,57", "' 57 ',57", "007,7"})
  void takesSeconds(String header, long seconds) {
    assertThat(RetryAfter.of(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void takesADate() {
    assertThat(RetryAfter.of("Mon, 04 Jan 2027 08:00:57 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(57));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3601",
        "86401",
        "999999999",
        "99999999999999999999",
        "Fri, 01 Jan 2100 00:00:00 GMT"
      })
  void neverWaitsLongerThanAnHour(String header) {
    assertThat(RetryAfter.of(header, NOW)).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "soon", "-1", "1.5", "1e3", "٣", "Mon, 04 Jan 2027 07:59:59 GMT", "Mon"})
  void saysNothingWhenTheHeaderSaysNothingUsable(@org.jspecify.annotations.Nullable String header) {
    assertThat(RetryAfter.of(header, NOW)).isNull();
  }
}
