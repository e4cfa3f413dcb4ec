package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.salesforce.events.ChangeEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Change events wake the poll, whose own timer would do it an hour later. */
@TestPropertySource(
    properties = {
      "cosell.crm-poll-interval=1h",
      "camel.main.auto-startup-exclude-pattern=.*-notice-removed,sweep-*,drift-*"
    })
@DirtiesContext
abstract class SalesforceEventsScenario extends SellerScenario {

  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private final String route;

  @Autowired CamelContext context;

  SalesforceEventsScenario(String route) {
    this.route = route;
  }

  private static ChangeEvents announcements() {
    return SANDBOX.salesforce().events();
  }

  /** As an operator may by JMX; what a test did to the last connection is over. */
  @BeforeEach
  void subscribeAnew() throws Exception {
    context.getRouteController().stopRoute(route);
    forgetRequests();
    context.getRouteController().startRoute(route);
    // it polls for what happened while nobody was subscribed
    await().atMost(PATIENCE).until(() -> !polls().isEmpty());
    await().atMost(PATIENCE).until(() -> !announcements().subscriptions().isEmpty());
  }

  @Test
  void aSellersDealAndEditArriveWithinSeconds() {
    String opportunity = saved(HELP);
    await().atMost(PATIENCE).until(() -> ownReferrals(opportunity).size() == 1);
    settled(opportunity);

    sellerEdits(opportunity, "{'dealValue':61000}");

    await().atMost(PATIENCE).until(() -> arrived(opportunity, "61000"));
  }

  @Test
  void withADeadStreamThePollBringsIt() {
    String opportunity = saved(HELP);
    await().atMost(PATIENCE).until(() -> ownReferrals(opportunity).size() == 1);
    settled(opportunity);
    CRM.awaitNextVersion();
    announcements().freeze();

    sellerEdits(opportunity, "{'dealValue':62000}");
    await().during(A_WHILE).atMost(PATIENCE).until(() -> !arrived(opportunity, "62000"));

    poll();
    await().atMost(PATIENCE).until(() -> arrived(opportunity, "62000"));
  }

  @Test
  void theBridgesOwnWritesWakeNothing() {
    String opportunity = saved(HELP);
    await().atMost(PATIENCE).until(() -> ownReferrals(opportunity).size() == 1);
    settled(opportunity);
    awaitNoPollForAWhile();

    edit(ownReferral(opportunity).path("id").asText(), "{'details':{'notes':'From the portal.'}}");
    await().atMost(PATIENCE).until(() -> !writes().isEmpty());
    settled(opportunity);

    await().during(A_WHILE).atMost(PATIENCE).until(() -> polls().isEmpty());
    assertThat(writes()).hasSize(1);
  }

  private static void awaitNoPollForAWhile() {
    await()
        .atMost(PATIENCE)
        .pollInterval(A_WHILE)
        .until(
            () -> {
              boolean isQuiet = polls().isEmpty();
              forgetRequests();
              return isQuiet;
            });
  }

  private static List<SandboxRequest> polls() {
    return CRM.requests().polls("opportunity");
  }

  private static boolean arrived(String opportunity, String dealValue) {
    return ownReferral(opportunity)
            .at("/details/dealValue")
            .decimalValue()
            .compareTo(new BigDecimal(dealValue))
        == 0;
  }
}
