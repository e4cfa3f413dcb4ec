package dev.cosell.bridge.worker;

import static dev.cosell.bridge.worker.WorkerFixture.REST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionStatus;

class WorkerTest {

  @OnEveryDatabase
  void bringsToItsEndWhatIsBegunWhenTheServiceStopsAndBeginsNothingMore(Store store) {
    WorkerFixture news = new WorkerFixture(store);
    ReferralId first = news.changedReferral();
    ReferralId second = news.changedReferral();

    news.then(
        begun -> {
          news.stop();
          return begun.ending(Outcome.UNCHANGED, null);
        });
    news.work();

    assertThat(news.waiting(first)).isZero();
    assertThat(news.waiting(second)).isEqualTo(1);
  }

  @OnEveryDatabase
  void neverWorksOnOneLinkTwiceAtTheSameTime(Store store) {
    Set<ReferralId> inWork = ConcurrentHashMap.newKeySet();
    AtomicInteger collisions = new AtomicInteger();
    AtomicInteger reconciles = new AtomicInteger();
    WorkerFixture news = new WorkerFixture(store);
    List<ReferralId> referrals =
        IntStream.range(0, 5).mapToObj(number -> news.changedReferral()).toList();
    Told watched =
        begun -> {
          if (!inWork.add(begun.referralId())) {
            collisions.incrementAndGet();
          }
          reconciles.incrementAndGet();
          news.changed(begun.referralId()); // there is always more to do
          inWork.remove(begun.referralId());
          return begun.ending(Outcome.UNCHANGED, null);
        };

    for (int round = 0; round < 10; round++) {
      store.clock().move(REST);
      InParallel.run(8, WorkerFixture.worker(store, watched)::synchronizeDueChanges);
    }

    assertThat(collisions).hasValue(0);
    assertThat(reconciles).hasValue(10 * referrals.size());
    assertThat(referrals).allSatisfy(referral -> assertThat(news.waiting(referral)).isEqualTo(1));
  }

  @OnEveryDatabase
  void worksOnOtherLinksWhileOneIsHeld(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId held = worker.changedReferral();
    ReferralId free = worker.changedReferral();

    holding(store, List.of(held), () -> InParallel.run(1, worker::work));

    assertThat(worker.waiting(held)).isEqualTo(1);
    assertThat(worker.waiting(free)).isZero();
  }

  @OnEveryDatabase
  void findsWorkBehindManyLinksThatOtherWorkersHold(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    List<ReferralId> held =
        IntStream.range(0, 50).mapToObj(number -> worker.changedReferral()).toList();
    store.clock().move(REST);
    ReferralId free = worker.changedReferral();

    holding(store, held, () -> InParallel.run(1, worker::work));

    assertThat(worker.waiting(free)).isZero();
    assertThat(worker.reconciled).hasSize(1);
  }

  private static void holding(Store store, List<ReferralId> referrals, Runnable meanwhile) {
    store
        .transaction()
        .executeWithoutResult(
            (TransactionStatus holding) -> {
              referrals.forEach(held -> store.links().lock(store.links().keyOf(held)));
              meanwhile.run();
            });
  }

  @OnEveryDatabase
  void makesABurstOfTenChangesOneOrTwoReconciles(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    worker.work();
    for (int change = 0; change < 9; change++) {
      worker.changed(referral);
      worker.work();
    }

    worker.workAfter(REST);

    assertThat(worker.reconciled).hasSize(2);
    assertThat(worker.waiting(referral)).isZero();
    assertThat(worker.reconciled.get(1).trigger().news()).hasSize(9);
  }

  @OnEveryDatabase
  void goesAnotherRoundForAChangeThatArrivesDuringAReconcile(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    worker.then(
        begun -> {
          InParallel.run(1, () -> worker.changed(referral));
          return begun.ending(Outcome.UPDATED, null);
        });

    worker.work();
    assertThat(worker.waiting(referral)).isEqualTo(1);
    assertThat(store.workerCalls()).contains(store.clock().instant().plus(REST));

    worker.workAfter(REST);
    assertThat(worker.reconciled).hasSize(2);
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void leavesTheChangeWhenItDiesInTheMiddle(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    worker.then(
        begun -> {
          throw new StackOverflowError("the worker dies");
        });

    assertThatThrownBy(worker::work).isInstanceOf(StackOverflowError.class);
    assertThat(worker.waiting(referral)).isEqualTo(1);
    assertThat(worker.outcomes()).isEmpty();

    worker.work();
    assertThat(worker.waiting(referral)).isZero();
  }

  @Test
  void leavesTheChangeWhenItsConnectionIsKilled() throws IOException {
    try (Store store = Store.open(Database.POSTGRESQL)) {
      WorkerFixture worker = new WorkerFixture(store);
      ReferralId referral = worker.changedReferral();
      worker.then(begun -> killed(store, begun));

      worker.work();
      assertThat(worker.waiting(referral)).isEqualTo(1);
      assertThat(worker.outcomes()).isEmpty();

      worker.work();
      assertThat(worker.waiting(referral)).isZero();
      assertThat(worker.outcomes()).containsExactly(Outcome.UNCHANGED);
    }
  }

  private static Synchronization killed(Store store, Synchronization begun) {
    int victim = store.jdbc().sql("SELECT pg_backend_pid()").query(Integer.class).single();
    InParallel.call(
        1,
        () ->
            store
                .jdbc()
                .sql("SELECT pg_terminate_backend(?)")
                .param(victim)
                .query(Boolean.class)
                .single());
    return begun.ending(Outcome.UPDATED, null);
  }

  /** The CRM hands out one record for two referrals: the store refuses the second link. */
  @OnEveryDatabase
  void doesNotLetALinkThatCannotBeKeptStopTheOthers(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    RecordId taken = RecordId.opportunity("0d000000-0000-4000-8000-000000000001");
    Link owner = store.newLink().with(taken, null);
    store.links().save(owner, store.clock().instant());
    ReferralId twin = worker.changedReferral();
    store.clock().move(REST);
    ReferralId other = worker.changedReferral();
    worker.then(begun -> begun.withWritten(taken, null).ending(Outcome.CREATED, null));

    worker.work();
    worker.workAfter(REST);

    assertThat(worker.waiting(other)).isZero();
    assertThat(worker.reconciled).hasSize(2);
    assertThat(worker.link(twin).state()).isEqualTo(LinkState.FAILED);
    assertThat(worker.link(twin).reason())
        .isEqualTo("the CRM's " + taken + " is linked with another referral already");
    assertThat(worker.waiting(twin)).isEqualTo(1);
    assertThat(worker.outcomes()).containsExactly(Outcome.UNCHANGED, Outcome.FAILED);
  }

  @OnEveryDatabase
  void tellsWhatWokeIt(Store store) {
    WorkerFixture worker = new WorkerFixture(store).thenFail(Kind.REJECTED);
    worker.changedReferral();

    worker.work();

    assertThat(worker.lastRun().trigger()).isEqualTo("partner-center referral-updated");
    assertThat(worker.lastRun().startedAt()).isEqualTo(store.clock().instant());
  }

  @Test
  void waitsWithoutAnErrorWhileTheStoreIsUnavailable() throws IOException {
    Store store = Store.open(Database.H2_FILE);
    WorkerFixture worker = new WorkerFixture(store);
    store.pool().close();

    worker.work();

    assertThat(worker.reconciled).isEmpty();
    store.close();
  }
}
