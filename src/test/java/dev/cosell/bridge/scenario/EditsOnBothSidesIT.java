package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.RunDetail.Conflict;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Edits on both sides inside one poll interval. */
@Tag(Crm.EVERY)
class EditsOnBothSidesIT extends SellerScenario {

  @Test
  void differentFieldsBothSurviveOnBothSides() {
    String deal = shared("{}");
    String referral = ownReferral(deal).path("id").asText();
    sellerEdits(deal, "{'dealValue':61000}");
    edit(referral, "{'details':{'notes':'From the portal'}}");

    polled(deal);

    assertThat(CRM.deal(deal).path("notes").asText()).isEqualTo("From the portal");
    assertThat(CRM.deal(deal).path("dealValue").asInt()).isEqualTo(61000);
    ObjectNode own = ownReferral(deal);
    assertThat(own.at("/details/notes").asText()).isEqualTo("From the portal");
    assertThat(own.at("/details/dealValue").asInt()).isEqualTo(61000);
    assertThat(conflicts(referral)).isEmpty();
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void theSameFieldGoesToWhoChangedLastAndTheRunKeepsBothValues() {
    String deal = shared("{}");
    String referral = ownReferral(deal).path("id").asText();
    SANDBOX.partnerCenter().dispatcher().plan(referral, lost());
    edit(referral, "{'details':{'dealValue':11}}");
    // the CRM's clock has whole seconds: only then its edit is the later one
    laterThan(referral);
    sellerEdits(deal, "{'dealValue':22}");

    polled(deal);

    assertThat(ownReferral(deal).at("/details/dealValue").asInt()).isEqualTo(22);
    assertThat(CRM.deal(deal).path("dealValue").asInt()).isEqualTo(22);
    assertThat(conflicts(referral))
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.field()).isEqualTo("dealValue");
              assertThat(conflict.base()).hasToString("50000");
              assertThat(conflict.partnerCenter()).hasToString("11");
              assertThat(conflict.crm()).hasToString("22");
              assertThat(conflict.decision()).isEqualTo("crm");
            });
  }

  @Test
  void aReferralThatSomebodyWroteMeanwhileIsReadAndMergedAgain() {
    String deal = shared("{}");
    String referral = ownReferral(deal).path("id").asText();
    SANDBOX.partnerCenter().server().fail(Fault.refusing("PATCH", referral, 412));
    forgetRequests();
    sellerEdits(deal, "{'notes':'From the seller'}");

    polled(deal);

    assertThat(writesToPartnerCenter()).hasSize(2);
    assertThat(ownReferral(deal).at("/details/notes").asText()).isEqualTo("From the seller");
    assertThat(runs(referral))
        .flatExtracting(run -> run.detail().steps())
        .anyMatch(step -> step.startsWith("started over"));
  }

  @Test
  void aPatchWhoseAnswerWasLostIsNoConflict() {
    String deal = shared("{}");
    String referral = ownReferral(deal).path("id").asText();
    SANDBOX.partnerCenter().server().fail(Fault.losingAnswer("PATCH", referral));
    sellerEdits(deal, "{'notes':'From the seller'}");
    CRM.awaitNextVersion();

    polled(deal);

    assertThat(ownReferral(deal).at("/details/notes").asText()).isEqualTo("From the seller");
    assertThat(conflicts(referral)).isEmpty();
    assertThat(linkOf(deal).state()).isEqualTo(LinkState.LINKED);
    assertThat(linkOf(deal).recordVersion()).isNotNull();
  }

  @Test
  void theSellersNameStaysInTheCrmAndGetsItsMarkBack() {
    String deal = shared("{}");
    String before = ownReferral(deal).path("name").asText();
    forgetRequests();
    sellerEdits(deal, "{'name':'Renamed'}");

    polled(deal);

    assertThat(name(deal)).isEqualTo("✔ Renamed");
    assertThat(ownReferral(deal).path("name").asText()).isEqualTo(before);
    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(writes()).hasSize(1);
    forgetRequests();
    polled(deal);
    assertThat(writes()).isEmpty();
  }

  private static Mishap lost() {
    return Mishap.of(Mishap.Kind.LOST);
  }

  private static void laterThan(String referral) {
    Instant edited =
        OffsetDateTime.parse(referral(referral).path("updatedDateTime").asText()).toInstant();
    await().atMost(PATIENCE).until(() -> Instant.now().getEpochSecond() > edited.getEpochSecond());
  }

  private List<Conflict> conflicts(String referral) {
    return runs(referral).stream().flatMap(run -> run.detail().conflicts().stream()).toList();
  }
}
