package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths below {@code /sandbox/}. */
class SalesforceControlTest extends SalesforceTestBase {

  private static final String DEAL = "{'Name':'Deal','CloseDate':'2030-11-14'}";

  @ParameterizedTest
  @CsvSource({"Opportunity", "opportunities"})
  void showsAndEditsRowsAsASellerDoes(String word) {
    Answer made = api.control("POST", word, json(DEAL));
    String path = word + "/" + made.json().path("Id").asText();

    JsonNode edited = api.control("PATCH", path, json("{'NextStep':'by hand'}")).json();

    assertThat(made.status()).isEqualTo(201);
    assertThat(edited.path("NextStep").asText()).isEqualTo("by hand");
    assertThat(edited.path("StageName").asText()).isEqualTo("Qualification");
    assertThat(edited.has("attributes")).isFalse();
    assertThat(api.control("GET", path, "").json()).isEqualTo(edited);
    assertThat(api.control("GET", word, "").json()).containsExactly(edited);
    assertThat(api.control("DELETE", path, "").status()).isEqualTo(204);
    assertThat(api.control("GET", path, "").status()).isEqualTo(404);
    assertThat(api.control("GET", word, "").json()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "win, Closed Won",
    "lose, Closed Lost",
    "hold, Prospecting",
    "resume, Qualification",
    "reopen, Qualification"
  })
  void movesADealToItsStages(String action, String stage) {
    String id = created("Deal", "\"StageName\":\"Needs Analysis\"");

    assertThat(api.control("POST", "opportunities/" + id + "/" + action, "").status())
        .isEqualTo(204);

    assertThat(row(id).path("StageName").asText()).isEqualTo(stage);
    assertThat(row(id).path("LastModifiedById").asText())
        .isNotEqualTo(row(id).path("CreatedById").asText());
  }

  @Test
  void sharesRecordsAndEndsIt() {
    String deal = created("Deal");
    String lead = createdLead("Example");

    api.control("POST", "opportunities/" + deal + "/share", "");
    api.control("POST", "leads/" + lead + "/share", "");
    assertThat(row(deal).path(SYNC).asBoolean()).isTrue();
    assertThat(sandbox.row("Lead", lead).orElseThrow().path(SYNC).asBoolean()).isTrue();
    api.control("POST", "opportunities/" + deal + "/unshare", "");
    assertThat(row(deal).path(SYNC).asBoolean(true)).isFalse();
  }

  @Test
  void addsLineItemsAndContactsAndConvertsLeads() {
    String deal = created("Deal");
    String contact = sandbox.create("Contact", form("{'LastName':'Example'}"));
    api.control("POST", "opportunities/" + deal + "/line-item", json("{'total':12.5}"));
    api.control(
        "POST",
        "opportunities/" + deal + "/primary-contact",
        json("{'contactId':'" + contact + "'}"));

    JsonNode lead = api.control("POST", "leads/" + createdLead("Example") + "/convert", "").json();

    assertThat(row(deal).path("Amount").asDouble()).isEqualTo(12.5);
    assertThat(row(deal).path("ContactId").asText()).isEqualTo(contact);
    assertThat(lead.path("ConvertedOpportunityId").asText()).startsWith("006");
    assertThat(
            api.control(
                    "POST",
                    "leads/" + createdLead("Second") + "/convert",
                    json("{'withOpportunity':false}"))
                .json()
                .has("ConvertedOpportunityId"))
        .isFalse();
  }

  @Test
  void holdsSellersToTheRules() {
    Answer answer = api.control("POST", "opportunities", json("{'Name':'Deal'}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(api.control("POST", "opportunities", "{").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quotes",
        "opportunities/abc",
        "opportunities/a/win/b",
        "",
        "opportunities/abc/win"
      })
  void findsNothingAtAddressesThatNameNothing(String path) {
    assertThat(api.control("GET", path, "").status()).isBetween(404, 405);
  }

  @Test
  void expiresSessionsAndQueriesAndUsesTheApiUp() {
    api.control("POST", "expire-sessions", "");
    assertThat(api.get("limits").status()).isEqualTo(401);
    api.login();
    api.control("POST", "api-usage", json("{'used':9,'max':10}"));
    assertThat(api.get("limits").json().at("/DailyApiRequests/Max").asInt()).isEqualTo(10);
    assertThat(api.get("limits").status()).isEqualTo(403);
    assertThat(api.control("POST", "expire-queries", "").status()).isEqualTo(204);
  }

  @Test
  void changesSettings() {
    Answer answer =
        api.control(
            "POST",
            "settings",
            json(
                """
                {'multiCurrency':false,'stateAndCountryPicklists':true,'countryCodesAsText':false,
                 'opportunityTeams':false,'uniqueReferralId':false,'accountDuplicates':'block',
                 'queryBatchSize':7,'pageCap':5,'sessionLifetimeSeconds':60,'replicationLagSeconds':90,
                 'onHoldStage':'Needs Analysis','openStage':'Value Proposition',
                 'leadFieldMapping':{'Products__c':'Products__c'},
                 'validationRules':[{'sObject':'Lead','errorCondition':'Title = null','message':'Title!'}]}"""));

    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    assertThat(sandbox.settings().features().multiCurrency()).isFalse();
    assertThat(sandbox.settings().features().stateAndCountryPicklists()).isTrue();
    assertThat(sandbox.settings().rules().accountDuplicates()).hasToString("BLOCK");
    assertThat(sandbox.settings().limits().pageCap()).isEqualTo(5);
    assertThat(sandbox.settings().limits().replicationLag()).hasSeconds(90);
    assertThat(sandbox.settings().process().onHoldStage()).isEqualTo("Needs Analysis");
    assertThat(sandbox.settings().process().leadFieldMapping()).containsKey("Products__c");
    assertThat(api.post("sobjects/Lead", json("{'LastName':'A','Company':'B'}")).message())
        .isEqualTo("Title!");
    assertThat(api.control("POST", "settings", json("{'accountDuplicates':'x'}")).status())
        .isEqualTo(400);
  }

  @Test
  void declaresHidesAndRemovesFields() {
    String text = "{'sObject':'Opportunity','name':'Deal_Id__c','size':5,'externalId':true}";
    api.control("POST", "fields", json(text));
    String deal = created("Deal", "\"Deal_Id__c\":\"d-1\"");
    assertThat(api.get("sobjects/Opportunity/Deal_Id__c/d-1").json().path("Id").asText())
        .isEqualTo(deal);

    field("read-only");
    assertThat(api.patch(deal(deal), json("{'Deal_Id__c':'x'}")).code())
        .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
    field("hide");
    assertThat(api.query("SELECT Deal_Id__c FROM Opportunity").code()).isEqualTo("INVALID_FIELD");
    assertThat(row(deal).path("Deal_Id__c").asText()).isEqualTo("d-1");
    field("undeclare");
    assertThat(row(deal).has("Deal_Id__c")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "textarea, 'x'",
    "url, 'x'",
    "checkbox, true",
    "currency, 1.5",
    "number, 7",
    "date, '2030-01-05'",
    "datetime, '2030-01-05T10:00:00Z'",
    "picklist, 'A'"
  })
  void declaresFieldsOfEveryType(String type, String value) {
    api.control(
        "POST",
        "fields",
        json("{'sObject':'Opportunity','name':'New__c','type':'" + type + "','values':['A','B']}"));

    String literal = value.matches("true|[\\d.]+") ? value : "\"" + value + "\"";
    assertThat(row(created("Deal", "\"New__c\":" + literal)).path("New__c").asText()).isNotEmpty();
  }

  @Test
  void showsRequestsWithoutTheirToken() {
    api.get("limits");

    JsonNode requests = api.control("GET", "requests", "").json();

    assertThat(requests.findValuesAsText("path")).containsExactly("/services/data/v62.0/limits");
    assertThat(requests.findValue("headers").toString()).doesNotContain(api.token());
  }

  private void field(String action) {
    api.control(
        "POST",
        "fields",
        json("{'sObject':'Opportunity','name':'Deal_Id__c','action':'" + action + "'}"));
  }
}
