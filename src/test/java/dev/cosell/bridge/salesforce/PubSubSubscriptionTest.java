package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** Change events over the Pub/Sub API. */
class PubSubSubscriptionTest extends ChangeEventSubscription {

  PubSubSubscriptionTest() {
    super("pub-sub");
  }

  @Test
  void healsAStreamThatTheServerCompleted(CapturedOutput log) throws Exception {
    bridge.subscribe();

    sandbox.events().completeStreams();

    assertHeals();
    assertThat(log.getOut()).doesNotContain("does not work");
  }

  @Test
  void healsAStreamThatFailedAndTellsWhy(CapturedOutput log) throws Exception {
    bridge.subscribe();

    sandbox.events().failStreams("UNAVAILABLE");
    bridge.awaitEnd();
    bridge.watch.look();

    assertThat(log.getOut())
        .contains("does not work, it is tried again: The Pub/Sub API ends with UNAVAILABLE");
    assertHeals();
  }

  @Test
  void takesMoreEventsThanItAsksForAtOnce() throws Exception {
    bridge.subscribe();
    for (int edit = 0; edit < 250; edit++) {
      sellerEdits();
    }
    await().atMost(PATIENCE).until(() -> bridge.polls.isQuietFor(A_WHILE));

    assertWakes();
  }
}
