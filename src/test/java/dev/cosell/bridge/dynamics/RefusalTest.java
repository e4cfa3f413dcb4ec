package dev.cosell.bridge.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

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
    DataverseException refusal = refused(body);

    assertThat(refusal.getCode()).isNull();
    assertThat(refusal).hasMessage("Dataverse answered 429 to GET accounts");
  }

  @Test
  void aLongMessageIsCut() {
    String body = "{\"error\":{\"code\":\"0x1\",\"message\":\"" + "m".repeat(9_000) + "\"}}";

    assertThat(refused(body).getMessage()).hasSizeLessThan(600);
  }

  private static DataverseException refused(String body) {
    return Refusal.of("GET accounts", 429, Duration.ofSeconds(1), body);
  }
}
