package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteFailuresIT extends BridgeScenario {

  @ParameterizedTest
  @CsvSource({
    "PATCH,opportunities,0,true",
    "PATCH,opportunities,0,false",
    "PATCH,opportunities,503,true",
    "POST,accounts,500,true",
    "POST,contacts,0,true",
    "GET,accounts,502,false",
    "GET,transactioncurrencies,504,false"
  })
  void createsOneOpportunityWhateverBreaksAtDataverse(
      String verb, String path, int status, boolean after) {
    SANDBOX.dataverse().fail(fault(verb, path, status, after, 1));
    String referral =
        deal(DealKind.SHARED, "{'customerProfile':{'name':'" + UUID.randomUUID() + "'}}");

    ObjectNode row = opportunity(referral);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
    String customer = referral(referral).at("/customerProfile/name").asText();
    assertThat(
            SANDBOX.dataverse().rows("accounts").stream()
                .filter(account -> customer.equals(account.path("name").asText())))
        .hasSize(1);
    assertThat(row.path("_parentcontactid_value").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET,500,false", "GET,0,false", "PATCH,0,true", "PATCH,503,false", "GET,429,false"})
  void comesThroughWhateverBreaksAtPartnerCenter(String verb, int status, boolean after) {
    SANDBOX.partnerCenter().server().fail(fault(verb, "/v1.0/", status, after, 1));
    String referral = deal(DealKind.SHARED, "{}");

    ObjectNode row = opportunity(referral);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                referral(referral)
                    .path("externalReferenceId")
                    .asText()
                    .equals(row.path("opportunityid").asText()));
    quiet(referral);
    assertThat(records("opportunities", referral)).hasSize(1);
  }

  @Test
  void waitsAsLongAsDataverseAsks() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    SANDBOX
        .dataverse()
        .fail(
            new Fault("PATCH", "opportunities", 429, Map.of("Retry-After", "2"), "", 1, false, 0));

    edit(referral, "{'details':{'dealValue':5}}");
    await().atMost(PATIENCE).until(() -> lastRun(referral).outcome() == Outcome.UPDATED);

    Run refused = runs(referral).get(1);
    assertThat(refused.outcome()).isEqualTo(Outcome.POSTPONED);
    assertThat(refused.reason()).contains("429");
    assertThat(Duration.between(refused.startedAt(), lastRun(referral).startedAt()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void startsOverFromAFreshReadWhenTheSellerWasFaster() {
    String referral = deal(DealKind.SHARED, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX
        .dataverse()
        .update("opportunities", opportunity, json("{'description':'By the seller'}"));

    edit(referral, "{'details':{'dealValue':4321}}");
    await().atMost(PATIENCE).until(() -> lastRun(referral).outcome() == Outcome.UPDATED);

    ObjectNode row = records("opportunities", referral).get(0);
    assertThat(row.path("description").asText()).isEqualTo("By the seller");
    assertThat(row.path("estimatedvalue").decimalValue()).isEqualByComparingTo("4321");
    assertThat(lastRun(referral).detail().steps())
        .anyMatch(step -> step.startsWith("started over"));
  }

  @Test
  void keepsBothValuesOfAConflictInTheRun() {
    String referral = deal(DealKind.SHARED, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX.dataverse().update("opportunities", opportunity, json("{'estimatedvalue':1}"));

    edit(referral, "{'details':{'dealValue':2}}");
    await().atMost(PATIENCE).until(() -> !lastRun(referral).detail().conflicts().isEmpty());

    assertThat(lastRun(referral).detail().conflicts())
        .extracting(RunDetail.Conflict::toString)
        .containsExactly(
            "Conflict[field=dealValue, base=50000, partnerCenter=2, crm=1, decision=partner-center]");
  }

  @Test
  void doesNotDecideAConflictAgainThatTheSellerWon() {
    String referral = deal(DealKind.SHARED, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX.partnerCenter().callback(null);
    edit(referral, "{'details':{'dealValue':8}}");
    DataverseSettings now = SANDBOX.dataverse().settings();
    SANDBOX.dataverse().change(now.withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))));
    SANDBOX.dataverse().update("opportunities", opportunity, json("{'estimatedvalue':9}"));
    SANDBOX.dataverse().change(now);
    SANDBOX.notifyBridgeOn(port);
    SANDBOX.partnerCenter().send("referral-updated", referral, Instant.now());
    quiet(referral);
    assertThat(runs(referral))
        .flatExtracting(run -> run.detail().conflicts())
        .extracting(RunDetail.Conflict::decision)
        .containsExactly("crm");
    assertThat(referral(referral).at("/details/dealValue").decimalValue())
        .isEqualByComparingTo("9");

    edit(referral, "{'details':{'notes':'something else'}}");
    awaitNotes(referral, "something else");

    assertThat(lastRun(referral).detail().conflicts()).isEmpty();
    assertThat(records("opportunities", referral).get(0).path("estimatedvalue").decimalValue())
        .isEqualByComparingTo("9");
  }

  @Test
  void neverOverwritesASellersEditThatPartnerCenterDidNotTouch() {
    String referral = deal(DealKind.SHARED, "{}");
    UUID opportunity = id(opportunity(referral));
    SANDBOX.dataverse().update("opportunities", opportunity, json("{'estimatedvalue':777}"));

    edit(referral, "{'details':{'notes':'one'}}");
    awaitNotes(referral, "one");
    edit(referral, "{'details':{'notes':'two'}}");
    awaitNotes(referral, "two");

    assertThat(records("opportunities", referral).get(0).path("estimatedvalue").decimalValue())
        .isEqualByComparingTo("777");
  }

  @Test
  void getsOneNewTokenWhenTheOldOneIsNotAcceptedAnyMore() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    SANDBOX.entra().expireAll();
    long before = SANDBOX.entra().tokenRequests();

    edit(referral, "{'details':{'dealValue':8}}");
    await().atMost(PATIENCE).until(() -> lastRun(referral).outcome() == Outcome.UPDATED);

    assertThat(runs(referral)).noneMatch(run -> run.outcome() == Outcome.POSTPONED);
    assertThat(SANDBOX.entra().tokenRequests() - before).isEqualTo(2);
  }

  @Test
  void keepsARefusedChangeWithTheReasonUntilTheDealChanges() {
    String referral = deal(DealKind.SHARED, "{'details':{'currency':'CHF'}}");
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.FAILED);

    assertThat(link(referral).reason()).contains("CHF", "not set up in Dynamics 365");
    assertThat(ledger.of(link(referral).id())).isNotEmpty();
    assertThat(records("opportunities", referral)).isEmpty();

    edit(referral, "{'details':{'currency':'EUR'}}");
    opportunity(referral);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
    assertThat(ledger.of(link(referral).id())).isEmpty();
  }

  @Test
  void doesNotCreateADeletedOpportunityAgain() {
    String referral = deal(DealKind.SHARED, "{}");
    SANDBOX.dataverse().delete("opportunities", id(opportunity(referral)));

    edit(referral, "{'details':{'dealValue':3}}");
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.HELD);

    assertThat(records("opportunities", referral)).isEmpty();
    assertThat(link(referral).reason()).contains("does not exist in the CRM any more");
  }

  @Test
  void givesUpOnAReferralThatPartnerCenterNeverShows() {
    String unknown = UUID.randomUUID().toString();
    SANDBOX.partnerCenter().send("referral-created", unknown, Instant.now());
    await()
        .atMost(PATIENCE)
        .until(() -> !runs(unknown).isEmpty() && lastRun(unknown).outcome() == Outcome.IGNORED);

    assertThat(lastRun(unknown).reason()).contains("404");
    assertThat(runs(unknown)).hasSizeGreaterThan(1);
  }

  private void awaitNotes(String referral, String notes) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                records("opportunities", referral)
                    .get(0)
                    .path("description")
                    .asText()
                    .equals(notes));
    quiet(referral);
  }

  private static Fault fault(String verb, String path, int status, boolean after, int times) {
    @Nullable Map<String, String> headers = status == 429 ? Map.of("Retry-After", "1") : null;
    return new Fault(verb, path, status, headers, "<html>down</html>", times, after, 0);
  }
}
