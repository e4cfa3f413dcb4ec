package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which calls Dynamics 365 is written, and what stands in its own columns then. */
@OnlyOn("dynamics")
class DynamicsCallsIT extends BridgeScenario {

  @Test
  void writesNothingButTheColumnThatDiffers() {
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode before = opportunity(referral);
    forgetRequests();

    edit(referral, "{'details':{'dealValue':61000.50}}");
    await().atMost(PATIENCE).until(() -> !writes().isEmpty());
    quiet(referral);

    assertThat(calls())
        .containsExactly(
            "GET engagements/referrals/" + referral,
            "PATCH data/v9.2/opportunities(" + id(before) + ")");
    assertThat(writes().get(0).header("If-Match")).contains(before.path("version").asText());
    assertThat(SandboxJson.parse(writes().get(0).body()))
        .isEqualTo(json("{'estimatedvalue':61000.5}"));
  }

  @ParameterizedTest
  @CsvSource({"Won,1/3", "Lost,2/5", "Error,2/4"})
  void closesTheOpportunityByItsAction(String substatus, String state) {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    forgetRequests();

    edit(referral, "{'status':'Closed','substatus':'" + substatus + "'}");
    awaitState(referral, state);

    assertThat(calls())
        .containsExactly(
            "GET engagements/referrals/" + referral,
            "GET data/v9.2/opportunities",
            "POST data/v9.2/" + (substatus.equals("Won") ? "WinOpportunity" : "LoseOpportunity"));
  }

  @ParameterizedTest
  @CsvSource({"Active,Accepted,0/1", "Closed,Declined,2/4", "Closed,Expired,2/4"})
  void tellsByTheStatusReasonWhatBecameOfADealOnHold(
      String status, String substatus, String state) {
    String referral = deal(DealKind.INBOUND, "{}");
    opportunity(referral);
    assertThat(state(row(referral))).isEqualTo("0/2");

    edit(referral, "{'status':'" + status + "','substatus':'" + substatus + "'}");
    awaitState(referral, state);
  }

  @Test
  void qualifiesTheLeadThatTheOpportunityNamesAsItsOrigin() {
    String referral = deal(DealKind.LEAD, "{}");
    String lead = id(lead(referral));
    assertThat(state(rowOfLead(referral))).isEqualTo("0/1");

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    opportunity(referral);

    assertThat(row(referral).path("_originatingleadid_value").asText()).isEqualTo(lead);
    assertThat(state(rowOfLead(referral))).isEqualTo("1/3");
  }

  @Test
  void disqualifiesALeadAsCanceled() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);

    edit(referral, "{'status':'Closed','substatus':'Declined'}");
    await().atMost(PATIENCE).until(() -> state(rowOfLead(referral)).equals("2/7"));
  }

  @Test
  void namesTheAccountAsCustomerAndAsParent() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);

    JsonNode row = row(referral);
    assertThat(row.path("_customerid_value").asText()).isNotEmpty();
    assertThat(row.path("_customerid_value")).isEqualTo(row.path("_parentaccountid_value"));
  }

  @Test
  void createsTheOpportunityOnceTheCurrenciesCanBeRead() {
    // a currency that is not in the list has it read anew
    String unknown = deal(DealKind.SHARED, "{'details':{'currency':'CHF'}}");
    await().atMost(PATIENCE).until(() -> link(unknown).state() == LinkState.FAILED);
    SANDBOX.dataverse().fail(Fault.refusing("GET", "/transactioncurrencies$", 504));

    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);

    assertThat(runs(referral)).extracting(Run::outcome).contains(Outcome.POSTPONED);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
  }

  private void awaitState(String referral, String state) {
    await().atMost(PATIENCE).until(() -> state(row(referral)).equals(state));
    quiet(referral);
  }

  private static String state(JsonNode row) {
    return row.path("statecode").asInt() + "/" + row.path("statuscode").asInt();
  }

  /** The opportunity with Dataverse's own columns. */
  private static JsonNode row(String referral) {
    return row("opportunities", referral);
  }

  private static JsonNode rowOfLead(String referral) {
    return row("leads", referral);
  }

  private static JsonNode row(String entitySet, String referral) {
    return SANDBOX.dataverse().rows(entitySet).stream()
        .filter(row -> row.path(DynamicsColumns.IDENTIFIER).asText().equals(referral))
        .findFirst()
        .orElseThrow();
  }
}
