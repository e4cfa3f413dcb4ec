package dev.cosell.bridge.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class CreationsTest {

  private static final long LINK = 7;

  @OnEveryDatabase
  void keepTheIdOfTheRequestWhileItsAnswerIsNotKnown(Store store) {
    Creations creations = store.creations();
    UUID first = creations.begin(LINK);
    store.clock().move(Duration.ofMinutes(1));

    assertThat(creations.begin(LINK)).isEqualTo(first);
    assertThat(creations.begin(LINK + 1)).isNotEqualTo(first);
    assertThat(creations.of(LINK)).contains(new Creation(first, store.clock().instant(), null));
  }

  @OnEveryDatabase
  void takeANewIdAfterARefusal(Store store) {
    Creations creations = store.creations();
    UUID first = creations.begin(LINK);

    creations.refused(LINK);

    Creation refused = creations.of(LINK).orElseThrow();
    assertThat(refused.begunAt()).isNull();
    assertThat(refused.referralId()).isNull();
    assertThat(creations.begin(LINK)).isNotEqualTo(first);
    assertThat(creations.of(LINK).orElseThrow().begunAt()).isEqualTo(store.clock().instant());
  }

  @OnEveryDatabase
  void knowTheReferralOnceItIsCreated(Store store) {
    Creations creations = store.creations();
    ReferralId referral = Store.newReferral();
    UUID first = creations.begin(LINK);

    creations.created(LINK, referral);

    Creation created = creations.of(LINK).orElseThrow();
    assertThat(created.referralId()).isEqualTo(referral);
    assertThat(created.begunAt()).isNull();
    assertThat(created.requestId()).isNotEqualTo(first);
  }

  @OnEveryDatabase
  void areForgottenOneByOne(Store store) {
    Creations creations = store.creations();
    UUID first = creations.begin(LINK);
    UUID other = creations.begin(LINK + 1);

    creations.forget(LINK);

    assertThat(creations.of(LINK)).isEmpty();
    assertThat(creations.of(LINK + 1)).isPresent();
    assertThat(creations.begin(LINK)).isNotEqualTo(first);
    assertThat(creations.begin(LINK + 1)).isEqualTo(other);
  }

  @OnEveryDatabase
  void outliveTheTransactionAroundThem(Store store) {
    ReferralId referral = Store.newReferral();
    rolledBack(store, () -> store.creations().begin(LINK));
    Instant begun = store.creations().of(LINK).orElseThrow().begunAt();
    rolledBack(store, () -> store.creations().created(LINK, referral));

    assertThat(begun).isEqualTo(store.clock().instant());
    assertThat(store.creations().of(LINK).orElseThrow().referralId()).isEqualTo(referral);
  }

  @OnEveryDatabase
  void aForgottenOneIsBackWhenTheTransactionIsRolledBack(Store store) {
    UUID first = store.creations().begin(LINK);
    rolledBack(store, () -> store.creations().forget(LINK));

    assertThat(store.creations().begin(LINK)).isEqualTo(first);
  }

  private static void rolledBack(Store store, Runnable work) {
    store
        .transaction()
        .executeWithoutResult(
            crash -> {
              work.run();
              crash.setRollbackOnly();
            });
  }

  @OnEveryDatabase
  void takeTwoNotesAtTheSameMoment(Store store) {
    ReferralId referral = Store.newReferral();

    InParallel.run(8, () -> store.creations().created(LINK, referral));

    assertThat(store.creations().of(LINK).orElseThrow().referralId()).isEqualTo(referral);
    assertThat(store.jdbc().sql("SELECT COUNT(*) FROM creation").query(Long.class).single())
        .isEqualTo(1);
    List<UUID> begun = InParallel.call(2, () -> store.creations().begin(LINK + 1));
    assertThat(begun).contains(store.creations().of(LINK + 1).orElseThrow().requestId());
  }
}
