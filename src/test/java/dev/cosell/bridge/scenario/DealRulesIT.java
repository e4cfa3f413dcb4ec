package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which edits of a seller Partner Center takes, and what becomes of the others. */
@Tag(Crm.EVERY)
class DealRulesIT extends SellerScenario {

  @ParameterizedTest
  @CsvSource({"true, Won", "false, Lost"})
  void closingTheOpportunityClosesTheReferralWithTheLastEdits(boolean won, String substatus) {
    String deal = shared("{}");
    sellerEdits(deal, "{'dealValue':70000}");
    if (won) {
      CRM.win(deal);
    } else {
      CRM.lose(deal);
    }
    forgetRequests();

    polled(deal);

    ObjectNode own = ownReferral(deal);
    assertThat(own.path("status").asText()).isEqualTo("Closed");
    assertThat(own.path("substatus").asText()).isEqualTo(substatus);
    assertThat(own.at("/details/dealValue").asInt()).isEqualTo(70000);
    assertThat(writesToPartnerCenter()).hasSize(1);
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void editsOfAFinalDealAreHeldWithTheReason() {
    String deal = shared("{}");
    CRM.win(deal);
    polled(deal);
    CRM.reopen(deal);
    sellerEdits(deal, "{'dealValue':80000}");
    forgetRequests();

    polled(deal);

    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(deal))
        .contains("Not sent to Partner Center: deal value, status")
        .contains("the deal is closed as Won in Partner Center, which is final");
    assertThat(name(deal)).startsWith("✘ ");
    forgetRequests();
    polled(deal);
    assertThat(writes()).as("told once").isEmpty();
  }

  @Test
  void whatASellerEditsBeforeAcceptingGoesOutWithTheAcceptance() {
    String referral = deal(DealKind.INBOUND, "{}");
    String opportunity = id(opportunity(referral));
    sellerEdits(opportunity, "{'dealValue':12345}");
    forgetRequests();
    polled(opportunity);
    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(opportunity)).contains("the deal is not accepted yet");

    CRM.resume(opportunity);
    polled(opportunity);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Accepted");
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(12345);
    assertThat(writesToPartnerCenter()).hasSize(1);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    assertThat(audit(opportunity)).endsWith("sync success.");
  }

  @Test
  void whatIsHeldGoesOutByItselfWhenThePortalAcceptsTheDeal() {
    String referral = deal(DealKind.INBOUND, "{}");
    String opportunity = id(opportunity(referral));
    sellerEdits(opportunity, "{'dealValue':12345}");
    polled(opportunity);

    edit(referral, "{'status':'Active','substatus':'Accepted'}");
    quiet(referral);

    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(12345);
    assertThat(stage(opportunity)).isEqualTo("in-progress");
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void losingAnUnacceptedDealDeclinesIt() {
    String referral = deal(DealKind.INBOUND, "{}");
    String opportunity = id(opportunity(referral));
    CRM.lose(opportunity);

    polled(opportunity);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Closed");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Declined");
  }

  @Test
  void puttingAnAcceptedDealOnHoldIsTheSellersOwnAffair() {
    String deal = shared("{}");
    CRM.hold(deal);
    sellerEdits(deal, "{'dealValue':5}");

    polled(deal);

    assertThat(ownReferral(deal).path("status").asText()).isEqualTo("Active");
    assertThat(ownReferral(deal).at("/details/dealValue").asInt()).isEqualTo(5);
    assertThat(stage(deal)).isEqualTo("on-hold");
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.LINKED);

    CRM.resume(deal);
    CRM.awaitNextVersion();
    polled(deal);
    assertThat(linkOf(deal).recordVersion()).isNotNull();
  }

  @Test
  void aDealThatExpiresWhileTheSellerAcceptsItIsClosedInTheCrm() {
    String referral = deal(DealKind.INBOUND, "{}");
    String opportunity = id(opportunity(referral));
    CRM.resume(opportunity);
    edit(referral, "{'status':'Closed','substatus':'Expired'}");

    polled(opportunity);

    assertThat(stage(opportunity)).isEqualTo("lost");
  }

  @Test
  void aVisibleDealIsNotHiddenAgain() {
    String deal = shared("{'visible':true}");
    sellerEdits(deal, "{'visible':false,'dealValue':9}");

    polled(deal);

    assertThat(ownReferral(deal).at("/details/dealValue").asInt()).isEqualTo(9);
    assertThat(
            ownReferral(deal).at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean())
        .isTrue();
    assertThat(audit(deal)).contains("cannot be hidden again");

    sellerEdits(deal, "{'visible':true}");
    polled(deal);
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void aNoteThatTheCrmCannotHoldWholeIsNotCutOffInPartnerCenter() {
    String whole = "long ".repeat(CRM.traits().longestNotes() / 4);
    String referral = deal(DealKind.SHARED, "{'details':{'notes':'" + whole + "'}}");
    String opportunity = id(opportunity(referral));
    sellerEdits(opportunity, "{'notes':'short','dealValue':4}");

    polled(opportunity);

    assertThat(referral(referral).at("/details/notes").asText()).isEqualTo(whole);
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(4);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.HELD);
  }

  @Test
  void qualifyingALeadAcceptsItAndTheSellersOpportunityBecomesTheRecord() {
    String referral = deal(DealKind.LEAD, "{}");
    String lead = id(lead(referral));
    String opportunity = CRM.qualify(lead, form("{'sync':false,'dealValue':4711}"));

    poll();
    quiet(referral);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Accepted");
    assertThat(referral(referral).at("/details/dealValue").asInt()).isEqualTo(4711);
    assertThat(id(onlyDeal(referral))).isEqualTo(opportunity);
    assertThat(CRM.deal(opportunity).path("sync").asBoolean()).isTrue();
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);

    polled(opportunity);
    assertThat(links.findKey(RecordId.lead(lead))).as("the lead has had its day").isEmpty();
    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
  }

  @Test
  void qualifyingALeadWithoutAnOpportunityMakesOne() {
    String referral = deal(DealKind.LEAD, "{}");
    CRM.qualify(id(lead(referral)));

    poll();
    quiet(referral);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(CRM.deals(referral)).hasSize(1);
  }
}
