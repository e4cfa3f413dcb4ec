package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        " 17 | PT17S",
        "Sun, 01 Mar 2026 10:01:30 GMT | PT1M30S",
        "Sun, 01 Mar 2026 09:00:00 GMT | PT0S"
      })
  void retryAfterIsSecondsOrADate(String value, Duration delay) {
    assertThat(refused(value, "").getRetryAfter()).isEqualTo(delay);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
  void aRetryAfterThatSaysNothingIsLeftOut(String value) {
    assertThat(refused(value, "").getRetryAfter()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "null",
        "{\"error\":\"x\"}",
        "{\"error\":{\"code\":\"\"}}",
        "{"
      })
  void aBodyWithoutAnErrorGivesNoCode(String body) {
    DataverseException refusal = refused("1", body);

    assertThat(refusal.getCode()).isNull();
    assertThat(refusal).hasMessage("Dataverse answered 429 to GET accounts");
  }

  @Test
  void aLongMessageIsCut() {
    String body = "{\"error\":{\"code\":\"0x1\",\"message\":\"" + "m".repeat(9_000) + "\"}}";

    assertThat(refused("1", body).getMessage()).hasSizeLessThan(600);
  }

  private static DataverseException refused(String retryAfter, String body) {
    return Refusal.of("GET accounts", 429, retryAfter, body, NOW);
  }
}
