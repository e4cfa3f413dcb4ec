package dev.cosell.bridge.link;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class LinksTest {

  @OnEveryDatabase
  void makesTheLinkOfAReferralOnlyOnce(Store store) {
    ReferralId referral = Store.newReferral();

    List<Long> keys =
        InParallel.call(20, () -> store.transaction().execute(it -> store.links().keyOf(referral)));

    assertThat(Set.copyOf(keys)).hasSize(1);
    assertThat(store.jdbc().sql("SELECT COUNT(*) FROM link").query(Long.class).single())
        .isEqualTo(1);
  }

  @OnEveryDatabase
  void goesOnInItsTransactionWhenAnotherNodeMadeTheLinkFirst(Store store) {
    ReferralId referral = Store.newReferral();
    InParallel.run(
        8,
        () ->
            store
                .transaction()
                .executeWithoutResult(
                    it -> {
                      long key = store.links().keyOf(referral);
                      assertThat(store.links().find(referral).orElseThrow().id()).isEqualTo(key);
                    }));
  }

  @OnEveryDatabase
  void beginsANewLinkWithoutRecordAndBase(Store store) {
    Link link = store.newLink();

    assertThat(link.state()).isEqualTo(LinkState.NEW);
    assertThat(link.record()).isNull();
    assertThat(link.base()).isEmpty();
    assertThat(link.createdAt()).isEqualTo(START);
  }

  @OnEveryDatabase
  void skipsALinkThatAnotherWorkerHolds(Store store) {
    long key = store.newLink().id();

    store
        .transaction()
        .executeWithoutResult(
            holding -> {
              assertThat(store.links().lock(key)).isPresent();
              assertThat(lockedElsewhere(store, key)).isFalse();
            });
  }

  @OnEveryDatabase
  void holdsNoOtherLinkThanTheOneThatItLocks(Store store) {
    long held = store.newLink().id();
    long free = store.newLink().id();

    store
        .transaction()
        .executeWithoutResult(
            holding -> {
              assertThat(store.links().lock(held)).isPresent();
              assertThat(lockedElsewhere(store, free)).isTrue();
            });
  }

  @OnEveryDatabase
  void givesTheLinkFreeWhenTheWorkerIsRolledBack(Store store) {
    long key = store.newLink().id();

    store
        .transaction()
        .executeWithoutResult(
            dying -> {
              assertThat(store.links().lock(key)).isPresent();
              dying.setRollbackOnly();
            });

    assertThat(lockedElsewhere(store, key)).isTrue();
  }

  private static boolean lockedElsewhere(Store store, long key) {
    return InParallel.call(
            1, () -> store.transaction().execute(other -> store.links().lock(key).isPresent()))
        .get(0);
  }

  @OnEveryDatabase
  void keepsEveryField(Store store) {
    Link begun = store.newLink();
    ObjectNode base = JsonNodeFactory.instance.objectNode();
    base.put("dealValue", new BigDecimal("50000.25")).put("name", "Größe 'Ω' \"x\" 🚲");
    base.putNull("help");
    Link linked =
        new Link(
            begun.id(),
            begun.referralId(),
            RecordId.opportunity("0d000000-0000-4000-8000-000000000001"),
            "Größe Ω 🚲",
            LinkState.HELD,
            "Because.",
            base,
            "\"etag-1\"",
            "2027-01-04T07:59:58.1234567Z",
            "W/\"123\"",
            "W/\"124\"",
            begun.createdAt(),
            START.plusSeconds(5));
    store.clock().move(Duration.ofSeconds(5));

    store.links().save(linked, START);

    assertThat(store.links().find(begun.id())).contains(linked);
    Optional<Link> locked = store.transaction().execute(it -> store.links().lock(begun.id()));
    assertThat(locked).contains(linked);
  }

  @OnEveryDatabase
  void readsMoneyOfTheBaseExactly(Store store) {
    Link begun = store.newLink();
    ObjectNode base = JsonNodeFactory.instance.objectNode();
    base.set("dealValue", DecimalNode.valueOf(new BigDecimal("12345678901234567.89")));

    store.links().save(begun.agreeing(base, null, null), START);

    assertThat(store.links().find(begun.id()).orElseThrow().base().get("dealValue"))
        .isEqualTo(DecimalNode.valueOf(new BigDecimal("12345678901234567.89")));
  }

  @OnEveryDatabase
  void cutsNamesAndReasonsThatAreTooLong(Store store) {
    Link begun = store.newLink();

    store
        .links()
        .save(begun.named("n".repeat(500)).standing(LinkState.FAILED, "r".repeat(3000)), START);

    Link kept = store.links().find(begun.id()).orElseThrow();
    assertThat(kept.name()).isEqualTo("n".repeat(400));
    assertThat(kept.reason()).isEqualTo("r".repeat(2000));
  }

  @OnEveryDatabase
  void forgetsWhatIsNoLongerKnown(Store store) {
    Link begun = store.newLink();
    Link linked = begun.with(RecordId.lead("1"), "W/\"1\"").wroteReferral("e", "u");
    store.links().save(linked, START);

    store.links().save(linked.distrusted(), START);

    assertThat(store.links().find(begun.id())).contains(linked.distrusted());
  }
}
