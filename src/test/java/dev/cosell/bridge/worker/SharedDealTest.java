package dev.cosell.bridge.worker;

import static dev.cosell.bridge.worker.WorkerFixture.REST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.link.Creation;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkQuery;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.Reached;
import dev.cosell.bridge.sync.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A seller's deal gets its referral while Partner Center tells of it. */
class SharedDealTest {

  private static final RecordId DEAL = RecordId.opportunity("0d000000-0000-4000-8000-000000000001");
  private static final String BLOCKED_H2 =
      "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE EXECUTING_STATEMENT LIKE 'UPDATE"
          + " link SET referral_id = ? WHERE%'";
  private static final String BLOCKED_POSTGRESQL =
      "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
          + " current_database()";

  @OnEveryDatabase
  void theLinkThatGetsItsReferralKeepsIt(Store store) {
    ReferralId referral = Store.newReferral();
    WorkerFixture worker = new WorkerFixture(store);
    long deal = saved(store);
    store.creations().begin(deal);
    worker.then(begun -> Reached.shared(begun, referral).ending(Outcome.CREATED, null));

    worker.work();

    assertThat(worker.link(referral).id()).isEqualTo(deal);
    assertThat(worker.link(referral).record()).isEqualTo(DEAL);
    assertThat(store.creations().of(deal)).as("the link knows it").isEmpty();
    assertThat(worker.lastRun().referralId()).isEqualTo(referral);
    assertThat(worker.lastRun().recordId()).isEqualTo(DEAL.value());
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void aLinkThatANotificationBeganMeanwhileGivesWayAndItsChangesMove(Store store) {
    ReferralId referral = Store.newReferral();
    WorkerFixture worker = new WorkerFixture(store);
    long deal = saved(store);
    worker.then(
        begun -> {
          InParallel.run(1, () -> worker.changed(referral));
          return Reached.shared(begun, referral).ending(Outcome.CREATED, null);
        });

    worker.work();

    assertThat(worker.link(referral).id()).isEqualTo(deal);
    assertThat(visible(store)).extracting(Link::id).containsExactly(deal);
    assertThat(worker.waiting(referral)).as("the news of the notification").isEqualTo(1);

    worker.workAfter(REST);
    assertThat(worker.waiting(referral)).isZero();
    assertThat(worker.reconciled).hasSize(2);
    assertThat(worker.reconciled.get(1).link().id()).isEqualTo(deal);
    assertThat(worker.reconciled.get(1).trigger().words())
        .containsExactly("partner-center referral-updated");
  }

  @OnEveryDatabase
  void aLateChangeOfALinkThatGaveWayIsPassedOn(Store store) {
    ReferralId referral = Store.newReferral();
    WorkerFixture worker = new WorkerFixture(store);
    long other = store.links().keyOf(referral);
    long deal = saved(store);
    worker.then(begun -> Reached.shared(begun, referral).ending(Outcome.CREATED, null)).work();
    store.clock().move(REST);

    // whoever noted it had looked for the key before the links became one
    store.inbox().dealChanged(other, ChangeSource.PARTNER_CENTER, "referral-updated");
    worker.work();

    assertThat(store.ledger().of(other)).isEmpty();
    assertThat(worker.reconciled).extracting(it -> it.link().id()).containsExactly(deal, deal);
    assertThat(store.ledger().of(deal)).isEmpty();
  }

  @OnEveryDatabase
  void whileAnotherWorkerLooksAtTheOtherLinkEverythingButTheIdIsKept(Store store) {
    ReferralId referral = Store.newReferral();
    WorkerFixture worker = new WorkerFixture(store);
    long other = store.links().keyOf(referral);
    long deal = saved(store);
    store.creations().begin(deal);
    worker.then(
        begun -> {
          store.creations().created(deal, referral);
          begun.progress().reached(begun.link().named("Rollout"));
          return Reached.shared(begun, referral).ending(Outcome.CREATED, null);
        });

    store
        .transaction()
        .executeWithoutResult(
            holding -> {
              assertThat(store.links().lock(other)).isPresent();
              InParallel.run(1, worker::work);
            });

    Link waiting = store.links().find(deal).orElseThrow();
    assertThat(waiting.referralId()).isNull();
    assertThat(waiting.name()).isEqualTo("Rollout");
    assertThat(store.creations().of(deal).map(Creation::referralId)).contains(referral);
    assertThat(store.ledger().of(deal)).hasSize(1);
    assertThat(worker.lastRun().referralId()).as("who searches for it").isEqualTo(referral);

    worker.then(begun -> Reached.shared(begun, referral).ending(Outcome.UPDATED, null));
    worker.workAfter(REST);
    assertThat(worker.link(referral).id()).isEqualTo(deal);
    assertThat(visible(store)).hasSize(1);
    assertThat(store.ledger().of(deal)).isEmpty();
    assertThat(store.creations().of(deal)).isEmpty();
  }

  @OnEveryDatabase
  void aNotificationThatBeginsALinkAtTheSameMomentCostsNothing(Store store) throws Exception {
    ReferralId referral = Store.newReferral();
    WorkerFixture worker = new WorkerFixture(store);
    long deal = saved(store);
    worker.then(
        begun -> {
          begun.progress().reached(begun.link().named("Rollout"));
          return Reached.shared(begun, referral).ending(Outcome.CREATED, null);
        });
    CountDownLatch inserted = new CountDownLatch(1);
    ExecutorService notification = Executors.newSingleThreadExecutor();
    try {
      Future<?> committed =
          notification.submit(
              () ->
                  store
                      .transaction()
                      .executeWithoutResult(
                          notCommitted -> {
                            store.links().keyOf(referral);
                            inserted.countDown();
                            await().atMost(1, TimeUnit.SECONDS).until(() -> someoneWaits(store));
                          }));
      assertThat(inserted.await(10, TimeUnit.SECONDS)).isTrue();
      worker.work();
      committed.get(10, TimeUnit.SECONDS);
    } finally {
      notification.shutdownNow();
    }

    Link waiting = store.links().find(deal).orElseThrow();
    assertThat(waiting.name()).isEqualTo("Rollout");
    assertThat(waiting.referralId()).isNull();
    assertThat(store.ledger().of(deal)).hasSize(1);

    worker.then(begun -> Reached.shared(begun, referral).ending(Outcome.UPDATED, null));
    worker.workAfter(REST);
    assertThat(worker.link(referral).id()).isEqualTo(deal);
    assertThat(visible(store)).hasSize(1);
  }

  private static boolean someoneWaits(Store store) {
    return InParallel.call(1, () -> blocked(store)).get(0) > 0;
  }

  private static long blocked(Store store) {
    String sql = store.pool().getJdbcUrl().startsWith("jdbc:h2") ? BLOCKED_H2 : BLOCKED_POSTGRESQL;
    return store.jdbc().sql(sql).query(Long.class).single();
  }

  @OnEveryDatabase
  void aReferralThatHasARecordOfItsOwnIsNotTakenOver(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    Link owner = store.newLink().with(RecordId.opportunity("2"), null);
    store.links().save(owner, store.clock().instant());
    ReferralId referral = Optional.ofNullable(owner.referralId()).orElseThrow();
    long deal = saved(store);
    worker.then(begun -> Reached.shared(begun, referral).ending(Outcome.CREATED, null));

    worker.work();

    assertThat(worker.link(referral).record()).isEqualTo(owner.record());
    assertThat(store.links().find(deal).map(Link::state)).contains(LinkState.FAILED);
    assertThat(visible(store)).hasSize(2);
  }

  @OnEveryDatabase
  void aReferralWhoseRecordHasALinkPassesItsChangesOnAndTellsItsId(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    long deal = store.links().keyOf(DEAL);
    ReferralId referral = worker.changedReferral();
    long other = worker.link(referral).id();
    worker.then(begun -> Reached.joining(begun, deal).ending(Outcome.UNCHANGED, null));

    worker.work();

    assertThat(store.links().joinedTo(other)).contains(deal);
    assertThat(store.ledger().of(other)).isEmpty();
    assertThat(store.creations().of(deal).map(Creation::referralId)).contains(referral);
    assertThat(worker.reconciled).extracting(it -> it.link().id()).containsExactly(other, deal);
    assertThat(worker.reconciled.get(1).trigger().words())
        .containsExactly("partner-center referral-updated");
    assertThat(visible(store)).extracting(Link::id).containsExactly(deal);
  }

  @OnEveryDatabase
  void aLinkThatThePollBeganForANewRecordGivesWay(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    long own = worker.link(referral).id();
    worker.then(
        begun -> {
          InParallel.run(1, () -> assertThat(saved(store)).isNotEqualTo(own));
          return begun.withWritten(DEAL, null).ending(Outcome.CREATED, null);
        });

    worker.work();

    assertThat(worker.link(referral).record()).isEqualTo(DEAL);
    assertThat(visible(store)).extracting(Link::id).containsExactly(own);
    assertThat(worker.waiting(referral)).as("the news of the poll").isEqualTo(1);
    assertThat(worker.outcomes()).containsExactly(Outcome.CREATED);
  }

  @OnEveryDatabase
  void whileAnotherWorkerLooksAtTheLinkThatThePollBeganTheDealComesAgain(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    long polled = store.links().keyOf(DEAL);
    worker.then(begun -> begun.withWritten(DEAL, null).ending(Outcome.CREATED, null));

    store
        .transaction()
        .executeWithoutResult(
            holding -> {
              assertThat(store.links().lock(polled)).isPresent();
              InParallel.run(1, worker::work);
            });
    assertThat(worker.link(referral).record()).isNull();
    assertThat(worker.waiting(referral)).isEqualTo(1);

    worker.then(begun -> begun.withWritten(DEAL, null).ending(Outcome.UPDATED, null));
    worker.workAfter(REST);
    assertThat(worker.link(referral).record()).isEqualTo(DEAL);
    assertThat(visible(store)).hasSize(1);
  }

  @OnEveryDatabase
  void newsForAnotherDealWakeIt(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId own = Store.newReferral();
    ReferralId microsofts = worker.changedReferral();
    worker.then(
        begun -> {
          begun.progress().handOver(own);
          return begun.ending(Outcome.IGNORED, "Microsoft's own side");
        });

    worker.work();

    assertThat(worker.reconciled)
        .extracting(it -> it.link().referralId())
        .containsExactly(microsofts, own);
    assertThat(worker.reconciled.get(1).trigger().news())
        .extracting(Trigger.News::side)
        .containsExactly(Trigger.Side.RELATED_REFERRAL);
    assertThat(store.workerCalls()).contains(store.clock().instant());
    assertThat(worker.waiting(own)).isZero();
  }

  private static long saved(Store store) {
    long deal = store.links().keyOf(DEAL);
    store.inbox().dealChanged(deal, ChangeSource.CRM, "poll");
    return deal;
  }

  private static List<Link> visible(Store store) {
    return store.links().search(new LinkQuery("", null, 0, 50));
  }
}
