package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code updated/} and {@code deleted/}. */
class SalesforceReplicationTest extends SalesforceTestBase {

  private static final String TEN = "2030-01-05T10:00:00Z";

  @Test
  void listsTheRowsThatWereChangedInASpan() {
    String first = created("First");
    clock.pass(Duration.ofMinutes(2));
    String second = created("Second");
    clock.pass(Duration.ofMinutes(2));

    JsonNode all = updated(TEN, "2030-01-05T10:04:00%2B00:00").json();

    assertThat(all.path("ids")).hasToString("[\"" + first + "\",\"" + second + "\"]");
    assertThat(all.path("latestDateCovered").asText()).isEqualTo("2030-01-05T10:04:00.000+0000");
    assertThat(updated("2030-01-05T10:02:00Z", "2030-01-05T10:03:00Z").json().path("ids"))
        .hasToString("[\"" + second + "\"]");
    assertThat(updated(TEN, "2030-01-05T10:02:00Z").json().path("ids"))
        .hasToString("[\"" + first + "\"]");
  }

  @Test
  void leavesTheMinuteThatIsNotOverForTheNextCall() {
    created("First");
    clock.pass(Duration.ofSeconds(30));

    JsonNode early = updated("2030-01-05T09:00:00Z", "2030-01-05T12:00:00Z").json();
    assertThat(early.path("ids")).isEmpty();
    assertThat(early.path("latestDateCovered").asText()).isEqualTo("2030-01-05T10:00:00.000+0000");
    clock.pass(Duration.ofSeconds(30));

    assertThat(updated(TEN, "2030-01-05T12:00:00Z").json().path("ids")).hasSize(1);
  }

  @Test
  void staysBehindDuringALongTransaction() {
    change(settings -> settings.with(settings.limits().withReplicationLag(Duration.ofMinutes(10))));
    created("First");
    clock.pass(Duration.ofMinutes(5));

    JsonNode behind = updated("2030-01-05T09:00:00Z", "2030-01-05T10:05:00Z").json();

    assertThat(behind.path("ids")).isEmpty();
    assertThat(behind.path("latestDateCovered").asText()).isEqualTo("2030-01-05T09:55:00.000+0000");
  }

  @Test
  void listsDeletedRowsApart() {
    String id = created("Gone");
    created("Here");
    sandbox.delete("Opportunity", id);
    clock.pass(Duration.ofMinutes(1));

    JsonNode deleted = span("deleted/", TEN, "2030-01-05T10:01:00Z").json();

    assertThat(updated(TEN, "2030-01-05T10:01:00Z").json().path("ids")).hasSize(1);
    assertThat(deleted.path("deletedRecords")).hasSize(1);
    assertThat(deleted.at("/deletedRecords/0/id").asText()).isEqualTo(id);
    assertThat(deleted.at("/deletedRecords/0/deletedDate").asText())
        .isEqualTo("2030-01-05T10:00:00.000+0000");
    assertThat(deleted.path("earliestDateAvailable").asText()).isNotEmpty();
    assertThat(deleted.path("latestDateCovered").asText())
        .isEqualTo("2030-01-05T10:01:00.000+0000");
  }

  @ParameterizedTest
  @CsvSource({
    "2030-01-05T10:00:00Z, 2030-01-05T10:00:00Z, endDate must be at least one minute greater",
    "2030-01-05T10:00:01Z, 2030-01-05T10:00:59Z, endDate must be at least one minute greater",
    "2030-01-05T10:00:00Z, 2030-01-05T09:00:00Z, endDate must be at least one minute greater",
    "2029-12-06T09:59:00Z, 2030-01-05T10:00:00Z, startDate cannot be more than 30 days ago",
    "2030-01-05, 2030-01-05T10:00:00Z, '''2030-01-05'' is no valid start'",
    "2030-01-05T10:00:00+00:00, 2030-01-05T11:00:00Z, '''2030-01-05T10:00:00 00:00'' is no valid start'"
  })
  void refusesASpanThatIsNone(String start, String end, String message) {
    Answer answer = updated(start, end);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_REPLICATION_DATE");
    assertThat(answer.message()).startsWith(message);
  }

  @Test
  void remembersDeletionsForFifteenDays() {
    assertThat(span("deleted/", "2029-12-21T10:00:00Z", TEN).status()).isEqualTo(200);
    assertThat(span("deleted", "2029-12-21T09:59:00Z", TEN).message())
        .isEqualTo("startDate cannot be more than 15 days ago");
  }

  private Answer updated(String start, String end) {
    return span("updated/", start, end);
  }

  private Answer span(String kind, String start, String end) {
    return api.get("sobjects/Opportunity/" + kind + "?start=" + start + "&end=" + end);
  }
}
