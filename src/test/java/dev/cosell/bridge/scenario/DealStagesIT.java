package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a deal stands in Partner Center, and where in the CRM. */
@Tag(Crm.EVERY)
class DealStagesIT extends BridgeScenario {

  @Test
  void putsADealThatNobodyAcceptedOnHoldAndTakesItOffWhenItIsAccepted() {
    String referral = deal(DealKind.INBOUND, "{}");
    assertThat(stage(opportunity(referral))).isEqualTo("on-hold");

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    awaitStage(referral, "in-progress");
  }

  @ParameterizedTest
  @CsvSource({"Won,won", "Lost,lost", "Error,lost"})
  void closesTheOpportunityByOneWrite(String substatus, String stage) {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    forgetRequests();

    edit(referral, "{'status':'Closed','substatus':'" + substatus + "'}");
    awaitStage(referral, stage);

    assertThat(callsToPartnerCenter()).containsExactly("GET engagements/referrals/" + referral);
    assertThat(written()).isEqualTo(json("{'stage':'" + stage + "'}"));
    assertThat(calls()).hasSizeLessThanOrEqualTo(CRM.traits().mostCallsOfClosing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Declined", "Expired"})
  void closesADealThatWasNeverAccepted(String substatus) {
    String referral = deal(DealKind.INBOUND, "{}");
    opportunity(referral);

    edit(referral, "{'status':'Closed','substatus':'" + substatus + "'}");
    awaitStage(referral, "lost");
  }

  @Test
  void writesTheLastEditBeforeItClosesTheOpportunity() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);

    edit(referral, "{'status':'Closed','substatus':'Won','details':{'dealValue':99}}");
    awaitStage(referral, "won");

    assertThat(onlyDeal(referral).path("dealValue").decimalValue()).isEqualByComparingTo("99");
  }

  @Test
  void bringsADealThatIsClosedAlreadyInTheSameStateAsOneThatWasSeenOpen() {
    SANDBOX.partnerCenter().callback(null);
    String referral = deal(DealKind.SHARED, "{}");
    edit(referral, "{'status':'Closed','substatus':'Lost'}");
    SANDBOX.notifyBridgeOn(port);
    SANDBOX.partnerCenter().send("referral-updated", referral, java.time.Instant.now());
    awaitStage(referral, "lost");

    assertThat(referral(referral).path("externalReferenceId").asText()).isEmpty();
  }

  @Test
  void holdsAChangeOfADealThatTheSellerClosed() {
    whereClosedDealsAreReadOnly();
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    CRM.win(opportunity);

    edit(referral, "{'details':{'dealValue':1234}}");
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.HELD);

    assertThat(link(referral).reason()).contains("closed as won in the CRM", "dealValue", "Reopen");
    quiet(referral);
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Won");
    CRM.reopen(opportunity);
    poll();
    quiet(referral);
    assertThat(link(referral).reason()).contains("closed as Won in Partner Center, which is final");
    assertThat(onlyDeal(referral).path("dealValue").decimalValue()).isEqualByComparingTo("1234");
  }

  @Test
  void letsAChangeIntoADealThatTheSellerClosed() {
    whereClosedDealsCanBeEdited();
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    CRM.win(opportunity);

    edit(referral, "{'details':{'dealValue':1234}}");
    await()
        .atMost(PATIENCE)
        .until(() -> onlyDeal(referral).path("dealValue").decimalValue().intValue() == 1234);
    quiet(referral);

    assertThat(CRM.deal(opportunity).path("stage").asText()).isEqualTo("won");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Won");
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(1234);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void findsADealThatBothSidesClosedAlikeInStep() {
    String referral = deal(DealKind.SHARED, "{}");
    CRM.win(id(opportunity(referral)));

    edit(referral, "{'status':'Closed','substatus':'Won'}");
    quiet(referral);

    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void holdsADealThatBothSidesClosedDifferently() {
    whereClosedDealsAreReadOnly();
    String referral = deal(DealKind.SHARED, "{}");
    CRM.lose(id(opportunity(referral)));

    edit(referral, "{'status':'Closed','substatus':'Won'}");
    quiet(referral);

    assertThat(link(referral).state()).isEqualTo(LinkState.HELD);
    assertThat(link(referral).reason()).contains("closed as lost in the CRM", "status");
  }

  @Test
  void givesADealThatBothSidesClosedDifferentlyToWhoClosedLast() {
    whereClosedDealsCanBeEdited();
    String referral = deal(DealKind.SHARED, "{}");
    CRM.lose(id(opportunity(referral)));
    CRM.awaitNextVersion();

    edit(referral, "{'status':'Closed','substatus':'Won'}");
    awaitStage(referral, "won");

    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
    assertThat(runs(referral))
        .flatMap(run -> run.detail().conflicts())
        .as("both values are kept")
        .anySatisfy(conflict -> assertThat(conflict.field()).isEqualTo("status"));
  }

  @Test
  void makesALeadOfALeadThatNobodyAccepted() {
    String referral = deal(DealKind.LEAD, "{}");
    ObjectNode lead = lead(referral);

    JsonNode deal = referral(referral);
    assertThat(CRM.deals(referral)).isEmpty();
    assertThat(lead.path("name").asText()).isEqualTo("✔ " + deal.path("name").asText());
    assertThat(lead.path("companyName")).isEqualTo(deal.at("/customerProfile/name"));
    assertThat(lead.path("contactLastName")).isEqualTo(deal.at("/customerProfile/team/0/lastName"));
    assertThat(lead.path("contactFirstName"))
        .isEqualTo(deal.at("/customerProfile/team/0/firstName"));
    assertThat(lead.path("contactEmail")).isEqualTo(deal.at("/customerProfile/team/0/email"));
    assertThat(lead.path("contactPhone")).isEqualTo(deal.at("/customerProfile/team/0/phoneNumber"));
    assertThat(lead.path("city")).isEqualTo(deal.at("/customerProfile/address/city"));
    assertThat(lead.path("country")).isEqualTo(deal.at("/customerProfile/address/country"));
    assertThat(lead.path("audit").asText()).contains("sync success");
    assertThat(deal.path("externalReferenceId").asText()).isEqualTo(id(lead));
    assertThat(stage(lead)).isEqualTo("open");
  }

  @Test
  void turnsTheLeadIntoAnOpportunityOnceItIsAccepted() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    ObjectNode opportunity = opportunity(referral);

    assertThat(stage(onlyLead(referral))).isEqualTo(CRM.traits().stageOfAcceptedLead());
    assertThat(referral(referral).path("externalReferenceId").asText()).isEqualTo(id(opportunity));
    assertThat(link(referral).record()).hasToString("opportunity " + id(opportunity));
  }

  @Test
  void findsTheOpportunityOfAnAcceptedLeadWhoseCreationWasNotAnswered() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);
    CRM.faults().failNext(CrmFaults.Call.CREATE_DEAL, 0, true);

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    ObjectNode opportunity = opportunity(referral);

    assertThat(runs(referral)).as("the fault was met").anyMatch(BridgeScenario::metAFailure);
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

    assertThat(referral(referral).path("externalReferenceId").asText()).isEqualTo(id(opportunity));
  }

  @Test
  void makesAnOpportunityOfALeadThatWasAcceptedBeforeTheCrmHeardOfIt() {
    SANDBOX.partnerCenter().callback(null);
    String referral = deal(DealKind.LEAD, "{}");
    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    SANDBOX.notifyBridgeOn(port);
    SANDBOX.partnerCenter().send("referral-updated", referral, java.time.Instant.now());

    opportunity(referral);
    assertThat(CRM.leads(referral)).isEmpty();
  }

  @Test
  void disqualifiesALeadThatWasDeclined() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);

    edit(referral, "{'status':'Closed','substatus':'Declined'}");
    await()
        .atMost(PATIENCE)
        .until(() -> stage(onlyLead(referral)).equals(CRM.traits().stageOfDeclinedLead()));
  }

  @Test
  void updatesALeadByWritingWhatDiffers() {
    String referral = deal(DealKind.LEAD, "{}");
    lead(referral);
    forgetRequests();

    edit(referral, "{'details':{'notes':'Call them'}}");
    await()
        .atMost(PATIENCE)
        .until(() -> onlyLead(referral).path("notes").asText().equals("Call them"));
    quiet(referral);

    assertThat(written()).isEqualTo(json("{'notes':'Call them'}"));
  }

  /** A record that stays writable takes the change; there is nothing to hold then. */
  private static void whereClosedDealsAreReadOnly() {
    assumeTrue(CRM.traits().closedRecordsAreReadOnly(), "closed deals of this CRM can be edited");
  }

  private static void whereClosedDealsCanBeEdited() {
    assumeFalse(CRM.traits().closedRecordsAreReadOnly(), "closed deals of this CRM are read-only");
  }

  private void awaitStage(String referral, String stage) {
    await()
        .atMost(PATIENCE)
        .until(() -> CRM.deals(referral).stream().anyMatch(deal -> stage(deal).equals(stage)));
    quiet(referral);
  }

  private static String stage(ObjectNode record) {
    return record.path("stage").asText();
  }
}
