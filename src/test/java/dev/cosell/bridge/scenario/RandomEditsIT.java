package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Hundreds of deals at once, each with a history of its own that its seed tells: edits on both
 * sides, notifications that are lost, doubled, late or overtaken, refusals by version, and answers
 * that are lost after the write. In the end both sides are equal, and nothing is there twice.
 *
 * <p>A lost notification is made good by waking the deal once, as the sweep does.
 */
@TestPropertySource(
    properties = {
      "cosell.synchronization.rest=50ms",
      "cosell.synchronization.first-retry=50ms",
      "cosell.partner-center.create-patience=100ms",
      "cosell.dynamics.poll-overlap=30s"
    })
class RandomEditsIT extends SellerScenario {

  private static final int SEEDS = 500;
  private static final int STEPS = 7;
  private static final int LONGEST_PAUSE_MILLIS = 12_000;
  private static final Duration ENOUGH = Duration.ofMinutes(4);
  private static final List<String> EQUAL =
      List.of("dealValue", "currency", "closingDate", "notes", "status", "solutions");

  private static final FieldMapping MAPPING =
      FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml"));

  @Autowired Inbox inbox;

  private final AtomicBoolean polling = new AtomicBoolean(true);
  private @Nullable Thread poller;
  private int inStep;

  /** A deal and what is still to happen to it. */
  private static final class History {
    final long seed;
    final Random random;
    final @Nullable UUID opportunity;
    final @Nullable String referral;
    final List<String> told = new ArrayList<>();

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      boolean fromTheCrm = random.nextBoolean();
      boolean coSell = random.nextInt(3) == 0;
      this.opportunity = fromTheCrm ? saved(coSell ? HELP : "{}") : null;
      this.referral = fromTheCrm ? null : deal(DealKind.SHARED, "{}");
      told.add(
          fromTheCrm
              ? "begins in the CRM" + (coSell ? " as co-sell" : "")
              : "begins in the portal");
    }

    @Nullable String referralId() {
      if (referral != null || opportunity == null) {
        return referral;
      }
      List<ObjectNode> own = ownReferrals(opportunity);
      return own.isEmpty() ? null : own.get(0).path("id").asText();
    }

    @Nullable UUID opportunityId() {
      if (opportunity != null || referral == null) {
        return opportunity;
      }
      List<ObjectNode> rows = records("opportunities", referral);
      return rows.isEmpty() ? null : id(rows.get(0));
    }
  }

  private record Step(long at, History history) {}

  @AfterEach
  void stopPolling() throws InterruptedException {
    polling.set(false);
    if (poller != null) {
      poller.join();
    }
  }

  @Test
  void everyHistoryEndsWithBothSidesEqualAndNothingTwice() {
    long first = Long.getLong("cosell.seed", 1);
    long many = Long.getLong("cosell.seeds", SEEDS);
    List<History> histories = new ArrayList<>();
    PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparingLong(Step::at));
    poller = new Thread(this::keepPolling, "poller");
    poller.start();
    long start = System.nanoTime() / 1_000_000;
    for (long seed = first; seed < first + many; seed++) {
      History history = new History(seed);
      histories.add(history);
      long at = start;
      for (int step = 0; step < STEPS; step++) {
        at += history.random.nextInt(LONGEST_PAUSE_MILLIS);
        steps.add(new Step(at, history));
      }
    }
    while (!steps.isEmpty()) {
      Step next = steps.remove();
      await()
          .atMost(Duration.ofMillis(LONGEST_PAUSE_MILLIS * 2L))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> System.nanoTime() / 1_000_000 >= next.at());
      happen(next.history());
    }
    comeToRest(histories);
    histories.forEach(this::assertBothSidesEqual);
    assertThat(inStep).as("deals in step").isGreaterThan(histories.size() * 2 / 3);
  }

  private void keepPolling() {
    while (polling.get()) {
      poll();
    }
  }

  private void happen(History history) {
    Random random = history.random;
    String referral = history.referralId();
    UUID opportunity = history.opportunityId();
    int dice = random.nextInt(12);
    int value = 1 + random.nextInt(1_000_000);
    history.told.add("#" + dice + " " + value);
    if (dice < 4) {
      if (referral != null && isOpen(referral(referral))) {
        edit(referral, portalEdit(random, value));
      }
    } else if (dice < 8) {
      // a deal that is closed before it was shared stays in the CRM
      if (referral != null
          && opportunity != null
          && row(opportunity).path("statecode").asInt() == 0) {
        sellersEdit(opportunity, random, value);
      }
    } else if (dice == 8 && referral != null) {
      SANDBOX
          .partnerCenter()
          .dispatcher()
          .plan(
              referral,
              switch (random.nextInt(4)) {
                case 0 -> Mishap.of(Mishap.Kind.LOST);
                case 1 -> Mishap.of(Mishap.Kind.TWICE);
                case 2 -> Mishap.of(Mishap.Kind.BEHIND_THE_NEXT);
                default -> Mishap.late(Duration.ofMillis(random.nextInt(2000)));
              });
    } else if (dice == 9 && referral != null) {
      SANDBOX
          .partnerCenter()
          .server()
          .fail(
              random.nextBoolean()
                  ? Fault.refusing("PATCH", referral, 412)
                  : Fault.losingAnswer("PATCH", referral));
    } else if (dice == 10 && opportunity != null) {
      SANDBOX
          .dataverse()
          .fail(
              random.nextBoolean()
                  ? Fault.refusing("PATCH", opportunity.toString(), 412)
                  : Fault.losingAnswer("PATCH", opportunity.toString()));
    } else if (dice == 11 && opportunity != null) {
      SANDBOX
          .partnerCenter()
          .server()
          .fail(Fault.losingAnswer("POST", "referrals$").whenBodyMatches(opportunity.toString()));
    }
  }

  private static boolean isOpen(JsonNode referral) {
    return referral.path("status").asText().equals("Active");
  }

  private static String portalEdit(Random random, int value) {
    return switch (random.nextInt(12)) {
      case 0 -> "{'status':'Closed','substatus':'" + (random.nextBoolean() ? "Won" : "Lost") + "'}";
      case 1, 2 -> "{'details':{'notes':'portal " + value + "'}}";
      case 3, 4 -> "{'details':{'closingDateTime':'2031-01-" + (10 + value % 20) + "T00:00:00Z'}}";
      case 5 -> "{'details':{'currency':'" + (random.nextBoolean() ? "USD" : "GBP") + "'}}";
      case 6 ->
          "{'details':{'requirements':{'solutions':[{'id':'SOL-1-A','type':'Name'},{'id':'SOL-P-"
              + value % 5
              + "','type':'Name'}]}}}";
      default -> "{'details':{'dealValue':" + value + "}}";
    };
  }

  private static void sellersEdit(UUID opportunity, Random random, int value) {
    switch (random.nextInt(12)) {
      case 0 -> {
        if (random.nextBoolean()) {
          SANDBOX.dataverse().win(opportunity);
        } else {
          SANDBOX.dataverse().lose(opportunity);
        }
      }
      case 1, 2 -> sellerEdits(opportunity, "{'description':'seller " + value + "'}");
      case 3, 4 ->
          sellerEdits(opportunity, "{'estimatedclosedate':'2032-02-" + (10 + value % 18) + "'}");
      case 5 ->
          sellerEdits(opportunity, "{'currency':'" + (random.nextBoolean() ? "EUR" : "JPY") + "'}");
      case 6 -> sellerEdits(opportunity, "{'solutions':['SOL-1-A','SOL-S-" + value % 5 + "']}");
      case 7 -> sellerEdits(opportunity, "{'closeprobability':" + value % 100 + "}");
      default -> sellerEdits(opportunity, "{'estimatedvalue':" + value + "}");
    }
  }

  /** Faults that nothing met are taken away; each deal is woken once, as the sweep would. */
  private void comeToRest(List<History> histories) {
    SANDBOX.partnerCenter().server().heal();
    SANDBOX.dataverse().heal();
    quiet();
    for (History history : histories) {
      String referral = history.referralId();
      assertThat(referral).as("seed %s: %s", history.seed, history.told).isNotNull();
      inbox.referralChanged(ReferralId.of(referral), ChangeSource.OPERATOR, "sweep", null);
    }
    poll();
    quiet();
  }

  /** A notification that was to be overtaken waits for one more of its referral. */
  private void quiet() {
    await()
        .atMost(ENOUGH)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              List<String> waiting = waiting();
              waiting.forEach(
                  id ->
                      SANDBOX
                          .partnerCenter()
                          .edit(id, json("{'quality':'" + UUID.randomUUID() + "'}"), true));
              return waiting.isEmpty() && ledger.backlog().due() + ledger.backlog().waiting() == 0;
            });
  }

  private static List<String> waiting() {
    return SANDBOX.partnerCenter().dispatcher().deliveries().stream()
        .filter(delivery -> delivery.state() == Delivery.State.WAITING)
        .map(delivery -> delivery.event().resourceId())
        .distinct()
        .toList();
  }

  private void assertBothSidesEqual(History history) {
    String who = "seed " + history.seed + ": " + history.told;
    String referral = history.referralId();
    List<ObjectNode> rows = records("opportunities", String.valueOf(referral));
    assertThat(rows).as(who).hasSize(1);
    UUID opportunity = id(rows.get(0));
    assertThat(ownReferrals(opportunity)).as(who).hasSize(1);
    Link link = links.find(RecordId.opportunity(opportunity.toString())).orElseThrow();
    assertThat(link.referralId()).as(who).hasToString(referral);
    ObjectNode row = rows.get(0);
    JsonNode own = referral(String.valueOf(referral));
    if (link.state() == LinkState.HELD) {
      // what one side did while the other one was closing the deal cannot be written any more
      assertThat(isOpen(own)).as(who + link.reason()).isFalse();
      assertThat(link.reason()).as(who).isNotEmpty();
      return;
    }
    assertThat(link.state()).as(who + link.reason()).isEqualTo(LinkState.LINKED);
    Snapshot here = MAPPING.ofRecord(withCurrency(row));
    Snapshot there = MAPPING.ofReferral(own);
    for (String field : EQUAL) {
      assertThat(here.get(field)).as("%s of %s", field, who).isEqualTo(there.get(field));
    }
    inStep++;
  }

  private static ObjectNode withCurrency(ObjectNode row) {
    ObjectNode resolved = row.deepCopy();
    String id = row.path("_transactioncurrencyid_value").asText("");
    SANDBOX.dataverse().rows("transactioncurrencies").stream()
        .filter(currency -> currency.path("transactioncurrencyid").asText().equals(id))
        .forEach(
            currency ->
                resolved.put("transactioncurrencyid", currency.path("isocurrencycode").asText()));
    return resolved;
  }
}
