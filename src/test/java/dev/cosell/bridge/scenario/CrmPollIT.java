package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the poll of the CRM brings into the ledger, and what it costs. */
@ExtendWith(OutputCaptureExtension.class)
@Tag(Crm.EVERY)
class CrmPollIT extends PollScenario {

  private static final String LEAD =
      "{'name':'A lead','companyName':'Contoso','contactLastName':'Example','sync':true}";

  @Autowired CamelContext context;
  @Autowired Mappings mappings;

  @Test
  void aThousandUnchangedRecordsCostOnlyThePoll() {
    poll(); // knows now what it reads only once
    List<RecordId> records = opportunities(1_000, true);
    records.forEach(this::linked);
    forgetRequests();

    poll();

    assertThat(ledger.backlog().changes()).isZero();
    assertThat(callsToPartnerCenter()).isEmpty();
    assertThat(CRM.requests().others()).isEmpty();
    assertThat(polls()).hasSize(pages(1_000));
    assertThat(CRM.requests().all()).hasSize(pages(1_000) - 1 + CRM.traits().callsOfAQuietPoll());
  }

  @Test
  void everyChangedRecordThatTakesPartIsNotedOnceWhateverThePages() {
    List<RecordId> shared = opportunities(250, true);
    opportunities(20, false);

    poll();
    poll();

    assertThat(ledger.backlog().changes()).isEqualTo(250);
    assertThat(shared).allSatisfy(record -> assertThat(changes(record)).hasSize(1));
    assertThat(polls()).hasSize(2 * pages(250));
  }

  @Test
  void theNextPollGoesOnAtTheLastChangeLessAnOverlap() {
    RecordId record = opportunities(1, true).get(0);
    poll();
    forgetRequests();

    poll();

    Instant modified = Instant.parse(CRM.deal(record.value()).path("modifiedAt").asText());
    assertThat(polls())
        .singleElement()
        .extracting(CRM.requests()::polledSince)
        .isEqualTo(modified.minus(CRM.traits().pollOverlap()));
  }

  @Test
  void aNewVersionIsNotedWithItsVersion() {
    RecordId record = opportunities(1, true).get(0);
    Link link = linked(record);
    CRM.awaitNextVersion();
    CRM.edit(record.value(), json("{'name':'New name'}"));

    poll();

    assertThat(ledger.of(link.id()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.event()).isEqualTo("opportunity-updated");
              assertThat(change.versionHint()).isEqualTo(version(record));
              assertThat(CRM.isVersionOf(change.versionHint(), record.value())).isTrue();
            });
  }

  @Test
  void aClosedDealThatWasNeverInPartnerCenterStaysWhereItIs() {
    List<RecordId> records = opportunities(2, true);
    CRM.win(records.get(0).value());

    poll();

    assertThat(links.findKey(records.get(0))).isEmpty();
    assertThat(changes(records.get(1))).hasSize(1);
  }

  @Test
  void aFailureBetweenTwoPagesLosesNothingAndKeepsWhatWasCommitted() {
    int page = CRM.traits().pollPageSize();
    List<RecordId> records = new ArrayList<>(opportunities(page, true));
    later(5, () -> records.addAll(opportunities(page / 2, true)));
    later(10, () -> records.addAll(opportunities(page, true)));
    String inTheSecondPage = version(records.get(page + page / 5));
    jdbc.sql(
            "ALTER TABLE change ADD CONSTRAINT crash CHECK (version_hint IS NULL OR version_hint <>"
                + " '"
                + inTheSecondPage
                + "')")
        .update();
    poll();
    assertThat(ledger.backlog().changes()).isEqualTo(page);
    assertThat(polls()).as("no page after the one that failed").hasSize(2);

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
    CRM.awaitNextVersion();
    CRM.edit(records.get(0).value(), json("{'name':'Edited'}"));
    CRM.delete(records.get(1).value());
    CRM.share(records.get(2).value(), false);
    CRM.delete(records.get(3).value());
    CRM.share(records.get(4).value(), false);

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
              assertThat(CRM.isVersionOf(change.versionHint(), records.get(2).value())).isTrue();
            });
    assertThat(ledger.backlog().changes()).isEqualTo(2);
  }

  @Test
  void aTableThatIsRefusedDoesNotStopTheOtherOneAndIsToldOnce(CapturedOutput output) {
    CRM.faults().refusePolls("opportunity", 3);
    RecordId lead = RecordId.lead(CRM.createLead(json(LEAD)));
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
  void theCrmIsLeftAloneAsLongAsItAsksFor() {
    Duration rest = CRM.faults().throttleNextCall();
    Instant busy = Instant.now();
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
              assertThat(polls()).isNotEmpty();
            });
    assertThat(Duration.between(busy, Instant.now())).isGreaterThanOrEqualTo(rest);
  }

  @Test
  void theTimerPollsByItself() throws Exception {
    RecordId record = opportunities(1, true).get(0);

    context.getRouteController().startRoute(CRM.pollRoute());

    try {
      await().atMost(PATIENCE).until(() -> links.findKey(record).isPresent());
      assertThat(changes(record)).hasSize(1);
    } finally {
      context.getRouteController().stopRoute(CRM.pollRoute());
    }
  }

  @Test
  void aRecordThatThePollDeliveredIsNotReadAgain() {
    String referral = deal(DealKind.SHARED, "{}");
    await().atMost(PATIENCE).until(() -> links.find(ReferralId.of(referral)).isPresent());
    work();
    await().atMost(PATIENCE).until(() -> !CRM.deals(referral).isEmpty());
    quietWorking(referral);
    CRM.awaitNextVersion();
    CRM.edit(id(onlyDeal(referral)), json("{'dealValue':4711}"));
    poll();
    forgetRequests();

    settle(referral);

    assertThat(runs(referral))
        .anySatisfy(
            run -> assertThat(run.detail().steps()).contains("the poll delivered the record"));
    assertThat(CRM.requests().reads()).isEmpty();
  }

  @Test
  void whatStandsAroundARecordIsReadByTheRoute() {
    String id =
        CRM.createDeal(
            json(
                "{'name':'Deal','account':{'name':'Contoso','postalCode':'1'},"
                    + "'contact':{'firstName':'Avery','lastName':'Example','email':'avery@x.example'},"
                    + "'owner':'kim@partner.example'}"));

    Synchronization read = related(found(RecordId.opportunity(id)));

    Snapshot deal = mappings.opportunity().ofRecord(read.knownRecord().row());
    assertThat(deal.get("accountName").asText()).isEqualTo("Contoso");
    assertThat(deal.get("contactLastName").asText()).isEqualTo("Example");
    assertThat(deal.get("customerTeam").at("/0/email").asText()).isEqualTo("avery@x.example");
    assertThat(deal.get("team").at("/0/phoneNumber").asText()).isEqualTo("+15550102");
    assertThat(calls()).hasSizeLessThanOrEqualTo(CRM.traits().mostCallsOfRelatedRows());
  }

  @Test
  void aCrmThatIsBusyEndsTheReadingOfRelatedRows() {
    assumeTrue(CRM.traits().readsRelatedRows(), "this CRM delivers them with the record");
    Synchronization found = found(opportunities(1, false).get(0));
    CRM.faults().throttleNextCall();

    assertThatThrownBy(() -> related(found))
        .rootCause()
        .hasMessageContaining(CRM.traits().busyWords());
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

  /** Does something so many seconds later, by the CRM's clock. */
  private static void later(int seconds, Runnable work) {
    CRM.later(Duration.ofSeconds(seconds), work);
  }

  private static List<SandboxRequest> polls() {
    return CRM.requests().polls("opportunity");
  }
}
