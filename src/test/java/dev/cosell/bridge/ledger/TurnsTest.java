package dev.cosell.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

class TurnsTest {

  @OnEveryDatabase
  void areTakenByOneAtATime(Store store) {
    AtomicInteger inWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    InParallel.run(
        8,
        () -> {
          for (int round = 0; round < 20; round++) {
            store
                .turns()
                .take(
                    Turn.CRM_POLL,
                    () -> {
                      most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                      inWork.decrementAndGet();
                    });
          }
        });

    assertThat(most).hasValue(1);
  }

  @OnEveryDatabase
  void onTimeAreTakenOnceByAllTogether(Store store) {
    store.jdbc().sql("UPDATE turn SET taken_at = NULL").update();
    AtomicInteger work = new AtomicInteger();

    InParallel.run(
        4, () -> store.turns().take(Turn.CRM_POLL, Duration.ofHours(1), work::incrementAndGet));

    assertThat(work).hasValue(1);
    assertThat(store.turns().take(Turn.CRM_POLL, Duration.ZERO, work::incrementAndGet)).isTrue();
    assertThat(store.turns().take(Turn.CRM_POLL, Duration.ofHours(1), work::incrementAndGet))
        .isFalse();
    assertThat(work).hasValue(2);
  }

  @OnEveryDatabase
  void areNotTakenOnTimeWhenTheWorkFailed(Store store) {
    store.jdbc().sql("UPDATE turn SET taken_at = NULL").update();
    assertThatThrownBy(
            () ->
                store
                    .turns()
                    .take(
                        Turn.CRM_POLL,
                        Duration.ofHours(1),
                        () -> {
                          throw new IllegalStateException("down");
                        }))
        .hasMessage("down");

    assertThat(store.turns().take(Turn.CRM_POLL, Duration.ofHours(1), () -> {})).isTrue();
  }

  @OnEveryDatabase
  void areLeftAloneWhileAnotherHasThem(Store store) {
    AtomicInteger work = new AtomicInteger();

    boolean taken =
        store
            .turns()
            .take(
                Turn.CRM_POLL,
                () -> {
                  assertThat(elsewhere(store, Turn.CRM_POLL, work)).containsExactly(false);
                  assertThat(elsewhere(store, Turn.CRM_REMOVED, work)).containsExactly(true);
                });

    assertThat(taken).isTrue();
    assertThat(work).hasValue(1);
    assertThat(elsewhere(store, Turn.CRM_POLL, work)).containsExactly(true);
  }

  private static List<Boolean> elsewhere(Store store, Turn turn, AtomicInteger work) {
    return InParallel.call(1, () -> store.turns().take(turn, work::incrementAndGet));
  }

  @OnEveryDatabase
  void areFreeAgainAfterAFailure(Store store) {
    assertThatThrownBy(
            () ->
                store
                    .turns()
                    .take(
                        Turn.CRM_POLL,
                        () -> {
                          throw new IllegalStateException("the work fails");
                        }))
        .hasMessage("the work fails");

    assertThat(elsewhere(store, Turn.CRM_POLL, new AtomicInteger())).containsExactly(true);
  }

  @Test
  void areFreeAtOnceWhenTheNodeThatHasThemDies() throws IOException {
    try (Store store = Store.open(Database.POSTGRESQL)) {
      assertThatThrownBy(
              () ->
                  store
                      .turns()
                      .take(
                          Turn.CRM_POLL,
                          () -> {
                            kill(store, pid(store));
                            assertThat(elsewhere(store, Turn.CRM_POLL, new AtomicInteger()))
                                .containsExactly(true);
                          }))
          .isInstanceOfAny(DataAccessException.class, TransactionException.class);
    }
  }

  private static int pid(Store store) {
    return store.jdbc().sql("SELECT pg_backend_pid()").query(Integer.class).single();
  }

  private static void kill(Store store, int victim) {
    InParallel.run(
        1,
        () ->
            assertThat(
                    store
                        .jdbc()
                        .sql("SELECT pg_terminate_backend(?, 5000)")
                        .param(victim)
                        .query(Boolean.class)
                        .single())
                .isTrue());
  }
}
