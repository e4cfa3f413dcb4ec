package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which edits of a seller Partner Center takes, and what becomes of the others. */
class DealRulesIT extends SellerScenario {

  @ParameterizedTest
  @CsvSource({"true, Won", "false, Lost"})
  void closingTheOpportunityClosesTheReferralWithTheLastEdits(boolean won, String substatus) {
    UUID deal = shared("{}");
    sellerEdits(deal, "{'estimatedvalue':70000}");
    if (won) {
      SANDBOX.dataverse().win(deal);
    } else {
      SANDBOX.dataverse().lose(deal);
    }
    forgetRequests();

    polled(deal);

    ObjectNode own = ownReferral(deal);
    assertThat(own.path("status").asText()).isEqualTo("Closed");
    assertThat(own.path("substatus").asText()).isEqualTo(substatus);
    assertThat(own.at("/details/dealValue").asInt()).isEqualTo(70000);
    assertThat(writesToPartnerCenter()).hasSize(1);
    assertThat(link(deal).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void editsOfAFinalDealAreHeldWithTheReason() {
    UUID deal = shared("{}");
    SANDBOX.dataverse().win(deal);
    polled(deal);
    SANDBOX.dataverse().reopen(deal);
    sellerEdits(deal, "{'estimatedvalue':80000}");
    forgetRequests();

    polled(deal);

    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(link(deal).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(deal))
        .contains("Not sent to Partner Center: deal value, status")
        .contains("the deal is closed as Won in Partner Center, which is final");
    assertThat(name(deal)).startsWith("✘ ");
    forgetRequests();
    polled(deal);
    assertThat(patches()).as("told once").isEmpty();
  }

  @Test
  void whatASellerEditsBeforeAcceptingGoesOutWithTheAcceptance() {
    String referral = deal(DealKind.INBOUND, "{}");
    UUID opportunity = id(opportunity(referral));
    sellerEdits(opportunity, "{'estimatedvalue':12345}");
    forgetRequests();
    polled(opportunity);
    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(link(opportunity).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(opportunity)).contains("the deal is not accepted yet");

    SANDBOX.dataverse().resume(opportunity);
    polled(opportunity);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Accepted");
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(12345);
    assertThat(writesToPartnerCenter()).hasSize(1);
    assertThat(link(opportunity).state()).isEqualTo(LinkState.LINKED);
    assertThat(audit(opportunity)).endsWith("sync success.");
  }

  @Test
  void whatIsHeldGoesOutByItselfWhenThePortalAcceptsTheDeal() {
    String referral = deal(DealKind.INBOUND, "{}");
    UUID opportunity = id(opportunity(referral));
    sellerEdits(opportunity, "{'estimatedvalue':12345}");
    polled(opportunity);

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    quiet(referral);

    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(12345);
    assertThat(row(opportunity).path("statuscode").asInt()).isEqualTo(1);
    assertThat(link(opportunity).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void losingAnUnacceptedDealDeclinesIt() {
    String referral = deal(DealKind.INBOUND, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX.dataverse().lose(opportunity);

    polled(opportunity);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Closed");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Declined");
  }

  @Test
  void puttingAnAcceptedDealOnHoldIsTheSellersOwnAffair() {
    UUID deal = shared("{}");
    SANDBOX.dataverse().hold(deal);
    sellerEdits(deal, "{'estimatedvalue':5}");

    polled(deal);

    assertThat(ownReferral(deal).path("status").asText()).isEqualTo("Active");
    assertThat(ownReferral(deal).at("/details/dealValue").asInt()).isEqualTo(5);
    assertThat(row(deal).path("statuscode").asInt()).isEqualTo(2);
    assertThat(link(deal).state()).isEqualTo(LinkState.LINKED);

    SANDBOX.dataverse().resume(deal);
    polled(deal);
    assertThat(link(deal).recordVersion()).isNotNull();
  }

  @Test
  void aDealThatExpiresWhileTheSellerAcceptsItIsClosedInTheCrm() {
    String referral = deal(DealKind.INBOUND, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX.dataverse().resume(opportunity);
    edit(referral, "{'status':'Closed','substatus':'Expired'}");

    polled(opportunity);

    assertThat(row(opportunity).path("statecode").asInt()).isEqualTo(2);
    assertThat(row(opportunity).path("statuscode").asInt()).isEqualTo(4);
  }

  @Test
  void aVisibleDealIsNotHiddenAgain() {
    UUID deal = shared("{'visible':true}");
    sellerEdits(deal, "{'visible':false,'estimatedvalue':9}");

    polled(deal);

    assertThat(ownReferral(deal).at("/details/dealValue").asInt()).isEqualTo(9);
    assertThat(
            ownReferral(deal).at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean())
        .isTrue();
    assertThat(audit(deal)).contains("cannot be hidden again");

    sellerEdits(deal, "{'visible':true}");
    polled(deal);
    assertThat(link(deal).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void aNoteThatTheCrmCannotHoldWholeIsNotCutOffInPartnerCenter() {
    String whole = "long ".repeat(500);
    String referral = deal(DealKind.SHARED, "{'details':{'notes':'" + whole + "'}}");
    UUID opportunity = id(opportunity(referral));
    sellerEdits(opportunity, "{'description':'short','estimatedvalue':4}");

    polled(opportunity);

    assertThat(referral(referral).at("/details/notes").asText()).isEqualTo(whole);
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(4);
    assertThat(link(opportunity).state()).isEqualTo(LinkState.HELD);
  }

  @Test
  void qualifyingALeadAcceptsItAndTheSellersOpportunityBecomesTheRecord() {
    String referral = deal(DealKind.LEAD, "{}");
    await().atMost(PATIENCE).until(() -> !records("leads", referral).isEmpty());
    quiet(referral);
    UUID lead = UUID.fromString(records("leads", referral).get(0).path("leadid").asText());
    UUID opportunity =
        saved(
            "{'sync':false,'solutions':null,'originatingleadid@odata.bind':'/leads("
                + lead
                + ")','estimatedvalue':4711}");
    SANDBOX.dataverse().update("leads", lead, json("{'statecode':1,'statuscode':3}"));

    poll();
    quiet(referral);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Accepted");
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(4711);
    assertThat(records("opportunities", referral)).hasSize(1);
    assertThat(id(records("opportunities", referral).get(0))).isEqualTo(opportunity);
    assertThat(row(opportunity).path("msft_microsoftpartnercenterreferralsync").asBoolean())
        .isTrue();
    assertThat(link(opportunity).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void qualifyingALeadWithoutAnOpportunityMakesOne() {
    String referral = deal(DealKind.LEAD, "{}");
    await().atMost(PATIENCE).until(() -> !records("leads", referral).isEmpty());
    quiet(referral);
    UUID lead = UUID.fromString(records("leads", referral).get(0).path("leadid").asText());
    SANDBOX.dataverse().update("leads", lead, json("{'statecode':1,'statuscode':3}"));

    poll();
    quiet(referral);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(records("opportunities", referral)).hasSize(1);
  }
}
