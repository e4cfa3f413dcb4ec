package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

  private static final FieldMapping MAPPING =
      FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          50000         | 50000
          50000.00      | 50000
          5E+4          | 50000
          0.00          | 0
          "10000"       | 10000
          " 10.50 "     | 10.5
          -3.10         | -3.1
          100.005       | 100.01
          100.004999    | 100
          "ten"         | "ten"
          "10,000"      | "10,000"
          1E+999999999  | "1E+999999999"
          1E-999999999  | "1E-999999999"
          null          | null
          """)
  void comparesAmountsByValue(String raw, String normal) {
    JsonNode value =
        MAPPING
            .ofReferral(json("{\"details\": {\"dealValue\": %s}}".formatted(raw.strip())))
            .get("dealValue");
    assertThat(value).hasToString(normal);
    assertThat(value.isDouble()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"USD,100.01", "JPY,100", "KWD,100.005", "usd,100.01", "QQQ,100.01", "XXX,100.01"})
  void roundsAmountsToTheScaleOfTheirCurrency(String currency, String amount) {
    String details =
        "{\"details\": {\"dealValue\": 100.005, \"currency\": \"%s\"}}".formatted(currency);
    String row =
        "{\"estimatedvalue\": 100.0050000, \"transactioncurrencyid\": \"%s\"}".formatted(currency);
    assertThat(MAPPING.ofReferral(json(details)).get("dealValue"))
        .isEqualTo(DecimalNode.valueOf(new BigDecimal(amount)))
        .isEqualTo(MAPPING.ofRecord(json(row)).get("dealValue"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "2030-11-14T00:00:00Z,2030-11-14",
        "2030-11-14T23:59:59.9999999Z,2030-11-14",
        "2030-11-14T00:00:00.0000000+00:00,2030-11-14",
        "2030-11-14T01:00:00+02:00,2030-11-13",
        "2030-11-13T23:00:00-02:00,2030-11-14",
        "2030-11-14T00:00:00,2030-11-14",
        "2030-11-14,2030-11-14",
        "0001-01-01T00:00:00Z,null",
        "soon,soon"
      })
  void takesTheDayInUtc(String raw, String day) {
    String referral = "{\"details\": {\"closingDateTime\": \"%s\"}}".formatted(raw);
    assertThat(MAPPING.ofReferral(json(referral)).get("closingDate").asText(null)).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "'a\\r\\nb\\rc\\n', 'a\\nb\\nc'",
        "'  a  \\t\\n', 'a'",
        "'   ', null",
        "'', null",
        "'✔ a', '✔ a'",
      })
  void comparesTextsWithoutKindsOfLineEndAndBlanksAround(String raw, String normal) {
    String notes = "{\"details\": {\"notes\": \"%s\"}}".formatted(raw);
    String expected = normal == null ? "null" : "\"" + normal + "\"";
    assertThat(MAPPING.ofReferral(json(notes)).get("notes")).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"✔", "✔ ", "✔\u2003", "✔ \u2003✘", "✔\u00A0✔\uFE0F"})
  void aNameOfNothingButMarksIsNone(String marks) {
    JsonNode both = json("{\"name\": \"%s\"}".formatted(marks));
    assertThat(MAPPING.ofReferral(both).get("name").isNull()).isTrue();
    assertThat(MAPPING.ofRecord(both).get("name").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "✔ Deal,Deal",
    "✓ Deal,Deal",
    "✅ Deal,Deal",
    "✗ Deal,Deal",
    "✘ Deal,Deal",
    "❌ Deal,Deal",
    "✔\uFE0F Deal,Deal",
    "✔ ✘  Deal,Deal",
    "✔ \u2003✘ Deal,Deal",
    "✔Deal,✔Deal",
    "Deal ✔ done,Deal ✔ done"
  })
  void stripsTheCheckMarkFromTheNameOnBothSides(String raw, String name) {
    JsonNode both = json("{\"name\": \"%s\"}".formatted(raw));
    assertThat(MAPPING.ofReferral(both).get("name").asText()).isEqualTo(name);
    assertThat(MAPPING.ofRecord(both).get("name").asText()).isEqualTo(name);
    assertThat(MAPPING.patch("name", MAPPING.ofRecord(both).get("name"), Moment.CREATE))
        .get()
        .extracting(it -> it.value().asText())
        .isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "New,Pending,on-hold", "New,Received,on-hold", "Active,Accepted,in-progress",
            "Closed,Won,won",
        "Closed,Lost,lost", "Closed,Declined,lost", "Closed,Expired,lost", "Closed,Error,lost",
        "Closed,Anything,lost", "Paused,Whatever,Paused", "None,None,null"
      })
  void readsTheStageOfAReferral(String status, String substatus, String stage) {
    JsonNode referral =
        json("{\"status\": \"%s\", \"substatus\": \"%s\"}".formatted(status, substatus));
    assertThat(MAPPING.ofReferral(referral).get("status").asText(null)).isEqualTo(stage);
  }

  @ParameterizedTest
  @CsvSource({
    "0,2,on-hold",
    "0,1,in-progress",
    "0,100000001,in-progress",
    "1,3,won",
    "1,9,won",
    "2,4,lost",
    "2,5,lost",
    "2,9,lost",
    "7,1,7/1"
  })
  void readsTheStageOfARecord(int state, int reason, String stage) {
    JsonNode row = json("{\"statecode\": %d, \"statuscode\": %d}".formatted(state, reason));
    assertThat(MAPPING.ofRecord(row).get("status").asText()).isEqualTo(stage);
  }

  @Test
  void toleratesChoicesThatItDoesNotKnow() {
    JsonNode referral = json("{\"inviteContext\": {\"assistanceRequestCode\": \"BrandNew\"}}");
    assertThat(MAPPING.ofReferral(referral).get("help")).isEqualTo(TextNode.valueOf("BrandNew"));
    assertThat(MAPPING.ofRecord(json("{\"msft_microsoftpartnercenterhelp\": 7}")).get("help"))
        .isEqualTo(TextNode.valueOf("7"));
    assertThat(MAPPING.patch("help", TextNode.valueOf("7"), Moment.CREATE)).isEmpty();
  }

  @Test
  void takesTheWordForNothingAsEmpty() {
    JsonNode unknown = json("{\"inviteContext\": {\"assistanceRequestCode\": \"Unknown\"}}");
    assertThat(MAPPING.ofReferral(unknown)).isEqualTo(MAPPING.ofReferral(json("{}")));
  }

  @Test
  void readsStatusAndFieldsThatAreNullAsEmpty() {
    JsonNode referral =
        json("{\"status\": null, \"substatus\": null, \"details\": null, \"team\": null}");
    assertThat(MAPPING.ofReferral(referral)).isEqualTo(MAPPING.ofReferral(json("{}")));
    assertThat(MAPPING.ofReferral(referral).fields()).containsExactly("syncFlag");
  }

  @Test
  void seesASwappedSolutionButNotAnotherOrder() {
    Snapshot ab = solutions("[{\"id\": \"A\", \"name\": \"x\"}, {\"id\": \"B\"}]");
    assertThat(solutions("[{\"id\": \"B\"}, {\"id\": \"A\"}, {\"id\": \"A\"}]")).isEqualTo(ab);
    assertThat(solutions("[{\"id\": \"A\"}, {\"id\": \"C\"}]")).isNotEqualTo(ab);
    assertThat(
            MAPPING
                .ofRecord(json("{\"msft_microsoftpartnercentersolutions\": \"B; A\"}"))
                .get("solutions"))
        .isEqualTo(ab.get("solutions"));
  }

  @Test
  void seesASwappedMemberButNotAnotherOrder() {
    String kim =
        "{\"firstName\": \"Kim\", \"email\": \"KIM@partner.example\", \"contactPreference\": null}";
    String robin = "{\"firstName\": \"Robin\", \"email\": \"robin@partner.example\"}";
    String sam = "{\"firstName\": \"Sam\", \"email\": \"sam@partner.example\"}";
    Snapshot both = team(kim, robin);
    assertThat(team(robin, kim)).isEqualTo(both);
    assertThat(team(robin, "{\"firstName\": \"Kim \", \"email\": \"kim@partner.example\"}"))
        .isEqualTo(both);
    assertThat(team(kim, sam)).isNotEqualTo(both);
  }

  @Test
  void givesAmountsTheSameFormAfterTheStoreAsBefore() {
    Snapshot snapshot =
        MAPPING.ofReferral(json("{\"details\": {\"dealValue\": 50000.10, \"notes\": \"ä\\n\"}}"));
    Snapshot again = Snapshot.fromJson(snapshot.toJson());
    assertThat(again).isEqualTo(snapshot).hasSameHashCodeAs(snapshot);
    assertThat(snapshot.toJson())
        .isEqualTo("{\"syncFlag\":true,\"dealValue\":50000.1,\"notes\":\"ä\"}");
    assertThat(Snapshot.fromJson("{\"v\": 5e4, \"n\": null}"))
        .isEqualTo(Snapshot.fromJson("{\"v\": 50000.00}"));
  }

  @Test
  void refusesAStoredTextThatIsNoSnapshot() {
    assertThatIllegalArgumentException().isThrownBy(() -> Snapshot.fromJson("[1]"));
  }

  @Test
  void tellsEachDifferenceWithBothValues() {
    Snapshot here = Snapshot.fromJson("{\"a\": 1, \"b\": \"x\", \"c\": true}");
    Snapshot there = Snapshot.fromJson("{\"c\": true, \"b\": \"y\", \"d\": 2}");
    assertThat(here.differences(there))
        .extracting(Object::toString)
        .containsExactly(
            "Difference[field=a, here=1, there=null]",
            "Difference[field=b, here=\"x\", there=\"y\"]",
            "Difference[field=d, here=null, there=2]");
    assertThat(here.with("a", here.get("none")).differences(here)).hasSize(1);
  }

  @Test
  void cannotBeChangedThroughWhatItGaveOut() {
    Snapshot snapshot = solutions("[{\"id\": \"A\"}]");
    ((com.fasterxml.jackson.databind.node.ArrayNode) snapshot.get("solutions")).removeAll();
    assertThat(snapshot).isEqualTo(solutions("[{\"id\": \"A\"}]"));
  }

  private static Snapshot solutions(String solutions) {
    return MAPPING.ofReferral(
        json("{\"details\": {\"requirements\": {\"solutions\": %s}}}".formatted(solutions)));
  }

  private static Snapshot team(String first, String second) {
    return MAPPING.ofReferral(json("{\"team\": [%s, %s]}".formatted(first, second)));
  }
}
