package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sandbox.partnercenter.Strictness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft does with its own referral of a shared deal. */
@Tag(Crm.EVERY)
class MicrosoftsSideIT extends SellerScenario {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRecordShowsStatusIdentifierAndTeam(boolean eventsNameOurs) {
    SANDBOX
        .partnerCenter()
        .change(Strictness.defaults().withRelatedEventsNameOwnReferral(eventsNameOurs));
    String deal = shared(HELP);
    String own = ownReferral(deal).path("id").asText();
    SANDBOX.partnerCenter().microsoft().accept(own);
    SANDBOX.partnerCenter().microsoft().setMsxId(own, "7-SAMPLE");
    SANDBOX
        .partnerCenter()
        .microsoft()
        .addTeamMember(
            own,
            json(
                "{'firstName':'Mika','lastName':'Field','phoneNumber':'+15550109','email':'mika@microsoft.example'}"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(CRM.deal(deal).path("msxId").asText()).isEqualTo("7-SAMPLE");
              assertThat(audit(deal))
                  .contains("Microsoft: Active/Accepted")
                  .contains("MSX id 7-SAMPLE")
                  .contains("Mika Field <mika@microsoft.example>");
            });
    settled(deal);
    assertThat(name(deal)).startsWith("✔ ");
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.LINKED);
    assertThat(ownReferrals(deal)).hasSize(1);
  }

  @Test
  void microsoftDecliningDoesNotCloseTheDealAndTheSellerReadsWhy() {
    String deal = shared(HELP);
    String own = ownReferral(deal).path("id").asText();
    SANDBOX
        .partnerCenter()
        .microsoft()
        .decline(own, "No Microsoft seller directly manages this customer");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(audit(deal)).contains("No Microsoft seller directly manages"));
    assertThat(stage(deal)).isEqualTo("in-progress");
    assertThat(ownReferral(deal).path("status").asText()).isEqualTo("Active");
  }

  @Test
  void whatMicrosoftDidIsNotForgottenByTheNextEdit() {
    String deal = shared(HELP);
    String own = ownReferral(deal).path("id").asText();
    SANDBOX.partnerCenter().microsoft().setMsxId(own, "7-KEPT");
    await().atMost(PATIENCE).until(() -> CRM.deal(deal).path("msxId").asText().equals("7-KEPT"));
    settled(deal);

    edit(own, "{'details':{'dealValue':5}}");
    sellerEdits(deal, "{'notes':'From the seller'}");
    polled(deal);

    assertThat(CRM.deal(deal).path("msxId").asText()).isEqualTo("7-KEPT");
    assertThat(CRM.deal(deal).path("dealValue").asInt()).isEqualTo(5);
  }

  @Test
  void microsoftsReferralNeverBecomesARecordOfItsOwn() {
    String deal = shared(HELP);
    String microsofts = microsofts(ownReferral(deal)).get(0).path("id").asText();
    SANDBOX.partnerCenter().microsoft().accept(microsofts);
    quiet(microsofts);

    assertThat(CRM.deals(microsofts)).isEmpty();
    assertThat(links.find(ReferralId.of(microsofts)))
        .hasValueSatisfying(it -> assertThat(it.record()).isNull());
  }
}
