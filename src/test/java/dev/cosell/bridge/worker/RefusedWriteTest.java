package dev.cosell.bridge.worker;

import static dev.cosell.bridge.run.Outcome.FAILED;
import static dev.cosell.bridge.run.Outcome.HELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.Reached;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Partner Center refuses: locked fields are left out, everything else is explained. */
class RefusedWriteTest {

  private static final RecordId DEAL = RecordId.opportunity("0d000000-0000-4000-8000-000000000001");
  private static final String TEAM = "customerTeam";

  @OnEveryDatabase
  void startsOverOnceWithoutTheFieldThatMayBeLocked(Store store) {
    WorkerFixture worker =
        new WorkerFixture(store)
            .then(
                begun -> {
                  Reached.sending(begun, TEAM);
                  throw WorkerFixture.failure(Kind.REJECTED, null);
                })
            .then(begun -> begun.ending(HELD, "the team is fixed"));
    ReferralId referral = linked(store);
    worker.changed(referral);

    worker.work();

    assertThat(worker.outcomes()).containsExactly(HELD);
    assertThat(worker.links).hasSize(2);
    assertThat(worker.links.get(1).base().path(Reached.locked(TEAM)).asText()).isEqualTo("refused");
    assertThat(worker.links.get(1).recordVersion()).as("it is read again").isNull();
    assertThat(worker.link(referral).base().has(Reached.locked(TEAM))).isTrue();
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void failsWhereTheRefusalHadAnotherReason(Store store) {
    WorkerFixture worker =
        new WorkerFixture(store)
            .then(
                begun -> {
                  Reached.sending(begun, TEAM);
                  throw WorkerFixture.failure(Kind.REJECTED, null);
                })
            .thenFail(Kind.REJECTED);
    ReferralId referral = linked(store);
    worker.changed(referral);

    worker.work();

    assertThat(worker.outcomes()).containsExactly(FAILED);
    assertThat(worker.reconciled).hasSize(2);
    assertThat(worker.waiting(referral)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"TRANSIENT", "FORBIDDEN", "ABSENT"})
  void takesNoOtherFailureForALock(Kind kind) throws Exception {
    try (Store store = Store.open(Database.H2_PLAIN)) {
      WorkerFixture worker =
          new WorkerFixture(store)
              .then(
                  begun -> {
                    Reached.sending(begun, TEAM);
                    throw WorkerFixture.failure(kind, null);
                  });
      ReferralId referral = linked(store);
      worker.changed(referral);

      worker.work();

      assertThat(worker.reconciled).hasSize(1);
      assertThat(worker.link(referral).base().has(Reached.locked(TEAM))).isFalse();
    }
  }

  @OnEveryDatabase
  void aFailureIsExplainedOnTheRecordAndTheExplanationRemembered(Store store) {
    List<Synchronization> explained = new ArrayList<>();
    ReferralId referral = linked(store);

    failing(
        store,
        referral,
        told -> {
          explained.add(told);
          told.progress().reached(told.link().saw("W/\"9\""));
        });

    assertThat(explained)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.outcome()).isEqualTo(FAILED);
              assertThat(it.reason()).isEqualTo("it is REJECTED");
            });
    Link kept = store.links().find(referral).orElseThrow();
    assertThat(kept.state()).isEqualTo(LinkState.FAILED);
    assertThat(kept.recordSeen()).isEqualTo("W/\"9\"");
  }

  @OnEveryDatabase
  void anExplanationThatFailsDoesNoHarm(Store store) {
    ReferralId referral = linked(store);

    WorkerFixture news =
        failing(
            store,
            referral,
            told -> {
              throw new IllegalStateException("the CRM is away");
            });

    assertThat(news.outcomes()).containsExactly(FAILED);
    assertThat(news.lastRun().reason()).isEqualTo("it is REJECTED");
    assertThat(news.lastRun().detail().steps())
        .contains("the record could not be told: the CRM is away");
    assertThat(news.link(referral).state()).isEqualTo(LinkState.FAILED);
    assertThat(news.waiting(referral)).isEqualTo(1);
  }

  @OnEveryDatabase
  void nobodyIsToldOfADealWithoutRecordNorOfAWaitThatHealsByItself(Store store) {
    List<Synchronization> explained = new ArrayList<>();
    failing(store, Store.newReferral(), explained::add);
    ReferralId referral = linked(store);
    WorkerFixture news = new WorkerFixture(store);
    news.changed(referral);
    WorkerFixture.worker(store, explaining(Kind.TRANSIENT, explained::add)).synchronizeDueChanges();

    assertThat(news.outcomes()).hasSize(2);
    assertThat(explained).isEmpty();
  }

  private static WorkerFixture failing(
      Store store, ReferralId referral, Consumer<Synchronization> explanation) {
    WorkerFixture news = new WorkerFixture(store);
    news.changed(referral);
    WorkerFixture.worker(store, explaining(Kind.REJECTED, explanation)).synchronizeDueChanges();
    return news;
  }

  private static Told explaining(Kind kind, Consumer<Synchronization> explanation) {
    return new Told() {
      @Override
      public Synchronization reconcile(Synchronization begun) {
        throw WorkerFixture.failure(kind, null);
      }

      @Override
      public void explain(Synchronization failed) {
        explanation.accept(failed);
      }
    };
  }

  private static ReferralId linked(Store store) {
    ReferralId referral = Store.newReferral();
    store.links().keyOf(referral);
    Link link = store.links().find(referral).orElseThrow().with(DEAL, "W/\"1\"");
    store.links().save(link, store.clock().instant());
    return referral;
  }
}
