package dev.cosell.bridge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is left of a deal when its link is removed: nothing. */
class RemovalTest {

  private static final List<String> TABLES =
      List.of("change", "run", "creation", "intent", "invitation");

  @OnEveryDatabase
  void leavesNothingOfTheDealAndEverythingOfTheOthers(Store store) {
    Link mine = remembered(store);
    Link other = remembered(store);

    assertThat(store.removal().remove(mine.id())).isTrue();

    assertThat(store.links().find(mine.id())).isEmpty();
    assertThat(store.links().find(other.id())).isPresent();
    for (String table : TABLES) {
      assertThat(rows(store, table, mine.id())).as(table).isZero();
      assertThat(rows(store, table, other.id())).as(table).isPositive();
    }
  }

  @OnEveryDatabase
  void takesTheLinksThatGaveWayWithIt(Store store) {
    Link mine = remembered(store);
    Link gaveWay = remembered(store);
    store.links().join(gaveWay.id(), mine.id());

    assertThat(store.removal().remove(mine.id())).isTrue();

    assertThat(store.links().find(gaveWay.id())).isEmpty();
    assertThat(rows(store, "run", gaveWay.id())).isZero();
  }

  @OnEveryDatabase
  void removesNothingWhileAWorkerHoldsTheLink(Store store) {
    Link mine = remembered(store);

    Boolean removed =
        store
            .transaction()
            .execute(
                working -> {
                  assertThat(store.links().lock(mine.id())).isPresent();
                  return CompletableFuture.supplyAsync(() -> store.removal().remove(mine.id()))
                      .join();
                });

    assertThat(removed).isFalse();
    assertThat(store.links().find(mine.id())).isPresent();
    assertThat(rows(store, "change", mine.id())).isPositive();
  }

  @OnEveryDatabase
  void waitsForTheEndOfTheWorkThatIsUnderWay(Store store) {
    Link mine = remembered(store);

    CompletableFuture<Boolean> removed =
        store
            .transaction()
            .execute(
                working -> {
                  assertThat(store.links().lock(mine.id())).isPresent();
                  CompletableFuture<Boolean> removing =
                      CompletableFuture.supplyAsync(() -> store.removal().remove(mine.id()));
                  assertThatThrownBy(() -> removing.get(200, TimeUnit.MILLISECONDS))
                      .isInstanceOf(TimeoutException.class);
                  return removing;
                });

    assertThat(removed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
    assertThat(store.links().find(mine.id())).isEmpty();
  }

  @OnEveryDatabase
  void beginsAgainWithTheNextNewsOfTheDeal(Store store) {
    Link mine = remembered(store);
    ReferralId referral = Objects.requireNonNull(mine.referralId());
    store.removal().remove(mine.id());

    store.inbox().referralChanged(referral, ChangeSource.PARTNER_CENTER, "new", null);

    Link again = store.links().find(referral).orElseThrow();
    assertThat(again.state()).isEqualTo(LinkState.NEW);
    assertThat(again.base()).isEmpty();
    assertThat(store.ledger().isDue(again.id())).isTrue();
  }

  @OnEveryDatabase
  void forgetsNewsThatCameInTheVeryMomentOfTheRemoval(Store store) {
    Link mine = remembered(store);
    Link other = remembered(store);
    store.removal().remove(mine.id());
    store.ledger().append(mine.id(), ChangeSource.CRM, "changed", null);

    store.removal().forgetChangesWithoutLink();

    assertThat(rows(store, "change", mine.id())).isZero();
    assertThat(rows(store, "change", other.id())).isPositive();
  }

  private static Link remembered(Store store) {
    Link link = store.newLink();
    store.ledger().append(link.id(), ChangeSource.CRM, "changed", null);
    store.creations().begin(link.id());
    store.intents().note(link.id(), "{}");
    store.invitations().begin(link.id());
    store.runs().keep(run(link));
    return link;
  }

  private static Run run(Link link) {
    return new Run(
        0,
        link.id(),
        link.referralId(),
        null,
        "operator synchronize",
        Outcome.UPDATED,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        new RunDetail(List.of(), 0, List.of(), List.of(), List.of(), List.of()));
  }

  private static long rows(Store store, String table, long key) {
    return store
        .jdbc()
        .sql("SELECT COUNT(*) FROM " + table + " WHERE link_id = ?")
        .param(key)
        .query(Long.class)
        .single();
  }
}
