package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.remote.RemoteSystem;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalesforcePollingTest {

  private static final Duration REST = Duration.ofMinutes(15);

  private final SettableClock clock = new SettableClock();
  private Store store;
  private SandboxOrg org;
  private SalesforcePolling polling;
  private LogOf log;

  @BeforeEach
  void start() throws Exception {
    log = LogOf.ours();
    store = Store.open(Database.H2_PLAIN);
    org =
        new SandboxOrg(
            SalesforceSandbox.start(SalesforceSettings.standard()),
            Gates.by(clock).of(new RemoteSystem("salesforce", "Salesforce", 16)),
            "salesforce-describe");
    org.describe();
    SalesforceFailures failures = new SalesforceFailures(org.organization, REST);
    org.bind("salesforceQueries", new SalesforceQueries(org.api, failures));
    org.bind("salesforceLimits", new SalesforceLimits(org.api, org.usage));
    org.load("salesforce/salesforce-query");
    org.load("salesforce/salesforce-limits");
    org.standIn("crm-prepare");
    polling = polling(failures);
    org.sandbox.forgetRequests();
  }

  private SalesforcePolling polling(SalesforceFailures failures) {
    PollRounds rounds =
        new PollRounds(
            store.turns(),
            new RemoteRoutes(org.camel.createProducerTemplate(), failures),
            new PollHealth(),
            org.gate);
    SalesforcePoll poll =
        new SalesforcePoll(
            org.mappings,
            org.organization,
            org.settings,
            store.cursors(),
            store.inbox(),
            new DeliveredRecords(clock),
            new SalesforcePollConfiguration().changeEvents(org.component, clock),
            clock);
    return new SalesforcePolling(
        rounds,
        poll,
        new ContactRolePoll(org.mappings, org.settings, store.cursors(), store.inbox(), clock),
        new RemovedRecords(
            org.mappings,
            org.organization,
            org.settings,
            store.cursors(),
            store.inbox(),
            store.recordLinks(),
            clock),
        org.organization,
        org.usage,
        List.of("opportunity", "lead"),
        clock);
  }

  @AfterEach
  void stop() throws Exception {
    org.close();
    store.close();
    log.close();
  }

  @Test
  void asksForAllEntitiesByOneCall() {
    polling.poll();

    assertThat(calls()).containsExactly("/services/data/v62.0/composite");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void oneQueryThatIsRefusedDoesNotStopTheOthers() {
    org.sandbox.create(
        "Opportunity",
        Deals.json(
            "{'Name':'Deal','StageName':'Qualification','CloseDate':'2030-11-14','sync':true}"));
    org.sandbox.timeOutQueries("Lead", 1);

    polling.poll();

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("the poll of lead does not work", "QUERY_TIMEOUT");
    assertThat(store.cursors().find("salesforce-poll-opportunity").watermark()).isNotNull();
    assertThat(store.cursors().find("salesforce-poll-lead").watermark()).isNull();
  }

  @Test
  void restsAtTheSettingsShareOfTheDaysCallsAndLooksEveryTenMinutesWhetherTheyAreFewer() {
    org.sandbox.useApi(79_999, 100_000);
    polling.poll();
    polling.poll();
    assertThat(calls())
        .as("79999 and 80000")
        .hasSize(2)
        .allMatch(it -> it.endsWith("/limits") || it.endsWith("/composite"));
    assertThat(org.usage.isNearlyExhausted()).isTrue();

    polling.poll();
    polling.noticeRemoved();
    assertThat(warnings())
        .filteredOn(it -> it.contains("the quota of Salesforce"))
        .singleElement()
        .asString()
        .contains("of 100000 API calls of the day are used", "cosell.salesforce.api-usage-limit");
    org.sandbox.forgetRequests();
    polling.poll();
    assertThat(calls()).as("a look at the limits is a call, too").isEmpty();

    org.sandbox.useApi(10, 100_000);
    clock.move(Duration.ofMinutes(10));
    polling.poll();
    assertThat(calls())
        .containsExactly("/services/data/v62.0/limits", "/services/data/v62.0/composite");
    assertThat(log.lines()).anyMatch(it -> it.contains("the quota of Salesforce works again"));
  }

  @Test
  void leavesSalesforceAloneOnceItSaysThatTheDaysCallsAreUsedUp() {
    String refusal =
        "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]";
    org.sandbox.fail(new Fault("POST", "/composite", 403, Map.of(), refusal, 1, false, 0));
    polling.poll();
    org.sandbox.forgetRequests();

    clock.move(REST.minusMillis(1));
    polling.poll();
    assertThat(calls()).isEmpty();

    clock.move(Duration.ofMillis(1));
    polling.poll();
    assertThat(calls()).isNotEmpty();
  }

  private List<String> calls() {
    return org.sandbox.requests().stream()
        .map(SandboxRequest::path)
        .filter(path -> !path.startsWith("/services/oauth2/"))
        .toList();
  }

  private List<String> warnings() {
    return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
  }
}
