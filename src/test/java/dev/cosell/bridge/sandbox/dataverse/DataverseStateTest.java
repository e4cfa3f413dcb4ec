package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseStateTest extends DataverseTestBase {

  private Answer close(String action, UUID id, int status, String... members) {
    String more = members.length == 0 ? "" : "," + String.join(",", members);
    return api.post(
        action,
        "{\"Status\":%d,\"OpportunityClose\":{\"subject\":\"Done\",\"opportunityid@odata.bind\":\"/opportunities(%s)\"%s}}"
            .formatted(status, id, more));
  }

  private JsonNode opportunity(UUID id) {
    return sandbox.row("opportunities", id).orElseThrow();
  }

  @Test
  void winsAnOpportunityByTheActionAndFillsTheActuals() {
    UUID id = created("Deal", "\"estimatedvalue\":1200.5");

    Answer answer = close("WinOpportunity", id, 3);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(opportunity(id).path("statecode").asInt()).isEqualTo(1);
    assertThat(opportunity(id).path("statuscode").asInt()).isEqualTo(3);
    assertThat(opportunity(id).path("actualvalue").asText()).isEqualTo("1200.5000");
    assertThat(opportunity(id).path("actualclosedate").asText()).isEqualTo("2027-01-15");
    assertThat(sandbox.rows("opportunitycloses"))
        .singleElement()
        .satisfies(
            row -> assertThat(row.path("_opportunityid_value").asText()).isEqualTo(id.toString()));
  }

  @Test
  void takesRevenueAndEndFromTheOpportunityClose() {
    UUID id = created("Deal", "\"estimatedvalue\":1200");

    close(
        "WinOpportunity",
        id,
        -1,
        "\"actualrevenue\":900",
        "\"actualend\":\"2026-12-31T12:00:00Z\"");

    assertThat(opportunity(id).path("actualvalue").asText()).isEqualTo("900.0000");
    assertThat(opportunity(id).path("actualclosedate").asText()).isEqualTo("2026-12-31");
  }

  @ParameterizedTest
  @CsvSource({"-1, 4", "4, 4", "5, 5"})
  void losesAnOpportunityWithItsReason(int asked, int reason) {
    UUID id = created("Deal");

    assertThat(close("LoseOpportunity", id, asked).status()).isEqualTo(204);

    assertThat(opportunity(id).path("statecode").asInt()).isEqualTo(2);
    assertThat(opportunity(id).path("statuscode").asInt()).isEqualTo(reason);
  }

  @Test
  void refusesReasonsOfAnotherState() {
    UUID id = created("Deal");

    assertThat(close("WinOpportunity", id, 4).status()).isEqualTo(400);
    assertThat(close("LoseOpportunity", id, 3).status()).isEqualTo(400);
    assertThat(opportunity(id).path("statecode").asInt()).isZero();
    assertThat(sandbox.rows("opportunitycloses")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Status\":3}",
        "{\"Status\":3,\"OpportunityClose\":{\"subject\":\"x\"}}",
        "{\"Status\":\"3\",\"OpportunityClose\":{\"subject\":\"x\"}}",
        "{\"Status\":3,\"Opportunityclose\":{\"subject\":\"x\"}}",
        "{\"Status\":3,\"OpportunityClose\":{\"title\":\"x\"}}"
      })
  void refusesAnIncompleteAction(String body) {
    assertThat(api.post("WinOpportunity", body).status()).isEqualTo(400);
  }

  @Test
  void refusesToCloseWhatIsClosedOrAbsent() {
    UUID id = created("Deal");
    close("WinOpportunity", id, 3);

    assertThat(close("LoseOpportunity", id, 4).status()).isEqualTo(400);
    assertThat(close("WinOpportunity", UUID.randomUUID(), 3).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"description\":\"late\"}",
        "{\"msft_microsoftpartnercenterreferralsyncaudit\":\"late\"}",
        "{\"statecode\":0,\"statuscode\":1,\"name\":\"late\"}",
        "{\"statuscode\":3}",
        "{}"
      })
  void keepsAClosedOpportunityReadOnly(String body) {
    UUID id = created("Deal");
    sandbox.win(id);
    String version = etag(id);

    Answer answer = api.patch(row(id), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isNotEmpty();
    assertThat(etag(id)).isEqualTo(version);
  }

  @Test
  void reopensByPatchOfTheStateAlone() {
    UUID id = created("Deal");
    close("LoseOpportunity", id, 5);

    assertThat(api.patch(row(id), "{\"statecode\":0,\"statuscode\":1}").status()).isEqualTo(204);

    assertThat(api.patch(row(id), "{\"description\":\"again\"}").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 4", "0, 3", "0, 99", "7, 1"})
  void refusesPairsThatAPatchCannotSet(int state, int status) {
    UUID id = created("Deal");

    Answer answer =
        api.patch(row(id), "{\"statecode\":%d,\"statuscode\":%d}".formatted(state, status));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(opportunity(id).path("statuscode").asInt()).isEqualTo(1);
  }

  @Test
  void putsAnOpportunityOnHoldByItsReason() {
    UUID id = created("Deal");

    assertThat(api.patch(row(id), "{\"statuscode\":2}").status()).isEqualTo(204);

    assertThat(opportunity(id).path("statuscode").asInt()).isEqualTo(2);
  }

  @Test
  void bindsTheSellerToTheSameRules() {
    UUID id = created("Deal");
    sandbox.lose(id);

    assertThatThrownBy(
            () -> sandbox.update("opportunities", id, Json.readObject("{\"name\":\"x\"}")))
        .hasMessageContaining("read-only");
    sandbox.reopen(id);
    assertThat(
            sandbox
                .update("opportunities", id, Json.readObject("{\"name\":\"x\"}"))
                .path("name")
                .asText())
        .isEqualTo("x");
  }
}
