package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.ExactJson;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a row that was read is told from the one that the bridge wrote. */
class RecordVersionTest {

  private static final Instant ANSWERED = Instant.parse("2030-01-05T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"50000,50000.0", "10000000,1.0E7", "0,0.0", "12.50,12.5"})
  void knowsAnAmountAgainThatComesBackInAnotherNotation(String written, String read) {
    assertThat(RecordVersion.after(row(written), ANSWERED)).endsWith(hash(read));
  }

  @ParameterizedTest
  @CsvSource({"50000,50000.01", "10000000,1.0E8", "0,null", "1,true"})
  void seesAnotherValue(String written, String read) {
    assertThat(RecordVersion.after(row(written), ANSWERED)).doesNotEndWith(hash(read));
  }

  @Test
  void doesNotLookAtWhoWroteTheRowAndWhen() throws JsonProcessingException {
    JsonNode later =
        ExactJson.read(
            "{\"Amount\": 1, \"SystemModstamp\": \"2031-01-05T10:00:00.000+0000\","
                + " \"LastModifiedById\": \"005\", \"attributes\": {}}");

    assertThat(Objects.requireNonNull(RecordVersion.of(later)).hash()).isEqualTo(hash("1"));
  }

  private static String hash(String amount) {
    return Objects.requireNonNull(RecordVersion.of(row(amount))).hash();
  }

  private static JsonNode row(String amount) {
    try {
      return ExactJson.read(
          "{\"SystemModstamp\": \"2030-01-05T10:00:00.000+0000\", \"Amount\": " + amount + "}");
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
