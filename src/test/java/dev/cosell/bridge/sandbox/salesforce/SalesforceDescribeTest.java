package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalesforceDescribeTest extends SalesforceTestBase {

  @Test
  void listsItsSObjects() {
    JsonNode global = api.get("sobjects").json();

    assertThat(global.path("maxBatchSize").asInt()).isEqualTo(200);
    assertThat(global.path("sobjects").findValuesAsText("name"))
        .contains(
            "Account",
            "Contact",
            "Lead",
            "Opportunity",
            "OpportunityContactRole",
            "OpportunityTeamMember",
            "OpportunityStage",
            "LeadStatus",
            "CurrencyType",
            "User",
            "Organization")
        .doesNotContain("Name");
    assertThat(api.get("sobjects/Opportunity").json().at("/objectDescribe/keyPrefix").asText())
        .isEqualTo("006");
  }

  @Test
  void tellsTypeSizeAndAccessOfAField() {
    JsonNode name = field("Opportunity", "Name");
    JsonNode contact = field("Opportunity", "ContactId");
    JsonNode amount = field("Opportunity", "Amount");

    assertThat(name.path("type").asText()).isEqualTo("string");
    assertThat(name.path("length").asInt()).isEqualTo(120);
    assertThat(name.path("nillable").asBoolean()).isFalse();
    assertThat(contact.path("createable").asBoolean()).isTrue();
    assertThat(contact.path("updateable").asBoolean()).isFalse();
    assertThat(contact.path("relationshipName").asText()).isEqualTo("Contact");
    assertThat(contact.path("referenceTo")).hasToString("[\"Contact\"]");
    assertThat(amount.path("precision").asInt()).isEqualTo(18);
    assertThat(amount.path("scale").asInt()).isEqualTo(2);
    assertThat(field("Opportunity", "IsWon").path("updateable").asBoolean()).isFalse();
  }

  @Test
  void tellsWhatMakesTheReferralIdAKey() {
    JsonNode id = field("Lead", REFERRAL);

    assertThat(id.path("externalId").asBoolean()).isTrue();
    assertThat(id.path("idLookup").asBoolean()).isTrue();
    assertThat(id.path("unique").asBoolean()).isTrue();
    assertThat(id.path("caseSensitive").asBoolean()).isFalse();
    assertThat(id.path("custom").asBoolean()).isTrue();
    assertThat(field("Lead", SYNC).path("type").asText()).isEqualTo("boolean");
    assertThat(field("Lead", SYNC).path("defaultValue").asBoolean(true)).isFalse();
    assertThat(field("Lead", "Audit__c").path("filterable").asBoolean()).isFalse();
    assertThat(field("Lead", HELP).path("picklistValues").findValuesAsText("value"))
        .hasSize(6)
        .contains("Proof Of Concept or Demo");

    change(settings -> settings.withUniqueReferralId(false));

    assertThat(field("Lead", REFERRAL).path("unique").asBoolean()).isFalse();
    assertThat(field("Lead", REFERRAL).path("externalId").asBoolean()).isTrue();
  }

  @Test
  void listsTheStagesThatCanBeChosen() {
    change(
        settings ->
            settings.withStages(
                List.of(
                    OpportunityStage.open("Open", 20, "Pipeline").labelled("In Arbeit"),
                    OpportunityStage.open("Old", 30, "Pipeline").inactive(),
                    OpportunityStage.won("Done"),
                    OpportunityStage.lost("Gone"))));

    JsonNode stage = field("Opportunity", "StageName");

    assertThat(stage.path("restrictedPicklist").asBoolean()).isTrue();
    assertThat(stage.path("picklistValues").findValuesAsText("value"))
        .containsExactly("Open", "Done", "Gone");
    assertThat(stage.at("/picklistValues/0/label").asText()).isEqualTo("In Arbeit");
    assertThat(stage.at("/picklistValues/0/validFor").isNull()).isTrue();
    assertThat(
            api.records("SELECT ApiName FROM OpportunityStage WHERE IsActive = false")
                .findValuesAsText("ApiName"))
        .containsExactly("Old");
  }

  @Test
  void hasACurrencyOnlyInAnOrganizationWithSeveral() {
    assertThat(
            field("Opportunity", "CurrencyIsoCode")
                .path("picklistValues")
                .findValuesAsText("value"))
        .containsExactly("USD", "EUR", "GBP", "JPY");
    assertThat(api.records("SELECT IsoCode FROM CurrencyType WHERE IsCorporate = true")).hasSize(1);

    change(settings -> settings.withMultiCurrency(false));

    assertThat(fields("Opportunity").findValuesAsText("name")).doesNotContain("CurrencyIsoCode");
    assertThat(api.query("SELECT Id FROM CurrencyType").code()).isEqualTo("INVALID_TYPE");
    assertThat(api.query("SELECT CurrencyIsoCode FROM Opportunity").code())
        .isEqualTo("INVALID_FIELD");
  }

  @Test
  void hasATeamOnlyWhereTeamsAreSwitchedOn() {
    assertThat(children("Opportunity"))
        .containsExactly("OpportunityContactRoles", "OpportunityTeamMembers");

    change(settings -> settings.withOpportunityTeams(false));

    assertThat(children("Opportunity")).containsExactly("OpportunityContactRoles");
    assertThat(api.get("sobjects/OpportunityTeamMember/describe").status()).isEqualTo(404);
  }

  @Test
  void hasCodesOfCountriesOnlyWithPicklists() {
    assertThat(fields("Account").findValuesAsText("name"))
        .contains("BillingCountry", "BillingAddress")
        .doesNotContain("BillingCountryCode");

    change(settings -> settings.withStateAndCountryPicklists(true));

    assertThat(fields("Account").findValuesAsText("name"))
        .contains("BillingCountry", "BillingCountryCode", "BillingStateCode");
    assertThat(fields("Lead").findValuesAsText("name")).contains("CountryCode", "StateCode");
  }

  @Test
  void tellsByBitmapsWhichStatesACountryHas() {
    change(settings -> settings.withStateAndCountryPicklists(true));
    JsonNode countries = field("Account", "BillingCountryCode").path("picklistValues");
    JsonNode states = field("Account", "BillingStateCode");

    assertThat(states.path("dependentPicklist").asBoolean()).isTrue();
    assertThat(states.path("controllerName").asText()).isEqualTo("BillingCountryCode");
    assertThat(countriesOf(states, countries, "California")).containsExactly("US");
    assertThat(countriesOf(states, countries, "Cagliari")).containsExactly("IT");
    assertThat(countriesOf(states, countries, "Berlin")).containsExactly("DE");
    assertThat(states.path("picklistValues").findValuesAsText("value"))
        .filteredOn("CA"::equals)
        .hasSize(2);
  }

  private static List<String> countriesOf(JsonNode states, JsonNode countries, String label) {
    String bitmap =
        states
            .path("picklistValues")
            .valueStream()
            .filter(state -> state.path("label").asText().equals(label))
            .map(state -> state.path("validFor").asText())
            .findFirst()
            .orElseThrow();
    byte[] bits = Base64.getDecoder().decode(bitmap);
    return IntStream.range(0, countries.size())
        .filter(index -> (bits[index / 8] & (0x80 >> (index % 8))) != 0)
        .mapToObj(index -> countries.path(index).path("value").asText())
        .toList();
  }

  @Test
  void marksOwnersThatMayBeQueues() {
    assertThat(field("Lead", "OwnerId").path("referenceTo")).hasToString("[\"Group\",\"User\"]");
    assertThat(field("Lead", "OwnerId").path("polymorphicForeignKey").asBoolean()).isTrue();
    assertThat(field("Opportunity", "OwnerId").path("polymorphicForeignKey").asBoolean()).isFalse();
  }

  @Test
  void hidesFieldsFromTheApiButNotFromSellers() {
    sandbox.hide("Opportunity", "NextStep");

    assertThat(fields("Opportunity").findValuesAsText("name")).doesNotContain("NextStep");
    assertThat(api.query("SELECT NextStep FROM Opportunity").code()).isEqualTo("INVALID_FIELD");
    assertThat(
            api.post("sobjects/Opportunity", opportunity("A", "\"NextStep\":\"call\"")).message())
        .isEqualTo("No such column 'NextStep' on sobject of type Opportunity");
    String id = created("B");
    sandbox.update("Opportunity", id, form("{'NextStep':'call'}"));
    assertThat(row(id).path("NextStep").asText()).isEqualTo("call");
    assertThat(api.get(deal(id)).json().has("NextStep")).isFalse();
  }

  @Test
  void letsTheApiOnlyReadAFieldOnCommand() {
    sandbox.readOnly("Opportunity", "NextStep");

    assertThat(field("Opportunity", "NextStep").path("createable").asBoolean()).isFalse();
    Caller.Answer answer =
        api.post("sobjects/Opportunity", opportunity("A", "\"NextStep\":\"call\""));
    assertThat(answer.code()).isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
    assertThat(answer.fields()).containsExactly("NextStep");
  }

  @Test
  void declaresAndUndeclaresFields() {
    String id = created("A");
    sandbox.declare("Opportunity", Field.checkbox("Strategic__c"));

    assertThat(field("Opportunity", "Strategic__c").path("type").asText()).isEqualTo("boolean");
    assertThat(api.records("SELECT Id FROM Opportunity WHERE Strategic__c = false")).hasSize(1);
    assertThat(row(id).path("Strategic__c").asBoolean(true)).isFalse();

    sandbox.undeclare("Opportunity", "Strategic__c");

    assertThat(api.query("SELECT Strategic__c FROM Opportunity").code()).isEqualTo("INVALID_FIELD");
  }

  private List<String> children(String sObject) {
    return api.get("sobjects/" + sObject + "/describe")
        .json()
        .path("childRelationships")
        .findValuesAsText("relationshipName");
  }

  private JsonNode fields(String sObject) {
    return api.get("sobjects/" + sObject + "/describe").json().path("fields");
  }

  private JsonNode field(String sObject, String name) {
    return fields(sObject)
        .valueStream()
        .filter(field -> field.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
