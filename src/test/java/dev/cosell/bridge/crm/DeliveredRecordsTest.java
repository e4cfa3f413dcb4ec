package dev.cosell.bridge.crm;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.sync.CrmRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveredRecordsTest {

  private static final String VERSION = "W/7";
  private static final RecordId OPPORTUNITY = RecordId.opportunity("record 1");

  private final SettableClock clock = new SettableClock();
  private final DeliveredRecords delivered = new DeliveredRecords(clock);

  @Test
  void areGivenToTheSynchronizationThatTheirNewsWoke() {
    deliver(START);

    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), VERSION))
        .contains(record(OPPORTUNITY));
  }

  @Test
  void areGivenOnlyOnce() {
    deliver(START);
    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), VERSION)).isPresent();

    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), VERSION)).isEmpty();
  }

  @Test
  void areNotGivenWhenTheNewsNamedAnotherVersionOrNone() {
    deliver(START);

    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), "W/8")).isEmpty();
    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), null)).isEmpty();
    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), VERSION)).isPresent();
  }

  @Test
  void areNotGivenWhenTheLinkWasSynchronizedAfterThePageWasAskedFor() {
    deliver(START);

    assertThat(delivered.take(synchronizedAt(START.plusMillis(1)), VERSION)).isEmpty();
  }

  @Test
  void areGivenToALinkThatTheirOwnNewsBegan() {
    deliver(START);
    Instant begunAt = START.plusMillis(1);
    Link begun = link(OPPORTUNITY, LinkState.NEW, begunAt, begunAt);

    assertThat(delivered.take(begun, VERSION)).isPresent();
  }

  @Test
  void areNotGivenToANewLinkWhoseSynchronizationFailedAfterThePageWasAskedFor() {
    deliver(START);
    Link failed = link(OPPORTUNITY, LinkState.NEW, START.plusMillis(1), START.plusMillis(2));

    assertThat(delivered.take(failed, VERSION)).isEmpty();
  }

  @Test
  void areNotGivenToALinkWithoutARecord() {
    deliver(START);

    assertThat(delivered.take(link(null, LinkState.NEW, START), VERSION)).isEmpty();
  }

  @Test
  void areForgottenAfterAFewMinutes() {
    deliver(START);
    clock.move(DeliveredRecords.GOOD_FOR);

    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), VERSION)).isEmpty();
  }

  @Test
  void makeRoomForNewerOnes() {
    deliver(START);
    delivered.keep(
        IntStream.range(0, DeliveredRecords.MOST)
            .mapToObj(number -> record(RecordId.opportunity(UUID.randomUUID().toString())))
            .toList(),
        START);

    assertThat(delivered.take(synchronizedAt(START.minusSeconds(1)), VERSION)).isEmpty();
  }

  private void deliver(Instant askedAt) {
    delivered.keep(List.of(record(OPPORTUNITY)), askedAt);
  }

  private static CrmRecord record(RecordId id) {
    return new CrmRecord(
        id, VERSION, START, JsonNodeFactory.instance.objectNode().put("name", "Deal"));
  }

  private static Link synchronizedAt(Instant when) {
    return link(OPPORTUNITY, LinkState.LINKED, when);
  }

  private static Link link(@Nullable RecordId record, LinkState state, Instant updatedAt) {
    return link(record, state, START.minus(Duration.ofDays(1)), updatedAt);
  }

  private static Link link(
      @Nullable RecordId record, LinkState state, Instant createdAt, Instant updatedAt) {
    return new Link(
        1,
        null,
        record,
        null,
        state,
        null,
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        null,
        null,
        createdAt,
        updatedAt);
  }
}
