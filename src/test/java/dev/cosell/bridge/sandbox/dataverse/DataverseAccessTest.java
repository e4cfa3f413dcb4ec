package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseAccessTest extends DataverseTestBase {

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer stale", "Basic a-valid-token"})
  void refusesAMissingOrUnknownTokenWithoutABody(String authorization) {
    Answer answer = api.get("opportunities", "Authorization", authorization);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer authorization_uri=");
    assertThat(answer.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OData-Version", "OData-MaxVersion"})
  void demandsTheODataHeadersUnlessSwitchedOff(String header) {
    assertThat(api.get("opportunities", header, "").status()).isEqualTo(400);
    assertThat(api.get("opportunities", header, "4.01").status()).isEqualTo(400);

    sandbox.change(sandbox.settings().withStrictHeaders(false));

    assertThat(api.get("opportunities", header, "").status()).isEqualTo(200);
  }

  @Test
  void refusesABodyThatIsNotAnnouncedAsJson() {
    Answer answer = api.post("accounts", "{\"name\":\"A\"}", "Content-Type", "text/plain");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(
            api.post(
                    "accounts",
                    "{\"name\":\"A\"}",
                    "Content-Type",
                    "application/json; charset=utf-8")
                .status())
        .isEqualTo(204);
  }

  @Test
  void answersWithTheWebApisHeaders() {
    Answer answer = api.get("opportunities?$select=name");

    assertThat(answer.header("Content-Type")).isEqualTo("application/json; odata.metadata=minimal");
    assertThat(answer.header("OData-Version")).isEqualTo("4.0");
    assertThat(answer.json().path("@odata.context").asText())
        .isEqualTo(sandbox.url() + "/api/data/v9.2/$metadata#opportunities(name)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"opportunity", "quotes", "opportunities(not-a-guid)"})
  void refusesAddressesThatNameNothing(String path) {
    Answer answer = api.get(path);

    assertThat(answer.status()).isBetween(400, 404);
    assertThat(answer.message()).isNotEmpty();
  }

  @Test
  void refusesPutAndMergeOnRows() {
    assertThat(api.send("PUT", row(created("A")), "{\"name\":\"B\"}").status()).isEqualTo(405);
    assertThat(api.send("MERGE", row(created("A")), "{\"name\":\"B\"}").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"name\":\"A\",\"name\":\"B\"}", "{\"name\":\"A\"} x"})
  void refusesABodyThatIsNoJsonObject(String body) {
    Answer answer = api.post("accounts", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("0x0");
  }

  @Test
  void tellsColumnsAndKeysOfATable() {
    assertThat(
            api.get("EntityDefinitions(LogicalName='opportunity')/Attributes?$select=LogicalName")
                .json()
                .findValuesAsText("LogicalName"))
        .contains("estimatedvalue", REFERRAL);
    assertThat(
            api.get("EntityDefinitions(LogicalName='opportunity')/Keys")
                .json()
                .at("/value/0/KeyAttributes/0")
                .asText())
        .isEqualTo(REFERRAL);
  }
}
