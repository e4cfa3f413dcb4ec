package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.drift.Differing;
import dev.cosell.bridge.drift.DriftCheck;
import dev.cosell.bridge.drift.DriftReport;
import dev.cosell.bridge.drift.Explanation;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.partnercenter.SweepReport;
import dev.cosell.bridge.partnercenter.Sweeping;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.partnercenter.Strictness;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What the webhook and the polls missed is found, without anybody's help. */
@Tag(Crm.EVERY)
@DirtiesContext
@TestPropertySource(properties = "cosell.partner-center.sweep-overlap=0s")
class SweepIT extends SellerScenario {

  private final Instant beginning = Instant.now();

  @Autowired Sweeping sweeping;
  @Autowired DriftCheck drift;
  @Autowired MeterRegistry metrics;

  /** Deals of other scenarios stay out. */
  @DynamicPropertySource
  static void since(DynamicPropertyRegistry registry) {
    Instant beginning = Instant.now();
    registry.add("cosell.partner-center.sweep-since", beginning::toString);
  }

  @BeforeEach
  void everythingIsKnown() {
    sweep();
    nothingIsUnderWay();
  }

  private void nothingIsUnderWay() {
    await().atMost(PATIENCE).until(() -> ledger.backlog().due() + ledger.backlog().waiting() == 0);
  }

  private SweepReport sweep() {
    assertThat(sweeping.sweepNow()).isTrue();
    return sweeping.report();
  }

  private static void loseNotifications(String referral) {
    SANDBOX.partnerCenter().dispatcher().plan(referral, Mishap.of(Mishap.Kind.LOST));
  }

  @Test
  void anEditWhoseNotificationWasLostReachesTheCrm() {
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    long lost = sweep().lost();
    loseNotifications(referral);
    edit(referral, "{'details':{'dealValue':77000}}");

    assertThat(sweep().found()).isEqualTo(1);

    await().atMost(PATIENCE).until(() -> CRM.deal(opportunity).path("dealValue").asInt() == 77_000);
    quiet(referral);
    assertThat(lastRun(referral).detail().changes()).containsExactly("sweep referral-updated");
    assertThat(sweeping.report().lost()).isEqualTo(lost + 1);
    assertThat(metrics.get("cosell.sweep.found").counter().count()).isPositive();
    assertThat(metrics.get("cosell.sweep.age").gauge().value()).isBetween(0.0, 60.0);
  }

  @Test
  void aReferralWhoseNotificationsWereAllLostGetsItsRecord() {
    SANDBOX
        .partnerCenter()
        .dispatcher()
        .change(SANDBOX.partnerCenter().dispatcher().switches().withDropNext(1));
    String referral = deal(DealKind.SHARED, "{}");

    sweep();

    opportunity(referral);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
  }

  @Test
  void aSweepWithoutNewsIsOneCallAndNothingElse() {
    String shared = shared(HELP);
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    settled(shared);
    sweep();
    nothingIsUnderWay();
    forgetRequests();
    int before = runs(referral).size();
    long parked = ledger.backlog().changes();

    SweepReport report = sweep();

    assertThat(report.listed()).isPositive();
    assertThat(report.found()).isZero();
    assertThat(calls()).containsExactly("GET engagements/referrals");
    assertThat(ledger.backlog().changes()).isEqualTo(parked);
    assertThat(runs(referral)).hasSize(before);
  }

  @Test
  void everythingIsTakenInAlsoFromAListWithoutOrderWhoseItemsTellLittle() {
    SANDBOX
        .partnerCenter()
        .change(
            Strictness.defaults()
                .withOrderedLists(false)
                .withLeftOutOfLists(List.of("eTag", "team", "inviteContext", "status", "type")));
    String first = deal(DealKind.SHARED, "{}");
    String second = deal(DealKind.SHARED, "{}");
    opportunity(first);
    opportunity(second);
    for (String referral : List.of(first, second)) {
      loseNotifications(referral);
      edit(referral, "{'details':{'dealValue':66000}}");
    }

    assertThat(sweep().found()).isEqualTo(2);

    for (String referral : List.of(first, second)) {
      await().atMost(PATIENCE).until(() -> onlyDeal(referral).path("dealValue").asInt() == 66_000);
      quiet(referral);
    }
  }

  @Test
  void aFailureOfTheListIsToldUntilItWorksAgain() {
    SANDBOX.partnerCenter().server().fail(Fault.refusing("GET", "/referrals$", 503));

    assertThat(sweep().reason()).contains("503");
    assertThat(sweeping.report().failingSince()).isNotNull();

    assertThat(sweep().failingSince()).isNull();
  }

  @Test
  void whatDiffersAlthoughNothingTellsWhyIsReportedByFieldAndHealed() {
    String lost = deal(DealKind.SHARED, "{}");
    String unheard = id(opportunity(lost));
    String overlooked = shared("{}");
    CRM.awaitNextVersion();
    loseNotifications(lost);
    edit(lost, "{'details':{'dealValue':88000}}");
    sellerEdits(overlooked, "{'notes':'Nobody polls this.'}");

    drift.now();

    DriftReport report = drift.last().orElseThrow();
    Differing unexplained = report.of(Explanation.UNEXPLAINED);
    assertThat(unexplained.links()).isEqualTo(2);
    assertThat(unexplained.fields()).isEqualTo(Map.of("dealValue", 1, "notes", 1));
    assertThat(unexplained.oldest()).isBetween(beginning, Instant.now().plusSeconds(1));
    assertThat(report.read()).isLessThanOrEqualTo(report.links());
    assertThat(metrics.get("cosell.drift.links").tag("explanation", "unexplained").gauge().value())
        .isEqualTo(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(CRM.deal(unheard).path("dealValue").asInt()).isEqualTo(88_000);
              assertThat(ownReferral(overlooked).at("/details/notes").asText())
                  .isEqualTo("Nobody polls this.");
            });
    settled(overlooked);
    quiet(lost);

    drift.now();
    assertThat(drift.last().orElseThrow().of(Explanation.UNEXPLAINED).links()).isZero();
    assertThat(drift.underWay()).isEmpty();
  }

  @Test
  void whatIsInStepIsComparedByVersionsAlone() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    poll();
    quiet(referral);
    drift.now();
    nothingIsUnderWay();
    forgetRequests();

    drift.now();

    DriftReport report = drift.last().orElseThrow();
    assertThat(report.links()).isPositive();
    // a deal of another scenario may be held
    assertThat(report.differing().keySet()).isSubsetOf(Explanation.HELD);
    assertThat(callsToPartnerCenter())
        .filteredOn(call -> call.startsWith("GET engagements/referrals/"))
        // a record of another scenario may carry the id of a referral that nobody has
        .hasSize(report.read() + report.unreadable());
    assertThat(writes()).isEmpty();
  }

  @Test
  void aWrongVersionInTheStoreIsNoDifference() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    links.save(link(referral).distrusted(), Instant.now());

    drift.now();

    assertThat(drift.last().orElseThrow().read()).isPositive();
    assertThat(drift.last().orElseThrow().of(Explanation.UNEXPLAINED).links()).isZero();
  }
}
