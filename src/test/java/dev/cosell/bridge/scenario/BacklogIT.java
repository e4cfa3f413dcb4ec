package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.partnercenter.Sweeping;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxExchange;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** More to do than can be done at once: what goes first, and how much runs at the same time. */
@Tag(Crm.EVERY)
@DirtiesContext
@TestPropertySource(
    properties = {
      "cosell.synchronization.workers=4",
      "cosell.partner-center.connections=" + BacklogIT.CONNECTIONS
    })
class BacklogIT extends SellerScenario {

  static final int CONNECTIONS = 2;
  private static final String WORKERS = "synchronize-changes";
  private static final int MANY = 40;
  private static final int SOME = 8;
  private static final Duration SLOW = Duration.ofMillis(30);

  /** All connections are in use nearly all the time. */
  private static final Duration VERY_SLOW = Duration.ofMillis(200);

  private static final Duration ENOUGH = Duration.ofMinutes(2);

  @Autowired Sweeping sweeping;
  @Autowired CamelContext routes;

  /** Deals of other scenarios stay out. */
  @DynamicPropertySource
  static void fewConnections(DynamicPropertyRegistry registry) {
    Instant beginning = Instant.now();
    registry.add("cosell.partner-center.sweep-since", beginning::toString);
    registry.add(CRM.setting("connections"), () -> CONNECTIONS);
  }

  @Test
  void aSellersEditAndANotificationGoBeforeWhatASweepFound() throws Exception {
    String opportunity = shared("{}");
    String own = ownReferral(opportunity).path("id").asText();
    CRM.awaitNextVersion();
    loseNotifications(MANY);
    List<String> swept =
        IntStream.range(0, MANY).mapToObj(it -> deal(DealKind.SHARED, "{}")).toList();
    SANDBOX
        .partnerCenter()
        .server()
        .fail(Fault.slowing(null, "/referrals/", SLOW).repeated(1_000_000));
    // the workers begin when all of it waits
    routes.getRouteController().stopRoute(WORKERS);
    assertThat(sweeping.sweepNow()).isTrue();
    sellerEdits(opportunity, "{'dealValue':81000}");
    String notified = deal(DealKind.SHARED, "{}");
    poll();
    await().atMost(ENOUGH).until(BridgeScenario::isEverythingDelivered);
    forgetRequests();
    routes.getRouteController().startRoute(WORKERS);
    nothingIsLeft();

    assertThat(referral(own).at("/details/dealValue").asInt()).isEqualTo(81_000);
    assertThat(swept).allSatisfy(it -> assertThat(CRM.deals(it)).hasSize(1));
    assertThat(begunBefore(swept, it -> isOf(it, "PATCH", own)))
        .as("deals of the sweep before the seller's edit")
        .isLessThan(MANY / 4);
    assertThat(begunBefore(swept, it -> isOf(it, "GET", notified)))
        .as("deals of the sweep before the notification")
        .isLessThan(MANY / 4);
  }

  private static void loseNotifications(int many) {
    SANDBOX
        .partnerCenter()
        .dispatcher()
        .change(SANDBOX.partnerCenter().dispatcher().switches().withDropNext(many));
  }

  private static boolean isOf(SandboxRequest request, String method, String referral) {
    return request.method().equals(method) && request.path().endsWith("/" + referral);
  }

  /** How many of these deals were looked at before the first such request. */
  private static long begunBefore(List<String> deals, Predicate<SandboxRequest> first) {
    List<SandboxRequest> requests = SANDBOX.partnerCenter().server().requests();
    int end =
        IntStream.range(0, requests.size())
            .filter(it -> first.test(requests.get(it)))
            .findFirst()
            .orElseThrow();
    return deals.stream()
        .filter(deal -> requests.subList(0, end).stream().anyMatch(it -> isOf(it, "GET", deal)))
        .count();
  }

  @Test
  void noMoreCallsRunToTheCrmThanItHasConnections() {
    CRM.faults().strike(Fault.slowing(null, "/data/", VERY_SLOW).repeated(1_000_000));
    forgetRequests();
    workOnManyDeals();

    List<SandboxExchange> calls =
        CRM.requests().exchanges().stream()
            .filter(it -> it.request().path().contains("/data/"))
            .toList();
    assertThat(mostAtOnce(calls)).isEqualTo(CONNECTIONS);
    assertThat(callsToReferrals())
        .as("calls to Partner Center while all connections to the CRM are in use")
        .anyMatch(call -> calls.stream().filter(call::overlaps).count() >= CONNECTIONS);
  }

  @Test
  void noMoreCallsRunToPartnerCenterThanItHasConnections() {
    SANDBOX
        .partnerCenter()
        .server()
        .fail(Fault.slowing(null, "/referrals", SLOW).repeated(1_000_000));
    forgetRequests();
    workOnManyDeals();

    assertThat(mostAtOnce(callsToReferrals())).isEqualTo(CONNECTIONS);
  }

  private void workOnManyDeals() {
    List<String> deals =
        IntStream.range(0, SOME).mapToObj(it -> deal(DealKind.SHARED, "{}")).toList();
    await().atMost(ENOUGH).until(BridgeScenario::isEverythingDelivered);
    nothingIsLeft();
    assertThat(deals)
        .allSatisfy(
            it -> {
              assertThat(CRM.deals(it)).hasSize(1);
              assertThat(link(it).state()).isEqualTo(LinkState.LINKED);
            });
  }

  private void nothingIsLeft() {
    await()
        .atMost(ENOUGH)
        .until(
            () ->
                isEverythingDelivered()
                    && ledger.backlog().due() + ledger.backlog().waiting() == 0);
  }

  private static List<SandboxExchange> callsToReferrals() {
    return SANDBOX.partnerCenter().server().exchanges().stream()
        .filter(it -> it.request().path().contains("/referrals"))
        .toList();
  }

  /** How many were under way at the busiest moment, which is the beginning of one of them. */
  private static long mostAtOnce(List<SandboxExchange> calls) {
    return calls.stream()
        .mapToLong(
            begun -> calls.stream().filter(it -> isUnderWay(it, begun.request().at())).count())
        .max()
        .orElse(0);
  }

  private static boolean isUnderWay(SandboxExchange call, Instant moment) {
    return !call.request().at().isAfter(moment) && call.endedAt().isAfter(moment);
  }
}
