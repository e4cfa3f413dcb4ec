package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged service is stopped by SIGTERM in the middle of its work. */
@Tag(Crm.EVERY)
class ShutdownIT extends ProcessScenario {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN = Duration.ofSeconds(30);
  private static final int TERMINATED = 128 + 15;
  private static final int DEALS = 30;

  @Test
  void cutsNothingThatIsInFlightAndKeepsWhatItAcknowledged() {
    BridgeProcess bridge = bridge(QUICK).start();
    try (Traffic traffic = new Traffic(systems, List.of(bridge), 1)) {
      crm.faults().strike(Fault.slowing("PATCH", null, Duration.ofSeconds(2)).repeated(DEALS));
      for (int number = 0; number < DEALS; number++) {
        traffic.portalCreates();
      }
      await().atMost(PATIENCE).until(traffic::isAcknowledged);
      await().atMost(PATIENCE).until(() -> !crm.requests().writes().isEmpty());

      bridge.terminate();
      // the posts of these are refused until the next start
      await().atMost(PATIENCE).until(() -> !bridge.isReady());
      traffic.portalCreates();
      assertThat(bridge.awaitEnd(SHUTDOWN)).isEqualTo(TERMINATED);
      assertThat(bridge.story()).doesNotContain(" ERROR ");
      // what was begun has come to its end, and the rest was not begun
      int linked = linked();
      assertThat(linked).isBetween(1, DEALS - 1);
      assertThat(crm.deals()).hasSize(linked);

      crm.faults().heal();
      crm.requests().forget();
      bridge.start();
      traffic.comesToRest();
      // what had come to its end is not touched again
      assertThat(crm.deals()).hasSize(DEALS + 1);
      assertThat(creations()).hasSize(DEALS + 1 - linked);
    }
  }

  @Test
  void endsInTimeAlthoughASystemDoesNotAnswer() {
    Map<String, String> impatient = new HashMap<>(QUICK);
    // what remains of the 30 s is what everything but the routes may take
    impatient.put("camel.main.shutdown-timeout", "2");
    BridgeProcess bridge = bridge(impatient).start();
    try (Traffic traffic = new Traffic(systems, List.of(bridge), 1)) {
      crm.faults().strike(Fault.slowing("PATCH", null, Duration.ofSeconds(50)));
      traffic.portalCreates();
      await().atMost(PATIENCE).until(() -> !crm.requests().writes().isEmpty());

      bridge.terminate();
      assertThat(bridge.awaitEnd(SHUTDOWN.minusSeconds(20 - 2))).isEqualTo(TERMINATED);

      bridge.start();
      traffic.comesToRest();
    }
  }

  private int linked() {
    return (int)
        crm.deals().stream()
            .map(deal -> deal.path("referralId").asText(""))
            .filter(referral -> !referral.isEmpty() && systems.isLinked(referral))
            .count();
  }

  /** Only a creation says whose referral a record is. */
  private List<SandboxRequest> creations() {
    return crm.requests().writes().stream()
        .filter(write -> crm.requests().written(write).has("closingDate"))
        .toList();
  }
}
