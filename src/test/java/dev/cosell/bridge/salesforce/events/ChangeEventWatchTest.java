package dev.cosell.bridge.salesforce.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.store.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ChangeEventWatchTest {

  private static final ChangeEvent EVENT = new ChangeEvent("Opportunity", "");
  private static final Duration SILENCE = Duration.ofMinutes(15);
  private static final Standing OPEN = new Standing(true, true, "", 0);
  private static final Duration TICK = Duration.ofSeconds(5);

  private final SettableClock clock = new SettableClock();
  private final ChangeEvents events = new ChangeEvents("the bridge"::equals, clock);
  private final FakeSubscription subscription = new FakeSubscription();
  private final ChangeEventWatch watch =
      new ChangeEventWatch(subscription, SILENCE, events, new PollHealth(), clock);

  /** Lives as a test wants, and notes when it is begun. */
  private final class FakeSubscription implements ChangeEventWatch.Subscription {

    private final List<Duration> begun = new ArrayList<>();
    private Standing now = OPEN;
    private Standing next = OPEN;

    @Override
    public Standing standing() {
      return now;
    }

    @Override
    public void beginAnew() {
      begun.add(Duration.between(SettableClock.START, clock.instant()));
      now = next;
    }

    void heard() {
      now = new Standing(now.isAlive(), now.isOpen(), now.problem(), now.timesHeard() + 1);
    }

    void ends(String problem) {
      now = ended(problem);
    }

    List<Long> minutes() {
      return begun.stream().map(Duration::toMinutes).toList();
    }
  }

  private static Standing ended(String problem) {
    return new Standing(false, false, problem, 0);
  }

  /** Looks every few seconds, as the timer does. */
  private void pass(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
      clock.move(TICK);
      watch.look();
    }
  }

  private void passHearing(Duration time) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
      subscription.heard();
      pass(TICK);
    }
  }

  @Test
  void leavesASubscriptionAloneThatBringsEvents() {
    for (int hour = 0; hour < 24; hour++) {
      events.isNews(EVENT);
      passHearing(Duration.ofMinutes(14));
    }

    assertThat(subscription.begun).isEmpty();
  }

  @Test
  void beginsAnewWhenNoEventCameForTheLongestSilence() {
    passHearing(SILENCE);
    assertThat(subscription.begun).isEmpty();

    passHearing(TICK);

    assertThat(subscription.begun).containsExactly(SILENCE.plus(TICK));
  }

  @Test
  void beginsAnewWhenSalesforceSaysNothingAtAll() {
    events.isNews(EVENT);
    pass(Duration.ofMinutes(6));
    assertThat(subscription.begun).hasSizeLessThan(1);

    pass(TICK.multipliedBy(2));

    assertThat(subscription.minutes()).containsExactly(6L);
  }

  @Test
  void beginsAnewWhenAnAnswerIsNeverFinished() {
    subscription.next = new Standing(true, false, "", 0);
    subscription.ends("");

    pass(Duration.ofMinutes(8));

    assertThat(subscription.minutes()).containsExactly(1L, 7L);
  }

  @Test
  void beginsAnewAtOnceWhenALongOneWasEnded() {
    events.isNews(EVENT);
    passHearing(Duration.ofMinutes(10));
    subscription.ends("");

    pass(TICK);

    assertThat(subscription.begun).containsExactly(Duration.ofMinutes(10).plus(TICK));
  }

  @Test
  void waitsLongerAfterEachFailureButNeverAsLongAsTheLongestSilence() {
    subscription.next = ended("no");
    subscription.ends("no");

    pass(Duration.ofMinutes(40));

    assertThat(subscription.minutes()).containsExactly(1L, 3L, 7L, 15L, 23L, 31L, 39L);
  }

  @Test
  void hurriesAgainOnceEventsCame() {
    subscription.next = ended("no");
    subscription.ends("no");
    pass(Duration.ofMinutes(14));
    subscription.next = OPEN;
    pass(Duration.ofMinutes(2));
    events.isNews(EVENT);
    pass(TICK);
    subscription.begun.clear();
    subscription.ends("");

    pass(Duration.ofMinutes(1));

    assertThat(subscription.begun).hasSize(1);
  }

  @Test
  void hurriesAgainAfterALongLife() {
    subscription.next = ended("no");
    subscription.ends("no");
    pass(Duration.ofMinutes(14));
    subscription.next = OPEN;
    pass(Duration.ofMinutes(2));
    passHearing(Duration.ofMinutes(16));
    subscription.begun.clear();
    subscription.ends("");

    pass(Duration.ofMinutes(1));

    assertThat(subscription.begun).hasSize(1);
  }

  @Test
  void tellsOnceWhatIsWrongAndWhenItIsOver(CapturedOutput log) {
    subscription.next = ended("The Streaming API ends /meta/handshake: 403::Not allowed");
    subscription.ends("The Streaming API ends /meta/handshake: 403::Not allowed");
    pass(Duration.ofMinutes(10));

    assertThat(log.getOut())
        .containsOnlyOnce(
            "the subscription to change events of Salesforce does not work, it is tried again: The"
                + " Streaming API ends /meta/handshake: 403::Not allowed");
    assertThat(log.getOut()).doesNotContain("works again");

    subscription.next = OPEN;
    pass(Duration.ofMinutes(10));

    assertThat(log.getOut())
        .containsOnlyOnce("the subscription to change events of Salesforce works again");
  }

  @Test
  void saysNothingOfWhatANewConnectionCures(CapturedOutput log) {
    for (int hour = 0; hour < 10; hour++) {
      subscription.ends("");
      pass(Duration.ofMinutes(60));
    }

    assertThat(subscription.begun).hasSizeGreaterThan(10);
    assertThat(log.getOut()).doesNotContain("WARN", "ERROR");
  }

  @Test
  void tellsOnceWhenChangesAreNotAnnouncedAndThatTheyAreAgain(CapturedOutput log) {
    for (int round = 0; round < 3; round++) {
      recordChangedUnannounced();
      passHearing(Duration.ofMinutes(5));
    }

    assertThat(subscription.begun).hasSize(3);
    assertThat(log.getOut())
        .containsOnlyOnce("the announcement of changes by Salesforce does not work")
        .contains(
            "is Change Data Capture switched on for Opportunity, Lead and OpportunityContactRole?");

    events.isNews(EVENT);
    pass(TICK);

    assertThat(log.getOut())
        .containsOnlyOnce("the announcement of changes by Salesforce works again");
  }

  @Test
  void doesNotBeginAnewForEachChangeThatIsNotAnnounced() {
    for (int change = 0; change < 30; change++) {
      recordChangedUnannounced();
    }

    assertThat(subscription.begun).hasSizeBetween(2, 6);
  }

  private void recordChangedUnannounced() {
    passHearing(Duration.ofMinutes(1));
    events.polled(
        List.of(ChangeEventsTest.record(clock.instant().minusSeconds(40))), clock.instant());
    watch.look();
  }
}
