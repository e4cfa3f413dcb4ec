package dev.cosell.bridge.scenario;

import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunQuery;
import java.time.Duration;
import java.util.Objects;
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
 * Hundreds of {@link Histories} with {@link Weather} above them all, and clocks that are minutes
 * apart.
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
class RandomEditsIT extends SellerScenario implements Histories.Witness {

  private static final int SEEDS = 150;
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
    poller = new Thread(this::keepPolling, "poller");
    poller.start();
    Histories histories = new Histories(new BothSystems(SANDBOX, CRM), first, many);
    histories.happen(
        left -> {
          if (left % STEPS_BETWEEN_FAULTS == 0) {
            above.strike();
          }
        });
    System.out.println("faults: " + above.struck());
    comeToRest(histories);
    histories.assertBothSidesEqual(this);
  }

  private void keepPolling() {
    while (polling.get()) {
      poll();
    }
  }

  /** Each deal is woken once, as the sweep would. */
  private void comeToRest(Histories histories) {
    histories.heal();
    quiet(histories);
    for (History history : histories.all()) {
      String referral = Objects.requireNonNull(history.referralId(), history::toString);
      inbox.referralChanged(ReferralId.of(referral), ChangeSource.OPERATOR, "sweep", null);
    }
    poll();
    quiet(histories);
  }

  private void quiet(Histories histories) {
    await()
        .atMost(ENOUGH)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                histories.isEverythingDelivered()
                    && ledger.backlog().due() + ledger.backlog().waiting() == 0);
  }

  @Override
  public Histories.Standing standing(String record) {
    Link link = links.find(RecordId.opportunity(record)).orElseThrow();
    return new Histories.Standing(
        Objects.toString(link.referralId(), ""),
        link.state().word(),
        Objects.toString(link.reason(), ""));
  }

  @Override
  public String told(String record) {
    ReferralId referral =
        links.find(RecordId.opportunity(record)).map(Link::referralId).orElse(null);
    return runs
        .search(new RunQuery(null, referral, referral == null ? record : null, 0, 100))
        .stream()
        .map(
            run ->
                "%n%s %s %s %s"
                    .formatted(run.startedAt(), run.outcome(), run.reason(), run.detail()))
        .collect(Collectors.joining());
  }
}
