package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.CosellBridge;
import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.remote.SystemGates;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunQuery;
import dev.cosell.bridge.run.Runs;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The bridge beside a sandbox of its own. One sandbox serves all tests that share a Spring context;
 * each test works on deals of its own.
 */
@CamelSpringBootTest
@SpringBootTest(
    classes = CosellBridge.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
      "spring.security.user.name=operator",
      "spring.security.user.password=operators-password",
      "cosell.synchronization.first-retry=200ms",
      "cosell.synchronization.rest=300ms",
      "cosell.systems.first-rest=300ms",
      "cosell.systems.unauthorized-rest=300ms",
      "cosell.systems.longest-rest=600ms",
      // a test says itself when the CRM is polled, whichever it is
      "camel.main.auto-startup-exclude-pattern=poll-*,.*-notice-removed,sweep-*,drift-*"
    })
abstract class BridgeScenario {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SYSTEMS = List.of("partner-center", Crm.chosen());
  static final Sandbox SANDBOX = started();
  static final Crm CRM = Crm.of(SANDBOX);

  @LocalServerPort int port;
  @Autowired Links links;
  @Autowired Runs runs;
  @Autowired ChangeLedger ledger;
  @Autowired ProducerTemplate camel;
  @Autowired List<AccessTokens> tokens;
  @Autowired SystemGates gates;

  /** The scenario for which the tokens are good that the bridge has. */
  private static @Nullable Class<?> signedInFor;

  private static Sandbox started() {
    try {
      return Sandbox.start();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    CRM.bridgeSettings().forEach((name, value) -> registry.add(name, () -> value));
  }

  @BeforeEach
  void connect() {
    signInAnew();
    await().atMost(PATIENCE).until(() -> SYSTEMS.stream().allMatch(this::isOpen));
    SANDBOX.notifyBridgeOn(port);
    SANDBOX.partnerCenter().forgetContractViolations();
  }

  /** A rest or pause that an earlier test led to is none of this one's business. */
  private boolean isOpen(String system) {
    return gates.closure(system).isEmpty();
  }

  /** Another scenario, with a bridge of its own, may have ended all tokens of the sandbox. */
  private void signInAnew() {
    if (signedInFor == getClass()) {
      return;
    }
    signedInFor = getClass();
    for (AccessTokens each : tokens) {
      AccessToken latest = each.latest();
      if (latest != null) {
        each.discard(latest.value());
      }
    }
  }

  @AfterEach
  void everyRequestKeptThePublishedContract() {
    SANDBOX.partnerCenter().server().heal();
    CRM.faults().heal();
    SANDBOX.entra().server().heal();
    assertThat(SANDBOX.partnerCenter().contractViolations()).isEmpty();
  }

  static ObjectNode json(String text) {
    return SandboxJson.parseObject(text.replace('\'', '"'));
  }

  /** A deal that is created in the portal. */
  static String deal(DealKind kind, String changes) {
    return SANDBOX.partnerCenter().create(kind, json(changes)).path("id").asText();
  }

  /** A deal that is edited in the portal. */
  static void edit(String referral, String changes) {
    SANDBOX.partnerCenter().edit(referral, json(changes), false);
  }

  static JsonNode referral(String id) {
    return SANDBOX.partnerCenter().referral(id);
  }

  /** The one deal of a referral in the CRM; fails when there are several. */
  ObjectNode opportunity(String referral) {
    await().atMost(PATIENCE).until(() -> !CRM.deals(referral).isEmpty());
    quiet(referral);
    return onlyDeal(referral);
  }

  static ObjectNode onlyDeal(String referral) {
    List<ObjectNode> deals = CRM.deals(referral);
    assertThat(deals).hasSize(1);
    return deals.get(0);
  }

  /** The one lead of a referral; fails when there are several. */
  ObjectNode lead(String referral) {
    await().atMost(PATIENCE).until(() -> !CRM.leads(referral).isEmpty());
    quiet(referral);
    return onlyLead(referral);
  }

  static ObjectNode onlyLead(String referral) {
    List<ObjectNode> leads = CRM.leads(referral);
    assertThat(leads).hasSize(1);
    return leads.get(0);
  }

  static String id(ObjectNode record) {
    return record.path("id").asText();
  }

  /** Waits until every notification is delivered and every change is worked off. */
  void quiet(String referral) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> isEverythingDelivered() && !ledger.isOpen(links.keyOf(ReferralId.of(referral))));
  }

  /** Whether no notification is under way. */
  static boolean isEverythingDelivered() {
    return SANDBOX.partnerCenter().dispatcher().deliveries().stream()
        .noneMatch(delivery -> delivery.state() == Delivery.State.WAITING);
  }

  Link link(String referral) {
    return links.find(ReferralId.of(referral)).orElseThrow();
  }

  List<Run> runs(String referral) {
    return runs.search(new RunQuery(null, ReferralId.of(referral), 0, 100));
  }

  Run lastRun(String referral) {
    return runs(referral).get(0);
  }

  /** A failure postpones a synchronization, but a connection that was cut is no reason to wait. */
  static boolean metAFailure(Run run) {
    return run.outcome() == Outcome.POSTPONED
        || run.detail().steps().stream().anyMatch(step -> step.startsWith("started over"));
  }

  /** Polls the CRM for changed records, as the timer would. */
  void poll() {
    camel.requestBody("bean:" + CRM.pollBean() + "?method=poll", "");
  }

  /** Looks for records that no longer take part, as the timer would. */
  void noticeRemoved() {
    camel.requestBody("bean:" + CRM.pollBean() + "?method=noticeRemoved", "");
  }

  static void forgetRequests() {
    SANDBOX.partnerCenter().server().forgetRequests();
    CRM.requests().forget();
  }

  /** Verb and path of every call to both systems since the log was emptied. */
  static List<String> calls() {
    return Stream.concat(
            callsToPartnerCenter().stream(),
            CRM.requests().all().stream().map(BridgeScenario::call))
        .toList();
  }

  static List<String> callsToPartnerCenter() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .filter(request -> !request.path().startsWith("/cert/"))
        .map(BridgeScenario::call)
        .toList();
  }

  private static String call(SandboxRequest request) {
    return request.method() + " " + request.path().replaceAll("^/(v1.0|api)/", "");
  }

  /** The writes to the CRM since the log was emptied. */
  static List<SandboxRequest> writes() {
    return CRM.requests().writes();
  }

  /** What the only write to the CRM set; fails when there were several. */
  static ObjectNode written() {
    List<SandboxRequest> writes = writes();
    assertThat(writes).hasSize(1);
    return CRM.requests().written(writes.get(0));
  }
}
