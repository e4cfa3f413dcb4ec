package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The packaged service is killed, at random points and at those that hurt most. The long variant:
 * {@code -Dcosell.kills=100 -Dcosell.seed=7}.
 */
@Tag(Crm.EVERY)
class CrashIT extends ProcessScenario {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KILLS = 20;
  private static final int KILLS_OF_THE_OTHER_CRM = 3;
  private static final int DEALS = 10;
  private static final int LONGEST_LIFE_MILLIS = 900;
  private static final int START_MILLIS = 4_000;

  @Test
  void appliesEveryAcknowledgedChangeOnceHoweverOftenThePowerGoes() {
    long seed = Long.getLong("cosell.seed", 1);
    int kills = Integer.getInteger("cosell.kills", usual());
    Random random = new Random(seed);
    BridgeProcess bridge = bridge(QUICK);
    try (Traffic traffic = new Traffic(systems, List.of(bridge), seed)) {
      for (int kill = 1; kill <= kills; kill++) {
        bridge.launch();
        traffic.flow();
        boolean isWhileStarting = random.nextInt(4) == 0;
        if (!isWhileStarting) {
          bridge.awaitReady();
        }
        int life = random.nextInt(isWhileStarting ? START_MILLIS : LONGEST_LIFE_MILLIS);
        await().pollDelay(Duration.ofMillis(life)).until(() -> true);
        bridge.kill();
        System.out.printf(
            "seed %d, kill %d: %s after %d ms, %s%n",
            seed, kill, isWhileStarting ? "starting" : "ready", life, traffic.counted());
      }
      bridge.start();
      traffic.comesToRest();
    }
  }

  private int usual() {
    return crm.name().equals("dynamics") ? KILLS : KILLS_OF_THE_OTHER_CRM;
  }

  @Test
  void losesNothingThatItAcknowledgedAndCreatesNothingTwice() {
    BridgeProcess bridge = bridge(QUICK).start();
    try (Traffic traffic = new Traffic(systems, List.of(bridge), 1)) {
      // the first create succeeds in the CRM, but its answer is slow: the kill comes in between
      crm.faults().failCreationsLate(5, Duration.ofSeconds(3));
      for (int number = 0; number < 5; number++) {
        traffic.portalCreates();
      }
      await().atMost(PATIENCE).until(traffic::isAcknowledged);
      await().atMost(PATIENCE).until(() -> !crm.deals().isEmpty());
      bridge.kill();

      crm.faults().heal();
      bridge.start();
      traffic.comesToRest();
    }
    assertThat(crm.accounts()).hasSize(1);
  }

  @Test
  void aSellersDealGetsOneReferralAndOneOfMicrosoftWheneverThePowerGoes() {
    BridgeProcess bridge = bridge(QUICK);
    sandbox.notifyBridgeOn(bridge.port());
    List<String> deals = new ArrayList<>();
    for (int number = 0; number < DEALS; number++) {
      deals.add(crm.createDeal(coSellDeal().put("name", "Rollout " + number)));
    }
    // the first are created, but their answers are slow: the kill comes in between
    failSlowly("\"externalReferenceId\"");
    killAfter(bridge.start(), () -> !sandbox.partnerCenter().referrals().isEmpty());
    // so are those of Microsoft
    failSlowly("msft");
    killAfter(bridge.start(), () -> !systems.microsofts().isEmpty());
    // and in the middle of the work
    int before = sandbox.partnerCenter().referrals().size();
    killAfter(bridge.start(), () -> sandbox.partnerCenter().referrals().size() > before + 2);

    bridge.start();
    await().atMost(PATIENCE).until(() -> deals.stream().allMatch(systems::isShared));
    await().atMost(PATIENCE).until(() -> systems.microsofts().size() >= deals.size());
    assertThat(sandbox.partnerCenter().referrals()).hasSize(2 * deals.size());
    assertThat(deals).allSatisfy(this::hasOneReferralAndOneOfMicrosoft);
    assertThat(crm.deals()).hasSize(deals.size());
    assertThat(sandbox.partnerCenter().contractViolations()).isEmpty();
  }

  private static ObjectNode coSellDeal() {
    return SandboxJson.parseObject(SellerScenario.DEAL).put("help", "ProofOfConceptOrDemo");
  }

  private void failSlowly(String body) {
    sandbox
        .partnerCenter()
        .server()
        .fail(
            new Fault("POST", "referrals$", 503, null, "", DEALS, true, 5_000)
                .whenBodyMatches(body));
  }

  private void killAfter(BridgeProcess bridge, Callable<Boolean> moment) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(moment);
    bridge.kill();
    sandbox.partnerCenter().server().heal();
  }

  private void hasOneReferralAndOneOfMicrosoft(String deal) {
    assertThat(systems.ownReferrals(deal)).hasSize(1);
    assertThat(systems.microsofts(systems.ownReferrals(deal).get(0))).hasSize(1);
  }
}
