package dev.cosell.bridge.salesforce.events;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.sync.CrmRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class ChangeEventsTest {

  private static final String OWN_USER = "005gL000001aBcDQAU";
  private static final String SELLER = "005gL000002aBcDQAU";

  private final SettableClock clock = new SettableClock();
  private final ChangeEvents events = new ChangeEvents(OWN_USER::equals, clock);

  @ParameterizedTest
  @ValueSource(strings = {"Opportunity", "Lead", "OpportunityContactRole"})
  void areNewsWhenASellerChangedWhatTheBridgeReads(String entity) {
    assertThat(events.isNews(new ChangeEvent(entity, SELLER))).isTrue();
  }

  @Test
  void areNoNewsOfAnotherObject() {
    assertThat(events.isNews(new ChangeEvent("Account", SELLER))).isFalse();
  }

  @Test
  void areNoNewsWhenTheBridgeItselfWrote() {
    assertThat(events.isNews(new ChangeEvent("Opportunity", OWN_USER))).isFalse();
  }

  @Test
  void areNewsWhenTheyDoNotTellWhoOrWhat() {
    assertThat(events.isNews(ChangeEvent.UNREADABLE)).isTrue();
    assertThat(events.isNews(new ChangeEvent("Opportunity", ""))).isTrue();
  }

  @Test
  void ofTheTimeWithoutASubscriptionAreNewsButNoSignOfLife() {
    clock.move(Duration.ofMinutes(1));

    assertThat(events.isNews(ChangeEvent.MISSED)).isTrue();

    assertThat(events.isArriving()).isFalse();
    assertThat(events.silence()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void endTheSilenceWhateverTheyTellOf() {
    clock.move(Duration.ofMinutes(1));

    events.isNews(new ChangeEvent("Account", OWN_USER));

    assertThat(events.isArriving()).isTrue();
    assertThat(events.silence()).isZero();
  }

  /** The last event came at second 0, the poll is answered at second 100. */
  @ParameterizedTest
  @CsvSource({
    "2, false", // may be the change of the last event: times are whole seconds
    "3, true",
    "69, true",
    "70, false" // its event may be on its way
  })
  void areOverdueWhenARecordChangedAWhileAgo(int changedAt, boolean isOverdue) {
    events.isNews(new ChangeEvent("Opportunity", SELLER));
    clock.move(Duration.ofSeconds(100));

    polled(START.plusSeconds(changedAt), START.plusSeconds(100));

    assertThat(events.isOverdue()).isEqualTo(isOverdue);
  }

  @Test
  void areComparedByTheClockOfSalesforce() {
    Duration ahead = Duration.ofHours(1);
    clock.move(Duration.ofSeconds(100));
    Instant sentAt = START.plusSeconds(100).plus(ahead);

    polled(START.minusSeconds(1).plus(ahead), sentAt);
    assertThat(events.isOverdue()).as("changed before the subscription").isFalse();

    polled(START.plusSeconds(10).plus(ahead), sentAt);
    assertThat(events.isOverdue()).isTrue();
  }

  @Test
  void areNotOverdueWhereTimesAreMissing() {
    clock.move(Duration.ofSeconds(100));

    polled(START.plusSeconds(10), null);
    polled(null, START.plusSeconds(100));

    assertThat(events.isOverdue()).isFalse();
  }

  @Test
  void stayOverdueUntilOneComes() {
    clock.move(Duration.ofSeconds(100));
    polled(START.plusSeconds(10), START.plusSeconds(100));
    events.polled(List.of(), START.plusSeconds(100));
    assertThat(events.isOverdue()).isTrue();

    events.isNews(new ChangeEvent("Opportunity", OWN_USER));

    assertThat(events.isOverdue()).isFalse();
  }

  @Test
  void areExpectedAnewWhenTheSubscriptionBegins() {
    events.isNews(new ChangeEvent("Opportunity", SELLER));
    clock.move(Duration.ofSeconds(100));
    polled(START.plusSeconds(10), START.plusSeconds(100));

    events.begins();

    assertThat(events.isOverdue()).isFalse();
    assertThat(events.isArriving()).isFalse();
    assertThat(events.silence()).isZero();
    polled(START.plusSeconds(10), START.plusSeconds(100));
    assertThat(events.isOverdue()).as("nobody was subscribed").isFalse();
  }

  private void polled(@Nullable Instant changedAt, @Nullable Instant sentAt) {
    events.polled(List.of(record(changedAt)), sentAt);
  }

  public static CrmRecord record(@Nullable Instant changedAt) {
    RecordId id = RecordId.opportunity("006gL000001aBcDQAU");
    return new CrmRecord(id, "1", changedAt, JsonNodeFactory.instance.objectNode());
  }
}
