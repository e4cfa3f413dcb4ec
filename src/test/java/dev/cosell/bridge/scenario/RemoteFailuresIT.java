package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a change when a system is down, busy, slow or refuses. */
@Tag(Crm.EVERY)
class RemoteFailuresIT extends BridgeScenario {

  @ParameterizedTest
  @CsvSource({
    "CREATE_DEAL,0,true",
    "CREATE_DEAL,0,false",
    "CREATE_DEAL,503,true",
    "CREATE_ACCOUNT,500,true",
    "CREATE_CONTACT,0,true",
    "FIND_ACCOUNT,502,false"
  })
  void createsOneOpportunityWhateverBreaksInTheCrm(
      CrmFaults.Call call, int status, boolean carriedOut) {
    CRM.faults().failNext(call, status, carriedOut);
    String customer = UUID.randomUUID().toString();
    String referral = deal(DealKind.SHARED, "{'customerProfile':{'name':'" + customer + "'}}");

    String opportunity = id(opportunity(referral));
    assertThat(runs(referral)).as("the fault was met").anyMatch(BridgeScenario::metAFailure);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
    assertThat(CRM.accounts())
        .filteredOn(account -> customer.equals(account.path("name").asText()))
        .hasSize(1);
    assertThat(CRM.contact(opportunity).path("email").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET,500,false", "GET,0,false", "PATCH,0,true", "PATCH,503,false", "GET,429,false"})
  void comesThroughWhateverBreaksAtPartnerCenter(String verb, int status, boolean after) {
    SANDBOX.partnerCenter().server().fail(fault(verb, "/v1.0/", status, after, 1));
    String referral = deal(DealKind.SHARED, "{}");

    ObjectNode row = opportunity(referral);
    await()
        .atMost(PATIENCE)
        .until(() -> referral(referral).path("externalReferenceId").asText().equals(id(row)));
    quiet(referral);
    assertThat(CRM.deals(referral)).hasSize(1);
  }

  @Test
  void waitsAsLongAsTheCrmAsks() {
    String referral = deal(DealKind.SHARED, "{}");
    Duration rest = CRM.faults().throttleNextWrite(id(opportunity(referral)));

    edit(referral, "{'details':{'dealValue':5}}");
    await().atMost(PATIENCE).until(() -> lastRun(referral).outcome() == Outcome.UPDATED);

    Run refused = runs(referral).get(1);
    assertThat(refused.outcome()).isEqualTo(Outcome.POSTPONED);
    assertThat(refused.reason()).contains(CRM.traits().busyWords());
    assertThat(Duration.between(refused.startedAt(), lastRun(referral).startedAt()))
        .isGreaterThanOrEqualTo(rest);
  }

  @Test
  void startsOverFromAFreshReadWhenTheSellerWasFaster() {
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    CRM.awaitNextVersion();
    poll(); // from here on the bridge knows a version that it trusts
    quiet(referral);
    CRM.edit(opportunity, json("{'notes':'By the seller'}"));

    edit(referral, "{'details':{'dealValue':4321}}");
    await()
        .atMost(PATIENCE)
        .until(() -> onlyDeal(referral).path("dealValue").decimalValue().intValue() == 4321);
    quiet(referral);

    assertThat(onlyDeal(referral).path("notes").asText()).isEqualTo("By the seller");
    assertThat(runs(referral))
        .flatMap(run -> run.detail().steps())
        .anyMatch(step -> step.startsWith("started over"));
  }

  @Test
  void keepsBothValuesOfAConflictInTheRun() {
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    CRM.awaitNextVersion();
    CRM.edit(opportunity, json("{'dealValue':1}"));

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
    String opportunity = id(opportunity(referral));
    SANDBOX.partnerCenter().callback(null);
    edit(referral, "{'details':{'dealValue':8}}");
    CRM.later(Duration.ofHours(1), () -> CRM.edit(opportunity, json("{'dealValue':9}")));
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
    assertThat(onlyDeal(referral).path("dealValue").decimalValue()).isEqualByComparingTo("9");
  }

  @Test
  void neverOverwritesASellersEditThatPartnerCenterDidNotTouch() {
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    CRM.edit(opportunity, json("{'dealValue':777}"));

    edit(referral, "{'details':{'notes':'one'}}");
    awaitNotes(referral, "one");
    edit(referral, "{'details':{'notes':'two'}}");
    awaitNotes(referral, "two");

    assertThat(onlyDeal(referral).path("dealValue").decimalValue()).isEqualByComparingTo("777");
  }

  @Test
  void getsOneNewTokenWhenTheOldOneIsNotAcceptedAnyMore() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    SANDBOX.entra().expireAll();
    CRM.expireSession();
    long ofPartnerCenter = partnerCenterTokens();
    long ofTheCrm = CRM.tokenRequests();

    edit(referral, "{'details':{'dealValue':8}}");
    await().atMost(PATIENCE).until(() -> lastRun(referral).outcome() == Outcome.UPDATED);

    assertThat(runs(referral)).noneMatch(run -> run.outcome() == Outcome.POSTPONED);
    assertThat(partnerCenterTokens() - ofPartnerCenter).isEqualTo(1);
    assertThat(CRM.tokenRequests() - ofTheCrm).isEqualTo(1);
  }

  @Test
  void keepsARefusedChangeWithTheReasonUntilTheDealChanges() {
    String referral = deal(DealKind.SHARED, "{'details':{'currency':'CHF'}}");
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.FAILED);

    assertThat(link(referral).reason()).contains("CHF", CRM.traits().unknownCurrencyWords());
    assertThat(ledger.of(link(referral).id())).isNotEmpty();
    assertThat(CRM.deals(referral)).isEmpty();

    edit(referral, "{'details':{'currency':'EUR'}}");
    opportunity(referral);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
    assertThat(ledger.of(link(referral).id())).isEmpty();
  }

  @Test
  void doesNotCreateADeletedOpportunityAgain() {
    String referral = deal(DealKind.SHARED, "{}");
    CRM.delete(id(opportunity(referral)));

    edit(referral, "{'details':{'dealValue':3}}");
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.HELD);

    assertThat(CRM.deals(referral)).isEmpty();
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
    await().atMost(PATIENCE).until(() -> onlyDeal(referral).path("notes").asText().equals(notes));
    quiet(referral);
  }

  /** Partner Center's tokens come by a refresh token. */
  private static long partnerCenterTokens() {
    return SANDBOX.entra().server().requests().stream()
        .filter(request -> "refresh_token".equals(request.form().get("grant_type")))
        .count();
  }

  private static Fault fault(String verb, String path, int status, boolean after, int times) {
    @Nullable Map<String, String> headers = status == 429 ? Map.of("Retry-After", "1") : null;
    return new Fault(verb, path, status, headers, "<html>down</html>", times, after, 0);
  }
}
