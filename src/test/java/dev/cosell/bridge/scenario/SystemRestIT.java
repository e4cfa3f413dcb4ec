package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.remote.Closure;
import dev.cosell.bridge.remote.Closure.Cause;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A system that is busy, down, or lets nobody in is left alone; the other one goes on. */
@Tag(Crm.EVERY)
class SystemRestIT extends SellerScenario {

  private static final String PARTNER_CENTER = "partner-center";

  @AfterEach
  void bothSystemsAreAskedAgain() {
    SANDBOX.partnerCenter().server().heal();
    SANDBOX.entra().server().heal();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                gates.closure(PARTNER_CENTER).isEmpty()
                    && gates.closure(CRM.name()).isEmpty()
                    && ledger.backlog().due() + ledger.backlog().waiting() == 0);
  }

  @Test
  void leavesABusyPartnerCenterAloneAndGoesOnWithTheCrm() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    Fault busy = new Fault("GET", "/v1.0/", 429, Map.of("Retry-After", "5"), "", 1, false, 0);
    SANDBOX.partnerCenter().server().fail(busy);
    edit(referral, "{'details':{'dealValue':61000}}");
    Closure closed = awaitClosure(PARTNER_CENTER, Cause.RESTING);
    List<String> others =
        IntStream.range(0, 5).mapToObj(it -> deal(DealKind.SHARED, "{}")).toList();
    forgetRequests();

    String incomplete = saved("{'solutions':[]}");
    poll();
    await().atMost(PATIENCE).until(() -> audit(incomplete).contains("Not in sync"));

    List<String> calls = callsToPartnerCenter();
    assertThat(Instant.now()).as("all of that while it rests").isBefore(closed.until());
    assertThat(calls).isEmpty();
    assertThat(CRM.requests().polls("opportunity")).isNotEmpty();

    others.forEach(other -> assertThat(opportunity(other)).isNotNull());
    await()
        .atMost(PATIENCE)
        .until(() -> onlyDeal(referral).path("dealValue").decimalValue().intValue() == 61000);
    assertThat(Instant.now()).isAfter(closed.until());
    assertThat(others)
        .flatExtracting(this::runs)
        .noneMatch(it -> it.outcome() == Outcome.POSTPONED);
  }

  @Test
  void leavesABusyCrmAloneAndStillTakesNotifications() {
    String referral = deal(DealKind.SHARED, "{}");
    opportunity(referral);
    Duration rest = CRM.faults().throttleNextCall();
    poll();
    Closure closed = awaitClosure(CRM.name(), Cause.RESTING);
    assertThat(closed.until()).isAfter(Instant.now().plus(rest).minusSeconds(1));
    forgetRequests();

    edit(referral, "{'details':{'dealValue':62000}}");
    poll();
    noticeRemoved();
    await().atMost(PATIENCE).until(() -> !callsToPartnerCenter().isEmpty());
    assertThat(CRM.requests().all()).isEmpty();
    assertThat(Instant.now()).as("all of that while it rests").isBefore(closed.until());

    await()
        .atMost(PATIENCE)
        .until(() -> onlyDeal(referral).path("dealValue").decimalValue().intValue() == 62000);
  }

  @Test
  void opensTheCircuitOfAFailingPartnerCenterAndClosesItByOneCall() {
    SANDBOX
        .partnerCenter()
        .server()
        .fail(new Fault("GET", "/v1.0/", 500, null, "", 1_000_000, false, 0));
    List<String> deals =
        IntStream.range(0, 15).mapToObj(it -> deal(DealKind.SHARED, "{}")).toList();
    Closure closed = awaitClosure(PARTNER_CENTER, Cause.FAILING);
    assertThat(closed.reason()).contains("500");
    await().atMost(PATIENCE).until(BridgeScenario::isEverythingDelivered);
    forgetRequests();
    poll();

    await().atMost(PATIENCE).until(() -> callsToPartnerCenter().size() >= 3);
    assertThat(callsToPartnerCenter()).as("a probe now and then").hasSizeLessThan(15);
    assertThat(CRM.requests().polls("opportunity")).isNotEmpty();

    SANDBOX.partnerCenter().server().heal();
    deals.forEach(it -> assertThat(opportunity(it)).isNotNull());
    assertThat(gates.closure(PARTNER_CENTER)).isEmpty();
  }

  @Test
  void pausesPartnerCenterWhenNobodyMaySignInButTakesItsNotifications()
      throws IOException, InterruptedException {
    String refusal =
        "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: Due to a change ...\"}";
    SANDBOX
        .entra()
        .server()
        .fail(
            new Fault(
                    null,
                    null,
                    400,
                    Map.of("Content-Type", "application/json"),
                    refusal,
                    1_000_000,
                    false,
                    0)
                .whenBodyMatches("grant_type=refresh_token"));
    SANDBOX.entra().expireAll();
    List<String> deals = IntStream.range(0, 5).mapToObj(it -> deal(DealKind.SHARED, "{}")).toList();

    Closure closed = awaitClosure(PARTNER_CENTER, Cause.UNAUTHORIZED);
    assertThat(closed.reason()).contains("multi-factor authentication", "refresh-token");
    await().atMost(PATIENCE).until(BridgeScenario::isEverythingDelivered);
    assertThat(SANDBOX.partnerCenter().dispatcher().deliveries())
        .filteredOn(it -> it.state() == Delivery.State.OFFLINE)
        .isEmpty();
    forgetRequests();
    poll();
    assertThat(CRM.requests().polls("opportunity")).isNotEmpty();
    assertThat(readiness()).contains("\"UP\"");

    SANDBOX.entra().server().heal();
    deals.forEach(it -> assertThat(opportunity(it)).isNotNull());
    assertThat(gates.closure(PARTNER_CENTER)).isEmpty();
  }

  @Test
  void keepsWhatPartnerCenterRefusedUntilTheSellerEditsAgain() {
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    String refusal = "{\"error\":{\"code\":\"400\",\"message\":\"Not this amount.\"}}";
    SANDBOX
        .partnerCenter()
        .server()
        .fail(new Fault("PATCH", referral, 400, null, refusal, 1, false, 0));
    CRM.awaitNextVersion();
    sellerEdits(opportunity, "{'dealValue':71000}");
    poll();
    await().atMost(PATIENCE).until(() -> link(referral).state() == LinkState.FAILED);
    assertThat(link(referral).reason()).contains("Not this amount.");
    assertThat(ledger.of(link(referral).id())).isNotEmpty();

    CRM.awaitNextVersion();
    sellerEdits(opportunity, "{'dealValue':72000}");
    poll();
    await()
        .atMost(PATIENCE)
        .until(
            () -> referral(referral).at("/details/dealValue").decimalValue().intValue() == 72000);
    quiet(referral);
    assertThat(link(referral).state()).isEqualTo(LinkState.LINKED);
    assertThat(ledger.of(link(referral).id())).isEmpty();
  }

  private Closure awaitClosure(String system, Cause cause) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> gates.closure(system).filter(it -> it.cause() == cause).isPresent());
    return gates.closure(system).orElseThrow();
  }

  private String readiness() throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
