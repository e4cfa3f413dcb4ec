package dev.cosell.bridge.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.SettableClock;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Which runs end, and which stay until their deal is mended. */
class OldRunsTest {

  private static final Instant NOW = SettableClock.START;
  private static final Instant BEFORE = NOW.minus(Duration.ofDays(90));
  private static final Instant OLD = BEFORE.minusSeconds(1);

  @OnEveryDatabase
  void deletesWhatIsOldEnoughHoweverManyThereAre(Store store) {
    Link link = store.newLink();
    IntStream.range(0, 1203).forEach(number -> keep(store, link, Outcome.UNCHANGED, OLD));
    keep(store, link, Outcome.UPDATED, BEFORE);

    assertThat(store.oldRuns().deleteBefore(BEFORE)).isEqualTo(1203);

    assertThat(outcomes(store)).containsExactly(Outcome.UPDATED);
  }

  @OnEveryDatabase
  void keepsAFailedRunAsLongAsItsChangeWaits(Store store) {
    Link link = store.newLink();
    store.ledger().append(link.id(), ChangeSource.CRM, "changed", null);
    store.ledger().park(store.ledger().of(link.id()));
    keep(store, link, Outcome.UPDATED, OLD);
    keep(store, link, Outcome.FAILED, OLD);

    store.oldRuns().deleteBefore(BEFORE);
    assertThat(outcomes(store)).containsExactly(Outcome.FAILED);

    store.ledger().complete(store.ledger().of(link.id()));
    store.oldRuns().deleteBefore(BEFORE);
    assertThat(outcomes(store)).isEmpty();
  }

  @OnEveryDatabase
  void keepsTheRunThatHeldADealAsLongAsItIsHeld(Store store) {
    Link link = store.newLink();
    store.links().save(link.standing(LinkState.HELD, "because"), NOW);
    keep(store, link, Outcome.HELD, OLD);

    store.oldRuns().deleteBefore(BEFORE);
    assertThat(outcomes(store)).containsExactly(Outcome.HELD);

    store.links().save(link.standing(LinkState.LINKED, null), NOW);
    store.oldRuns().deleteBefore(BEFORE);
    assertThat(outcomes(store)).isEmpty();
  }

  private static void keep(Store store, Link link, Outcome outcome, Instant finished) {
    RunDetail nothing = new RunDetail(List.of(), 0, List.of(), List.of(), List.of(), List.of());
    store
        .runs()
        .keep(
            new Run(
                0,
                link.id(),
                link.referralId(),
                null,
                "operator synchronize",
                outcome,
                null,
                finished,
                finished,
                nothing));
  }

  private static List<Outcome> outcomes(Store store) {
    return store.runs().search(new RunQuery(null, null, 0, 100)).stream()
        .map(Run::outcome)
        .toList();
  }
}
