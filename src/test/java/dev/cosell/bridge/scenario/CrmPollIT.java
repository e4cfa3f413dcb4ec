package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.ledger.Change;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.dataverse.ServiceProtection;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** What the poll of Dynamics 365 brings into the ledger, and what it costs. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
    properties = {
      "cosell.crm-poll-interval=200ms",
      "cosell.dynamics.poll-page-size=100",
      // a test says itself when a worker takes what the poll noted
      "camel.main.auto-startup-exclude-pattern="
          + "poll-dynamics,dynamics-notice-removed,synchronize-changes,wake-workers"
    })
@DirtiesContext
class CrmPollIT extends BridgeScenario {

  private static final String SYNC = "msft_microsoftpartnercenterreferralsync";

  @Autowired JdbcClient jdbc;
  @Autowired CamelContext context;

  @BeforeEach
  void beginWithAnEmptyCrm() {
    for (String table : List.of("opportunities", "leads")) {
      SANDBOX
          .dataverse()
          .rows(table)
          .forEach(row -> SANDBOX.dataverse().delete(table, idOf(table, row)));
    }
    for (String table : List.of("change", "link", "cursor")) {
      jdbc.sql("DELETE FROM " + table).update();
    }
    forgetRequests();
  }

  private static UUID idOf(String table, ObjectNode row) {
    String column = table.equals("leads") ? "leadid" : "opportunityid";
    return UUID.fromString(row.path(column).asText());
  }

  @Test
  void aThousandUnchangedRecordsCostOnlyThePoll() {
    poll(); // knows the currencies now
    List<RecordId> records = opportunities(1_000, true);
    records.forEach(this::linked);
    forgetRequests();

    poll();

    assertThat(ledger.backlog().changes()).isZero();
    assertThat(calls()).containsOnly("GET data/v9.2/opportunities", "GET data/v9.2/leads");
    assertThat(polls("opportunities")).hasSize(10);
  }

  @Test
  void everyChangedRecordThatTakesPartIsNotedOnceWhateverThePages() {
    List<RecordId> shared = opportunities(250, true);
    opportunities(20, false);

    poll();
    poll();

    assertThat(ledger.backlog().changes()).isEqualTo(250);
    assertThat(shared).allSatisfy(record -> assertThat(changes(record)).hasSize(1));
    assertThat(polls("opportunities"))
        .hasSize(6)
        .allSatisfy(
            request -> {
              assertThat(request.parameters().get("$filter")).startsWith(SYNC + " eq true");
              assertThat(request.parameters().get("$select")).contains("name,", "_ownerid_value");
              assertThat(request.header("Prefer")).contains("odata.maxpagesize=100");
            });
  }

  @Test
  void theNextPollGoesOnAtTheLastChangeLessAnOverlap() {
    RecordId record = opportunities(1, true).get(0);
    poll();
    forgetRequests();

    poll();

    Instant modified = Instant.parse(row(record).path("modifiedon").asText());
    assertThat(polls("opportunities"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.parameters().get("$filter"))
                    .endsWith(" and modifiedon ge " + modified.minus(Duration.ofMinutes(3))));
  }

  @Test
  void aNewVersionIsNotedWithItsVersion() {
    RecordId record = opportunities(1, true).get(0);
    Link link = linked(record);
    SANDBOX.dataverse().update("opportunities", guid(record), json("{'name':'New name'}"));

    poll();

    assertThat(ledger.of(link.id()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.event()).isEqualTo("opportunity-updated");
              assertThat(change.versionHint()).isEqualTo(row(record).path("@odata.etag").asText());
            });
  }

  @Test
  void aClosedDealThatWasNeverInPartnerCenterStaysWhereItIs() {
    List<RecordId> records = opportunities(2, true);
    SANDBOX.dataverse().win(guid(records.get(0)));

    poll();

    assertThat(links.findKey(records.get(0))).isEmpty();
    assertThat(changes(records.get(1))).hasSize(1);
  }

  @Test
  void aFailureBetweenTwoPagesLosesNothingAndKeepsWhatWasCommitted() {
    List<RecordId> records = new ArrayList<>(opportunities(100, true));
    seconds(5, () -> records.addAll(opportunities(50, true)));
    seconds(10, () -> records.addAll(opportunities(100, true)));
    String inTheSecondPage = row(records.get(120)).path("@odata.etag").asText();
    jdbc.sql(
            "ALTER TABLE change ADD CONSTRAINT crash CHECK (version_hint IS NULL OR version_hint <>"
                + " '"
                + inTheSecondPage
                + "')")
        .update();
    poll();
    assertThat(ledger.backlog().changes()).isEqualTo(100);
    assertThat(polls("opportunities")).as("no page after the one that failed").hasSize(2);

    jdbc.sql("ALTER TABLE change DROP CONSTRAINT crash").update();
    poll();

    assertThat(records).allSatisfy(record -> assertThat(changes(record)).hasSize(1));
  }

  @Test
  void aDeletedRecordAndOneThatNoLongerTakesPartAreNoticed() {
    List<RecordId> records = opportunities(6, true);
    Link kept = linked(records.get(0));
    Link deleted = linked(records.get(1));
    Link switchedOff = linked(records.get(2));
    noticeRemoved();
    assertThat(ledger.backlog().changes()).isZero();
    SANDBOX.dataverse().update("opportunities", guid(records.get(0)), json("{'name':'Edited'}"));
    SANDBOX.dataverse().delete("opportunities", guid(records.get(1)));
    SANDBOX.dataverse().share("opportunities", guid(records.get(2)), false);
    SANDBOX.dataverse().delete("opportunities", guid(records.get(3)));
    SANDBOX.dataverse().share("opportunities", guid(records.get(4)), false);

    noticeRemoved();
    noticeRemoved();

    assertThat(ledger.of(kept.id())).isEmpty();
    assertThat(ledger.of(deleted.id()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.event()).isEqualTo("opportunity-deleted");
              assertThat(change.versionHint()).isNull();
            });
    assertThat(ledger.of(switchedOff.id()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.event()).isEqualTo("opportunity-sync-off");
              assertThat(change.versionHint())
                  .isEqualTo(row(records.get(2)).path("@odata.etag").asText());
            });
    assertThat(ledger.backlog().changes()).isEqualTo(2);
  }

  @Test
  void whatWasDeletedIsNoticedEvenWhenDataverseForgotWhereWeStopped() {
    List<RecordId> records = opportunities(2, true);
    Link kept = linked(records.get(0));
    Link deleted = linked(records.get(1));
    noticeRemoved();
    SANDBOX.dataverse().delete("opportunities", guid(records.get(1)));
    SANDBOX.dataverse().expireDeltaTokens();

    noticeRemoved();

    assertThat(ledger.of(kept.id())).isEmpty();
    assertThat(ledger.of(deleted.id()))
        .extracting(Change::event)
        .containsExactly("opportunity-missing");

    SANDBOX.dataverse().delete("opportunities", guid(records.get(0)));
    noticeRemoved();
    assertThat(ledger.of(kept.id()))
        .extracting(Change::event)
        .containsExactly("opportunity-deleted");
  }

  @Test
  void aTableThatIsRefusedDoesNotStopTheOtherOneAndIsToldOnce(CapturedOutput output) {
    SANDBOX.dataverse().fail(new Fault("GET", "/opportunities$", 400, null, "", 3, false, 0));
    RecordId lead = lead();
    poll();
    poll();
    poll();
    assertThat(changes(lead)).hasSize(1);
    assertThat(output).containsOnlyOnce("the poll of opportunity does not work");

    poll();

    assertThat(output)
        .containsOnlyOnce("the poll of opportunity works again")
        .doesNotContain("\tat ");
  }

  @Test
  void dataverseIsLeftAloneAsLongAsItAsksFor() {
    SANDBOX.dataverse().throttle(ServiceProtection.REQUESTS, 2, 1);
    poll();
    forgetRequests();

    poll();
    noticeRemoved();
    assertThat(calls()).isEmpty();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              poll();
              assertThat(calls()).contains("GET data/v9.2/opportunities");
            });
  }

  @Test
  void theTimerPollsByItself() throws Exception {
    RecordId record = opportunities(1, true).get(0);

    context.getRouteController().startRoute("poll-dynamics");

    try {
      await().atMost(PATIENCE).until(() -> links.findKey(record).isPresent());
      assertThat(changes(record)).hasSize(1);
    } finally {
      context.getRouteController().stopRoute("poll-dynamics");
    }
  }

  @Test
  void aRecordThatThePollDeliveredIsNotReadAgain() {
    String referral = deal(DealKind.SHARED, "{}");
    await().atMost(PATIENCE).until(() -> links.find(ReferralId.of(referral)).isPresent());
    work();
    RecordId record = recordOf(referral);
    quietWorking(referral);
    SANDBOX.dataverse().update("opportunities", guid(record), json("{'estimatedvalue':4711}"));
    poll();
    forgetRequests();

    settle(referral);

    assertThat(runs(referral))
        .anySatisfy(
            run -> assertThat(run.detail().steps()).contains("the poll delivered the record"));
    assertThat(calls()).noneMatch(call -> call.startsWith("GET data/v9.2/opportunities"));
  }

  @Test
  void whatStandsAroundARecordIsReadByTheRoute() {
    UUID id =
        SANDBOX
            .dataverse()
            .create(
                "opportunities",
                json(
                    "{'name':'Deal','account':{'name':'Contoso','address1_postalcode':'1'},"
                        + "'contact':{'firstname':'Avery','lastname':'Example','emailaddress1':'avery@x.example'},"
                        + "'owner':'kim@partner.example'}"));

    JsonNode row = related(RecordId.opportunity(id.toString())).knownRecord().row();

    assertThat(row.path("account").path("name").asText()).isEqualTo("Contoso");
    assertThat(row.path("contact").path("lastname").asText()).isEqualTo("Example");
    assertThat(row.path("parentcontactid").path(0).path("email").asText())
        .isEqualTo("avery@x.example");
    assertThat(row.path("ownerid").path(0).path("phoneNumber").asText()).isEqualTo("+15550102");
    assertThat(calls()).hasSize(3);
  }

  @Test
  void aCustomerWhoIsAPersonLeadsToTheCompanyAndAnOwnerOutOfSightIsPassedOver() {
    UUID account = SANDBOX.dataverse().create("accounts", json("{'name':'Fabrikam'}"));
    UUID person =
        SANDBOX
            .dataverse()
            .create(
                "contacts",
                json(
                    "{'lastname':'Buyer','parentcustomerid_account@odata.bind':'/accounts("
                        + account
                        + ")'}"));
    UUID id =
        SANDBOX
            .dataverse()
            .create(
                "opportunities",
                json(
                    "{'name':'Deal','customerid_contact@odata.bind':'/contacts(" + person + ")'}"));
    SANDBOX.dataverse().fail(new Fault("GET", "/systemusers", 403, null, null, 1, false, 0));

    Synchronization read = related(RecordId.opportunity(id.toString()));

    JsonNode row = read.knownRecord().row();
    assertThat(row.path("account").path("name").asText()).isEqualTo("Fabrikam");
    assertThat(row.has("ownerid")).isFalse();
    assertThat(read.log().detail(List.of(), 0).steps())
        .containsExactly("the owner of the record is no user that can be read, a team perhaps");
  }

  @Test
  void aDataverseThatIsBusyEndsTheReadingOfRelatedRows() {
    RecordId record = opportunities(1, false).get(0);
    SANDBOX.dataverse().throttle(ServiceProtection.REQUESTS, 7, 1);

    assertThatThrownBy(() -> related(record))
        .rootCause()
        .hasMessageContaining("Dataverse answered 429");
  }

  /** A deal that is in the CRM only, with what stands around it. */
  private Synchronization related(RecordId record) {
    Link link = links.find(links.keyOf(record)).orElseThrow();
    forgetRequests();
    Synchronization deal =
        Synchronization.begin(new Trigger(List.of(), 0, false), new RunLog(), new Progress(link))
            .withRecord(new CrmRecord(record, null, null, row(record)));
    return camel.requestBody("direct:crm-read-related", deal, Synchronization.class);
  }

  private RecordId recordOf(String referral) {
    await().atMost(PATIENCE).until(() -> !records("opportunities", referral).isEmpty());
    return RecordId.opportunity(
        records("opportunities", referral).get(0).path("opportunityid").asText());
  }

  /** Until every notification is delivered too. */
  private void quietWorking(String referral) {
    settle(referral);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                SANDBOX.partnerCenter().dispatcher().deliveries().stream()
                    .noneMatch(delivery -> delivery.state() == Delivery.State.WAITING));
    settle(referral);
  }

  private void settle(String referral) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              work();
              return !ledger.isOpen(links.keyOf(ReferralId.of(referral)));
            });
  }

  private void work() {
    camel.requestBody("bean:worker?method=synchronizeDueChanges", "");
  }

  private static List<RecordId> opportunities(int count, boolean sync) {
    List<RecordId> records = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      ObjectNode form =
          json(
              "{'name':'Deal "
                  + number
                  + "','account':{'name':'Contoso','address1_postalcode':'1'}}");
      form.put("sync", sync);
      UUID id = SANDBOX.dataverse().create("opportunities", form);
      records.add(RecordId.opportunity(id.toString()));
    }
    return records;
  }

  /** Does something so many seconds later, by Dataverse's clock. */
  private static void seconds(int later, Runnable work) {
    DataverseSettings before = SANDBOX.dataverse().settings();
    Clock clock = Clock.offset(before.clock(), Duration.ofSeconds(later));
    SANDBOX.dataverse().change(before.withClock(clock));
    work.run();
    SANDBOX.dataverse().change(before);
  }

  private static RecordId lead() {
    UUID id =
        SANDBOX
            .dataverse()
            .create("leads", json("{'subject':'A lead','lastname':'Example','sync':true}"));
    return RecordId.lead(id.toString());
  }

  /** A link that agrees with the record as it is. */
  private Link linked(RecordId record) {
    ReferralId referral = ReferralId.of(UUID.randomUUID().toString());
    Link link =
        links
            .find(links.keyOf(referral))
            .orElseThrow()
            .with(record, row(record).path("@odata.etag").asText());
    links.save(link, Instant.now());
    return link;
  }

  private List<Change> changes(RecordId record) {
    return links.findKey(record).map(ledger::of).orElse(List.of());
  }

  private static ObjectNode row(RecordId record) {
    return SANDBOX.dataverse().row("opportunities", guid(record)).orElseThrow();
  }

  private static UUID guid(RecordId record) {
    return UUID.fromString(record.value());
  }

  private static List<SandboxRequest> polls(String entitySet) {
    return SANDBOX.dataverse().requests().stream()
        .filter(request -> request.path().endsWith("/" + entitySet))
        .toList();
  }
}
