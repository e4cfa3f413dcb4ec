package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseCreateTest extends DataverseTestBase {

  @Test
  void answersWithTheAddressOfTheNewRow() {
    Answer answer = api.post("opportunities", opportunity("Deal"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
    assertThat(answer.header("OData-EntityId"))
        .isEqualTo(sandbox.url() + "/api/data/v9.2/opportunities(" + answer.id() + ")");
  }

  @Test
  void answersWithTheSelectedRowWhenPreferred() {
    Answer answer =
        api.post("opportunities?$select=name", opportunity("Deal"), "Prefer", REPRESENTATION);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Preference-Applied")).isEqualTo(REPRESENTATION);
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly("@odata.context", "@odata.etag", "name", "opportunityid");
  }

  @Test
  void fillsWhatTheSystemFills() {
    JsonNode row = sandbox.row("opportunities", created("Deal")).orElseThrow();

    assertThat(row.path("statecode").asInt()).isZero();
    assertThat(row.path("statuscode").asInt()).isEqualTo(1);
    assertThat(row.path("createdon").asText()).isEqualTo("2027-01-15T10:00:00Z");
    assertThat(row.path("modifiedon").asText()).isEqualTo("2027-01-15T10:00:00Z");
    assertThat(row.path("msft_microsoftpartnercenterreferralsync").isBoolean()).isTrue();
    UUID currency = UUID.fromString(row.path("_transactioncurrencyid_value").asText());
    assertThat(
            sandbox
                .row("transactioncurrencies", currency)
                .orElseThrow()
                .path("isocurrencycode")
                .asText())
        .isEqualTo("USD");
  }

  @Test
  void keepsTheScaleOfMoneyAndThePlainDay() {
    UUID id = created("Deal", "\"estimatedvalue\":50000", "\"estimatedclosedate\":\"2027-03-31\"");

    Answer answer = api.get(row(id) + "?$select=estimatedvalue,estimatedclosedate");

    assertThat(answer.text()).contains("\"estimatedvalue\":50000.0000");
    assertThat(answer.json().path("estimatedvalue").decimalValue())
        .isEqualTo(new BigDecimal("50000.0000"));
    assertThat(answer.json().path("estimatedclosedate").asText()).isEqualTo("2027-03-31");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "foo | \"x\"",
        "customerid | \"/accounts(1)\"",
        "description | 5",
        "estimatedvalue | \"500\"",
        "estimatedvalue | 1.23456",
        "estimatedvalue | 1000000000000.01",
        "estimatedclosedate | \"2027-03-31T00:00:00Z\"",
        "estimatedclosedate | \"2027-02-30\"",
        "isrevenuesystemcalculated | \"true\"",
        "closeprobability | 101",
        "closeprobability | 5.5",
        "opportunityratingcode | 4",
        "opportunityratingcode | \"1\"",
        "msft_microsoftpartnercenterhelp | 1",
        "statecode | 0",
        "statuscode | 2",
        "modifiedon | \"2027-01-01T00:00:00Z\"",
        "_customerid_value | \"11111111-0000-4000-8000-000000000001\"",
        "_parentaccountid_value | \"11111111-0000-4000-8000-000000000001\"",
        "opportunityid | \"1\"",
      })
  void refusesWhatTheColumnDoesNotTake(String column, String value) {
    Answer answer = api.post("opportunities", opportunity("Deal", "\"" + column + "\":" + value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isNotEmpty();
    assertThat(answer.message()).isNotEmpty();
    assertThat(sandbox.rows("opportunities")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "name, 300",
    "description, 2000",
    "msft_microsoftpartnercenterreferralsyncaudit, 2000"
  })
  void refusesTextBeyondItsLength(String column, int length) {
    UUID id = created("Deal");
    String longest = "x".repeat(length);

    assertThat(api.patch(row(id), "{\"" + column + "\":\"" + longest + "\"}").status())
        .isEqualTo(204);
    Answer tooLong = api.patch(row(id), "{\"" + column + "\":\"" + longest + "x\"}");

    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.code()).isEqualTo("0x80044331");
  }

  @Test
  void takesOnlyTheHelpValuesOfItsSettings() {
    String help = "\"msft_microsoftpartnercenterhelp\":";

    assertThat(api.post("opportunities", opportunity("A", help + "299600006")).status())
        .isEqualTo(204);
    assertThat(api.post("opportunities", opportunity("A", help + "299600007")).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opportunities", "leads", "accounts", "transactioncurrencies"})
  void demandsTheRequiredColumns(String entitySet) {
    assertThat(api.post(entitySet, "{\"createdby@ignored\":1}").status()).isEqualTo(400);
  }

  @Test
  void treatsAnEmptyTextAsNoValue() {
    UUID id = created("Deal", "\"description\":\"\"");

    assertThat(api.get(row(id) + "?$select=description").json().path("description").isNull())
        .isTrue();
  }

  @Test
  void ignoresTheExpectedValueThatTheSystemComputes() {
    UUID id = created("Deal", "\"estimatedvalue\":5", "\"isrevenuesystemcalculated\":true");

    assertThat(sandbox.row("opportunities", id).orElseThrow().has("estimatedvalue")).isFalse();
  }

  @Test
  void knowsColumnsThatWereDeclared() {
    sandbox.declare("leads", Column.text("cosell_reference", 5));

    assertThat(api.post("leads", "{\"subject\":\"L\",\"cosell_reference\":\"12345\"}").status())
        .isEqualTo(204);
    assertThat(api.post("leads", "{\"subject\":\"L\",\"cosell_reference\":\"123456\"}").status())
        .isEqualTo(400);
  }
}
