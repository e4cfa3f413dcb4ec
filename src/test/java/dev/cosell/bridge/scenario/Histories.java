package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.PartnerCenterSandbox;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * Many deals at once, each with a {@link History} of its own that its seed tells: edits on both
 * sides, notifications that are lost, doubled, late or overtaken, refusals by version, and answers
 * that are lost after the write. In the end both sides are equal, and nothing is there twice.
 */
final class Histories {

  private static final int STEPS = 7;
  private static final int LONGEST_PAUSE_MILLIS = 12_000;
  private static final int TIME_TO_ARRIVE_MILLIS = 5_000;

  private final BothSystems systems;
  private final PartnerCenterSandbox partnerCenter;
  private final List<History> histories = new ArrayList<>();
  private final Map<String, Long> overtaken = new HashMap<>();
  private final PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparingLong(Step::at));

  /** How the service under test sees a deal. */
  interface Witness {

    /** The link of a record. */
    Standing standing(String record);

    /** What was done with the deal of a record, for the message of a failure. */
    String told(String record);
  }

  /**
   * A link, in the words of the API.
   *
   * @param referral id, empty when there is none
   * @param state such as {@code linked}
   * @param reason in words, empty when there is none
   */
  record Standing(String referral, String state, String reason) {}

  private record Step(long at, History history) {}

  /** Lets the deals begin; the first seed and how many. */
  Histories(BothSystems systems, long first, long count) {
    this.systems = systems;
    this.partnerCenter = systems.sandbox().partnerCenter();
    long start = now();
    for (long seed = first; seed < first + count; seed++) {
      History history = new History(systems, seed);
      histories.add(history);
      long at = start;
      for (int step = 0; step < STEPS; step++) {
        at += history.pause(LONGEST_PAUSE_MILLIS);
        steps.add(new Step(at, history));
      }
    }
  }

  /**
   * Everything happens at its time.
   *
   * @param afterEach told after each step how many are left
   */
  void happen(IntConsumer afterEach) {
    while (!steps.isEmpty()) {
      Step next = steps.remove();
      await()
          .atMost(Duration.ofMillis(LONGEST_PAUSE_MILLIS * 2L))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> now() >= next.at());
      next.history().goOn();
      afterEach.accept(steps.size());
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** How many steps are still to come. */
  int stepsLeft() {
    return steps.size();
  }

  List<History> all() {
    return List.copyOf(histories);
  }

  /** Faults that nothing met are taken away. */
  void heal() {
    partnerCenter.server().heal();
    systems.sandbox().entra().server().heal();
    systems.crm().faults().heal();
  }

  /**
   * Whether no notification is under way. One that was to be overtaken waits for one more of its
   * referral, which it gets now; those of a busy machine only need their time.
   */
  boolean isEverythingDelivered() {
    List<String> waiting =
        partnerCenter.dispatcher().deliveries().stream()
            .filter(delivery -> delivery.state() == Delivery.State.WAITING)
            .map(delivery -> delivery.event().resourceId())
            .distinct()
            .toList();
    long before = now() - TIME_TO_ARRIVE_MILLIS;
    for (String referral : waiting) {
      if (overtaken.getOrDefault(referral, Long.MIN_VALUE) < before) {
        overtaken.put(referral, now());
        ObjectNode edit = SandboxJson.object().put("quality", UUID.randomUUID().toString());
        partnerCenter.edit(referral, edit, true);
      }
    }
    return waiting.isEmpty();
  }

  /** Fails when a deal's sides differ or when anything of it is there twice. */
  void assertBothSidesEqual(Witness witness) {
    long inStep = histories.stream().filter(history -> isInStep(history, witness)).count();
    assertThat(inStep).as("deals in step").isGreaterThan(histories.size() * 2L / 3);
  }

  /** Whether it is linked and equal; a deal that one side closed in time is allowed to be held. */
  private boolean isInStep(History history, Witness witness) {
    String who = history.toString();
    String referral = history.referralId();
    List<ObjectNode> deals = systems.crm().deals(String.valueOf(referral));
    String record = history.begunAsRecord();
    if (deals.isEmpty() && record != null) {
      assertClosedBeforeItGotItsReferral(record, who, witness);
      return false;
    }
    assertThat(deals).as(who).hasSize(1);
    String opportunity = deals.get(0).path("id").asText();
    assertThat(systems.ownReferrals(opportunity)).as(who).hasSize(1);
    Standing standing = witness.standing(opportunity);
    assertThat(standing.referral()).as(who).isEqualTo(referral);
    JsonNode own = partnerCenter.referral(String.valueOf(referral));
    if (standing.state().equals("held")) {
      // what one side did while the other one was closing the deal cannot be written any more
      assertThat(BothSystems.isOpen(own)).as(who + standing.reason()).isFalse();
      assertThat(standing.reason()).as(who).isNotEmpty();
      return false;
    }
    assertThat(standing.state()).as(who + standing.reason()).isEqualTo("linked");
    assertThat(BothSystems.ofTheCrm(deals.get(0)))
        .as(() -> who + witness.told(opportunity))
        .isEqualTo(BothSystems.ofPartnerCenter(own));
    return true;
  }

  /** A seller may close a deal in the moment in which it is created in Partner Center. */
  private void assertClosedBeforeItGotItsReferral(String record, String who, Witness witness) {
    assertThat(systems.ownReferrals(record)).as(() -> who + witness.told(record)).hasSize(1);
    Standing standing = witness.standing(record);
    assertThat(standing.state()).as(() -> who + witness.told(record)).isEqualTo("held");
    assertThat(standing.reason())
        .as(who)
        .contains("is closed as", "in the CRM and cannot be changed");
    assertThat(systems.crm().deal(record).path("stage").asText()).as(who).isIn("won", "lost");
  }
}
