package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunQuery;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Hundreds of deals at once, each with a history of its own that its seed tells: edits on both
 * sides, notifications that are lost, doubled, late or overtaken, refusals by version, and answers
 * that are lost after the write; and {@link Weather} above them all, with clocks that are minutes
 * apart. In the end both sides are equal, and nothing is there twice.
 *
 * <p>Other histories by {@code -Dcosell.seed}, more by {@code -Dcosell.seeds}.
 *
 * <p>A lost notification is made good by waking the deal once, as the sweep does.
 */
@TestPropertySource(
    properties = {
      "cosell.synchronization.rest=50ms",
      "cosell.synchronization.first-retry=50ms",
      "cosell.synchronization.longest-retry=2s",
      "cosell.partner-center.create-patience=100ms",
      "cosell.partner-center.answer-timeout=1s"
    })
@Tag(Crm.EVERY)
class RandomEditsIT extends SellerScenario {

  private static final int SEEDS = 150;
  private static final int STEPS = 7;
  private static final int LONGEST_PAUSE_MILLIS = 12_000;
  private static final int STEPS_BETWEEN_FAULTS = 20;
  private static final Duration ENOUGH = Duration.ofMinutes(4);
  @Autowired Inbox inbox;

  @DynamicPropertySource
  static void shortOverlap(DynamicPropertyRegistry registry) {
    registry.add(CRM.setting("poll-overlap"), () -> "30s");
    registry.add(CRM.setting("answer-timeout"), () -> "1s");
  }

  private final AtomicBoolean polling = new AtomicBoolean(true);
  private @Nullable Thread poller;
  private @Nullable Weather weather;
  private int inStep;

  /** A deal and what is still to happen to it. */
  private static final class History {
    final long seed;
    final Random random;
    final @Nullable String opportunity;
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

    @Nullable String opportunityId() {
      if (opportunity != null || referral == null) {
        return opportunity;
      }
      List<ObjectNode> deals = CRM.deals(referral);
      return deals.isEmpty() ? null : id(deals.get(0));
    }
  }

  private record Step(long at, History history) {}

  @AfterEach
  void stopPolling() throws InterruptedException {
    polling.set(false);
    if (poller != null) {
      poller.join();
    }
    if (weather != null) {
      weather.clear();
    }
    // no other scenario shall meet deals of the future
    CRM.clear();
    SANDBOX.partnerCenter().clear();
  }

  @Test
  void everyHistoryEndsWithBothSidesEqualAndNothingTwice() {
    long first = Long.getLong("cosell.seed", 1);
    long many = Long.getLong("cosell.seeds", SEEDS);
    Weather above = new Weather(SANDBOX, CRM, first);
    weather = above;
    System.out.printf("seeds %d and %d more, %s%n", first, many - 1, above.skewClocks());
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
      if (steps.size() % STEPS_BETWEEN_FAULTS == 0) {
        above.strike();
      }
    }
    System.out.println("faults: " + above.struck());
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
    String opportunity = history.opportunityId();
    int dice = random.nextInt(12);
    int value = 1 + random.nextInt(1_000_000);
    history.told.add("#" + dice + " " + value);
    if (dice < 4) {
      if (referral != null && BothSystems.isOpen(referral(referral))) {
        edit(referral, portalEdit(random, value));
      }
    } else if (dice < 8) {
      // a deal that is closed before it was shared stays in the CRM
      if (referral != null && opportunity != null && stage(opportunity).equals("in-progress")) {
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
      if (random.nextBoolean()) {
        CRM.faults().refuseNextWriteAsStale(opportunity);
      } else {
        CRM.faults().loseAnswerOfNextWrite(opportunity);
      }
    } else if (dice == 11 && opportunity != null) {
      SANDBOX
          .partnerCenter()
          .server()
          .fail(Fault.losingAnswer("POST", "referrals$").whenBodyMatches(opportunity));
    }
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

  private static void sellersEdit(String opportunity, Random random, int value) {
    switch (random.nextInt(12)) {
      case 0 -> {
        if (random.nextBoolean()) {
          CRM.win(opportunity);
        } else {
          CRM.lose(opportunity);
        }
      }
      case 1, 2 -> sellerEdits(opportunity, "{'notes':'seller " + value + "'}");
      case 3, 4 -> sellerEdits(opportunity, "{'closingDate':'2032-02-" + (10 + value % 18) + "'}");
      case 5 ->
          sellerEdits(opportunity, "{'currency':'" + (random.nextBoolean() ? "EUR" : "JPY") + "'}");
      case 6 -> sellerEdits(opportunity, "{'solutions':['SOL-1-A','SOL-S-" + value % 5 + "']}");
      case 7 -> sellerEdits(opportunity, "{'probability':" + value % 100 + "}");
      default -> sellerEdits(opportunity, "{'dealValue':" + value + "}");
    }
  }

  /** Faults that nothing met are taken away; each deal is woken once, as the sweep would. */
  private void comeToRest(List<History> histories) {
    SANDBOX.partnerCenter().server().heal();
    SANDBOX.entra().server().heal();
    CRM.faults().heal();
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
    List<ObjectNode> deals = CRM.deals(String.valueOf(referral));
    if (deals.isEmpty() && history.opportunity != null) {
      assertClosedBeforeItGotItsReferral(history.opportunity, who);
      return;
    }
    assertThat(deals).as(who).hasSize(1);
    String opportunity = id(deals.get(0));
    assertThat(ownReferrals(opportunity)).as(who).hasSize(1);
    Link link = linkOf(opportunity);
    assertThat(link.referralId()).as(who).hasToString(referral);
    JsonNode own = referral(String.valueOf(referral));
    if (link.state() == LinkState.HELD) {
      // what one side did while the other one was closing the deal cannot be written any more
      assertThat(BothSystems.isOpen(own)).as(who + link.reason()).isFalse();
      assertThat(link.reason()).as(who).isNotEmpty();
      return;
    }
    assertThat(link.state()).as(who + link.reason()).isEqualTo(LinkState.LINKED);
    assertThat(BothSystems.ofTheCrm(deals.get(0)))
        .as(() -> who + told(String.valueOf(referral)))
        .isEqualTo(BothSystems.ofPartnerCenter(own));
    inStep++;
  }

  /** A seller may close a deal in the moment in which it is created in Partner Center. */
  private void assertClosedBeforeItGotItsReferral(String opportunity, String who) {
    assertThat(ownReferrals(opportunity)).as(() -> who + toldOfRecord(opportunity)).hasSize(1);
    Link link = linkOf(opportunity);
    assertThat(link.state()).as(() -> who + toldOfRecord(opportunity)).isEqualTo(LinkState.HELD);
    assertThat(link.reason()).as(who).contains("is closed as", "in the CRM and cannot be changed");
    assertThat(stage(opportunity)).as(who).isIn("won", "lost");
  }

  /** What the bridge did with a seller's deal while it had no referral, the latest first. */
  private String toldOfRecord(String record) {
    return runs.search(new RunQuery(null, null, record, 0, 100)).stream()
        .map(
            run ->
                "%n%s %s %s %s"
                    .formatted(run.startedAt(), run.outcome(), run.reason(), run.detail()))
        .collect(Collectors.joining());
  }

  /** What the bridge did with a deal, the latest first. */
  private String told(String referral) {
    return runs(referral).stream()
        .map(run -> "%n%s %s %s".formatted(run.startedAt(), run.outcome(), run.detail()))
        .collect(Collectors.joining());
  }
}
