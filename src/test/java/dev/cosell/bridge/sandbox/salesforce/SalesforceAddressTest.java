package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State and country picklists: codes and texts keep each other in step. */
class SalesforceAddressTest extends SalesforceTestBase {

  @Test
  void takesAnyTextWithoutPicklists() {
    assertThat(account("{'Name':'A','BillingCountry':'Atlantis'}").path("BillingCountry").asText())
        .isEqualTo("Atlantis");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'BillingCountryCode':'US','BillingStateCode':'CA' | United States | US | California | CA",
        "'BillingCountry':'united states','BillingState':'California' | United States | US | California | CA",
        "'BillingCountry':'IT','BillingState':'CA' | Italy | IT | Cagliari | CA",
        "'BillingCountryCode':'IT','BillingState':'Cagliari' | Italy | IT | Cagliari | CA",
        "'BillingCountryCode':'DE','BillingCountry':'France' | Germany | DE | '' | ''",
        "'BillingCountry':'Germany' | Germany | DE | '' | ''"
      })
  void completesCodesByTextsAndTextsByCodes(
      String members, String country, String countryCode, String state, String stateCode) {
    picklists();

    ObjectNode account = account("{'Name':'A'," + members + "}");

    assertThat(account.path("BillingCountry").asText()).isEqualTo(country);
    assertThat(account.path("BillingCountryCode").asText()).isEqualTo(countryCode);
    assertThat(account.path("BillingState").asText()).isEqualTo(state);
    assertThat(account.path("BillingStateCode").asText()).isEqualTo(stateCode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'BillingCountry':'Atlantis' | BillingCountry | There's a problem with this country/territory, even though it may appear correct.",
        "'BillingCountryCode':'XX' | BillingCountryCode | The BillingCountryCode field contains XX, which isn't an available country/territory.",
        "'BillingCountry':'Germany','BillingState':'California' | BillingState | There's a problem with this state, even though it may appear correct.",
        "'BillingCountryCode':'DE','BillingStateCode':'CA' | BillingStateCode | The BillingStateCode field contains CA, which isn't an available state.",
        "'BillingState':'California' | BillingState | A country/territory must be specified before specifying a state value for field: Billing State/Province"
      })
  void refusesPlacesThatThePicklistsDoNotKnow(String members, String field, String message) {
    picklists();

    Answer answer = api.post("sobjects/Account", json("{'Name':'A'," + members + "}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    assertThat(answer.fields()).containsExactly(field);
    assertThat(answer.message()).startsWith(message);
  }

  @Test
  void keepsToTheFieldSyncingLogicInUpdates() {
    picklists();
    String path =
        "sobjects/Account/"
            + account("{'Name':'A','BillingCountryCode':'US','BillingStateCode':'WA'}")
                .path("Id")
                .asText();

    assertThat(api.patch(path, json("{'BillingCountryCode':'DE'}")).code())
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    assertThat(api.patch(path, json("{'BillingCountryCode':'AU'}")).status()).isEqualTo(204);
    assertThat(api.get(path).json().path("BillingState").asText()).isEqualTo("Western Australia");
    assertThat(api.patch(path, json("{'BillingCountryCode':'AU','BillingCountry':'Italy'}")).code())
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    api.patch(path, json("{'BillingStateCode':null}"));
    assertThat(api.get(path).json().path("BillingState").isNull()).isTrue();
    api.patch(path, json("{'BillingState':'New South Wales'}"));
    assertThat(api.get(path).json().path("BillingStateCode").asText()).isEqualTo("NSW");
    api.patch(path, json("{'BillingCountry':null}"));
    assertThat(api.get(path).json().path("BillingStateCode").isNull()).isTrue();
    assertThat(api.get(path).json().path("BillingCountryCode").isNull()).isTrue();
  }

  @Test
  void leavesAddressesFromBeforeThePicklistsAlone() {
    String path =
        "sobjects/Account/"
            + account("{'Name':'A','BillingState':'Somewhere','BillingCountry':'Atlantis'}")
                .path("Id")
                .asText();
    picklists();

    assertThat(api.patch(path, json("{'Phone':'1'}")).status()).isEqualTo(204);
    assertThat(api.patch(path, json("{'BillingState':'Elsewhere'}")).code())
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
    assertThat(api.patch(path, json("{'BillingState':null,'BillingCountryCode':'DE'}")).status())
        .isEqualTo(204);
    assertThat(api.get(path).json().path("BillingCountry").asText()).isEqualTo("Germany");
  }

  @Test
  void canRefuseCodesAsTexts() {
    picklists();
    change(settings -> settings.with(settings.features().withCountryCodesAsText(false)));

    assertThat(api.post("sobjects/Account", json("{'Name':'A','BillingCountry':'US'}")).code())
        .isEqualTo("FIELD_INTEGRITY_EXCEPTION");
  }

  @Test
  void holdsLeadsToTheSamePicklists() {
    picklists();
    String id = createdLead("Example", "\"Country\":\"Italy\"", "\"State\":\"Milano\"");

    assertThat(sandbox.row("Lead", id).orElseThrow().path("CountryCode").asText()).isEqualTo("IT");
    assertThat(sandbox.row("Lead", id).orElseThrow().path("StateCode").asText()).isEqualTo("MI");
  }

  @Test
  void showsAnAddressAsACompoundThatNobodyWrites() {
    picklists();
    String path =
        "sobjects/Account/"
            + account("{'Name':'A','BillingCity':'Sampletown','BillingCountryCode':'US'}")
                .path("Id")
                .asText();

    assertThat(api.get(path).json().path("BillingAddress"))
        .hasToString(
            json(
                "{'street':null,'city':'Sampletown','state':null,'postalCode':null,'country':'United States','stateCode':null,'countryCode':'US','geocodeAccuracy':null}"));
    assertThat(
            api.records("SELECT BillingAddress FROM Account").at("/0/BillingAddress/city").asText())
        .isEqualTo("Sampletown");
    assertThat(api.patch(path, json("{'BillingAddress':{'city':'x'}}")).code())
        .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
    assertThat(api.query("SELECT Id FROM Account WHERE BillingAddress = 'x'").code())
        .isEqualTo("INVALID_FIELD");
  }

  private void picklists() {
    change(settings -> settings.withStateAndCountryPicklists(true));
  }

  private ObjectNode account(String body) {
    Answer answer = api.post("sobjects/Account", json(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return sandbox.row("Account", answer.id()).orElseThrow();
  }
}
