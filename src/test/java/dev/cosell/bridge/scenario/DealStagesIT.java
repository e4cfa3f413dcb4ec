package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DealStagesIT extends BridgeScenario {

  @Test
  void putsADealThatNobodyAcceptedOnHoldAndTakesItOffWhenItIsAccepted() {
    String referral = deal(DealKind.INBOUND, "{}");
    ObjectNode row = opportunity(referral);
    assertThat(state(row)).isEqualTo("0/2");

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    awaitState(referral, "0/1");
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
  @CsvSource({"Declined,2/4", "Expired,2/4"})
  void closesADealThatWasNeverAccepted(String substatus, String state) {
    String referral = deal(DealKind.INBOUND, "{}");
    opportunity(referral);

    edit(referral, "{'status':'Closed','substatus':'" + substatus + "'}");
    awaitState(referral, state);
  }

  @Test
  void writesTheLastEditBeforeItClosesTheOpportunity() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);

    edit(referral, "{'status':'Closed','substatus':'Won','details':{'dealValue':99}}");
    awaitState(referral, "1/3");

    assertThat(only("opportunities", referral).path("estimatedvalue").decimalValue())
        .isEqualByComparingTo("99");
  }

  @Test
  void bringsADealThatIsClosedAlreadyInTheSameStateAsOneThatWasSeenOpen() {
    SANDBOX.partnerCenter().callback(null);
    String referral = deal(DealKind.SHARED, "{}");
    edit(referral, "{'status':'Closed','substatus':'Lost'}");
    SANDBOX.notifyBridgeOn(port);
    SANDBOX.partnerCenter().send("referral-updated", referral, java.time.Instant.now());
    awaitState(referral, "2/5");

    assertThat(referral(referral).path("externalReferenceId").asText()).isEmpty();
  }

  @Test
  void holdsAChangeOfADealThatTheSellerClosed() {
    String referral = deal(DealKind.SHARED, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX.dataverse().win(opportunity);

    edit(referral, "{'details':{'dealValue':1234}}");
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.HELD);

    assertThat(link(referral).reason()).contains("closed as won in the CRM", "dealValue", "Reopen");
    quiet(referral);
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Won");
    SANDBOX.dataverse().reopen(opportunity);
    poll();
    quiet(referral);
    assertThat(link(referral).reason()).contains("closed as Won in Partner Center, which is final");
    assertThat(only("opportunities", referral).path("estimatedvalue").decimalValue())
        .isEqualByComparingTo("1234");
  }

  @Test
  void findsADealThatBothSidesClosedAlikeInStep() {
    String referral = deal(DealKind.SHARED, "{}");
    SANDBOX.dataverse().win(id(opportunity(referral)));

    edit(referral, "{'status':'Closed','substatus':'Won'}");
    quiet(referral);

    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void holdsADealThatBothSidesClosedDifferently() {
    String referral = deal(DealKind.SHARED, "{}");
    SANDBOX.dataverse().lose(id(opportunity(referral)));

    edit(referral, "{'status':'Closed','substatus':'Won'}");
    quiet(referral);

    assertThat(link(referral).state()).isEqualTo(LinkState.HELD);
    assertThat(link(referral).reason()).contains("closed as lost in the CRM", "status");
  }

  @Test
  void makesALeadOfALeadThatNobodyAccepted() {
    String referral = deal(DealKind.LEAD, "{}");
    ObjectNode lead = lead(referral);

    ObjectNode deal = (ObjectNode) referral(referral);
    assertThat(records("opportunities", referral)).isEmpty();
    assertThat(lead.path("subject").asText()).isEqualTo("✔ " + deal.path("name").asText());
    assertThat(lead.path("companyname").asText())
        .isEqualTo(deal.at("/customerProfile/name").asText());
    assertThat(lead.path("lastname").asText())
        .isEqualTo(deal.at("/customerProfile/team/0/lastName").asText());
    assertThat(lead.path("firstname").asText())
        .isEqualTo(deal.at("/customerProfile/team/0/firstName").asText());
    assertThat(lead.path("emailaddress1").asText())
        .isEqualTo(deal.at("/customerProfile/team/0/email").asText());
    assertThat(lead.path("telephone1").asText())
        .isEqualTo(deal.at("/customerProfile/team/0/phoneNumber").asText());
    assertThat(lead.path("address1_city").asText())
        .isEqualTo(deal.at("/customerProfile/address/city").asText());
    assertThat(lead.path("address1_country").asText())
        .isEqualTo(deal.at("/customerProfile/address/country").asText());
    assertThat(lead.path("msft_microsoftpartnercenterreferralsyncaudit").asText())
        .contains("sync success");
    assertThat(deal.path("externalReferenceId").asText()).isEqualTo(lead.path("leadid").asText());
    assertThat(state(lead)).isEqualTo("0/1");
  }

  @Test
  void turnsTheLeadIntoAnOpportunityOnceItIsAccepted() {
    String referral = deal(DealKind.LEAD, "{}");
    ObjectNode lead = lead(referral);

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    ObjectNode opportunity = opportunity(referral);

    assertThat(opportunity.path("_originatingleadid_value")).isEqualTo(lead.path("leadid"));
    assertThat(state(only("leads", referral))).isEqualTo("1/3");
    assertThat(referral(referral).path("externalReferenceId").asText())
        .isEqualTo(opportunity.path("opportunityid").asText());
    assertThat(link(referral).record()).hasToString("opportunity " + id(opportunity));
  }

  @Test
  void findsTheOpportunityOfAnAcceptedLeadWhoseCreationWasNotAnswered() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);
    SANDBOX.dataverse().fail(new Fault("PATCH", "opportunities", 0, null, null, 1, true, 0));

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    ObjectNode opportunity = opportunity(referral);

    assertThat(link(referral).record()).hasToString("opportunity " + id(opportunity));
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void replacesTheLeadsIdInTheReferralAlsoWhenTheFirstAttemptFails() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);
    SANDBOX
        .partnerCenter()
        .server()
        .fail(new Fault("PATCH", "/v1.0/", 412, null, null, 1, false, 0));

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    ObjectNode opportunity = opportunity(referral);

    assertThat(referral(referral).path("externalReferenceId").asText())
        .isEqualTo(opportunity.path("opportunityid").asText());
  }

  @Test
  void makesAnOpportunityOfALeadThatWasAcceptedBeforeTheCrmHeardOfIt() {
    SANDBOX.partnerCenter().callback(null);
    String referral = deal(DealKind.LEAD, "{}");
    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    SANDBOX.notifyBridgeOn(port);
    SANDBOX.partnerCenter().send("referral-updated", referral, java.time.Instant.now());

    opportunity(referral);
    assertThat(records("leads", referral)).isEmpty();
  }

  @Test
  void disqualifiesALeadThatWasDeclined() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);

    edit(referral, "{'status':'Closed','substatus':'Declined'}");
    await().atMost(PATIENCE).until(() -> state(only("leads", referral)).equals("2/7"));
  }

  @Test
  void updatesALeadByWritingWhatDiffers() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);
    forgetRequests();

    edit(referral, "{'details':{'notes':'Call them'}}");
    await()
        .atMost(PATIENCE)
        .until(() -> only("leads", referral).path("description").asText().equals("Call them"));

    assertThat(patches()).hasSize(1);
    assertThat(SandboxJson.parse(patches().get(0).body()))
        .isEqualTo(SandboxJson.parse("{\"description\":\"Call them\"}"));
  }

  private ObjectNode lead(String referral) {
    await().atMost(PATIENCE).until(() -> !records("leads", referral).isEmpty());
    quiet(referral);
    return only("leads", referral);
  }

  private static ObjectNode only(String entitySet, String referral) {
    assertThat(records(entitySet, referral)).hasSize(1);
    return records(entitySet, referral).get(0);
  }

  private void awaitState(String referral, String state) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                records("opportunities", referral).stream()
                    .anyMatch(row -> state(row).equals(state)));
    quiet(referral);
  }

  private static String state(ObjectNode row) {
    return row.path("statecode").asInt() + "/" + row.path("statuscode").asInt();
  }
}
