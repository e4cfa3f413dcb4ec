package dev.cosell.bridge.worker;

import static dev.cosell.bridge.run.Outcome.FAILED;
import static dev.cosell.bridge.run.Outcome.IGNORED;
import static dev.cosell.bridge.run.Outcome.POSTPONED;
import static dev.cosell.bridge.run.Outcome.UNCHANGED;
import static dev.cosell.bridge.worker.WorkerFixture.STALE_ROUNDS;
import static dev.cosell.bridge.worker.WorkerFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;

class FailureTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @OnEveryDatabase
  void keepsTheChangeOfAPassingFailureAndTriesItAgainLater(Store store) {
    WorkerFixture worker = new WorkerFixture(store).thenFail(Kind.TRANSIENT);
    ReferralId referral = worker.changedReferral();

    worker.work();
    worker.workAfter(Duration.ofMillis(1400)); // the first wait is 1.5 to 2 seconds
    assertThat(worker.outcomes()).containsExactly(POSTPONED);
    assertThat(worker.waiting(referral)).isEqualTo(1);

    worker.workAfter(Duration.ofMillis(601));
    assertThat(worker.outcomes()).containsExactly(UNCHANGED, POSTPONED);
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void waitsLongerWithEachFailureButNeverLongerThanTheLongest(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    worker.changedReferral();
    for (int attempt = 0; attempt < 15; attempt++) {
      worker.thenFail(Kind.TRANSIENT);
      Duration longest = Duration.ofSeconds(Math.min(3600, 2L << attempt));
      worker.work();
      worker.workAfter(longest.multipliedBy(74).dividedBy(100));
      assertThat(worker.reconciled).as("runs after failure %d", attempt).hasSize(attempt + 1);
      assertThat(worker.reconciled.get(attempt).trigger().attempt()).isEqualTo(attempt);
      store.clock().move(longest.multipliedBy(26).dividedBy(100).plusMillis(10));
    }
  }

  @OnEveryDatabase
  void leavesTheOtherSideAloneForAsLongAsItAsked(Store store) {
    WorkerFixture worker =
        new WorkerFixture(store).thenFail(failure(Kind.TRANSIENT, Duration.ofSeconds(57)));
    ReferralId referral = worker.changedReferral();

    worker.work();
    worker.workAfter(Duration.ofMillis(56_900));
    worker.changed(referral);
    worker.work();
    assertThat(worker.reconciled).hasSize(1);

    worker.workAfter(Duration.ofMillis(100));
    assertThat(worker.reconciled).hasSize(2);
  }

  @OnEveryDatabase
  void countsTheWaitFromTheAnswerThatAskedForIt(Store store) {
    WorkerFixture worker =
        new WorkerFixture(store)
            .then(
                slow -> {
                  store.clock().move(Duration.ofSeconds(40));
                  throw failure(Kind.TRANSIENT, Duration.ofSeconds(57));
                });
    worker.changedReferral();

    worker.work();
    worker.workAfter(Duration.ofSeconds(56));

    assertThat(worker.reconciled).hasSize(1);
  }

  @OnEveryDatabase
  void startsOverAtOnceFromALinkThatItNoLongerTrusts(Store store) {
    WorkerFixture worker = new WorkerFixture(store).thenFail(Kind.STALE);
    ReferralId referral = Store.newReferral();
    store.links().keyOf(referral);
    Link link =
        worker.link(referral).with(RecordId.opportunity("1"), "W/\"7\"").wroteReferral("e", "u");
    store.links().save(link, store.clock().instant());
    worker.changed(referral);

    worker.work();

    assertThat(worker.outcomes()).containsExactly(UNCHANGED);
    assertThat(worker.links).containsExactly(link, link.distrusted());
    assertThat(worker.lastRun().detail().steps()).containsExactly("started over: it is STALE");
  }

  @OnEveryDatabase
  void givesUpStartingOverAfterAFewRoundsAndTriesAgainLater(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    for (int round = 0; round < STALE_ROUNDS; round++) {
      worker.thenFail(Kind.STALE);
    }
    ReferralId referral = worker.changedReferral();

    worker.work();

    assertThat(worker.reconciled).hasSize(STALE_ROUNDS);
    assertThat(worker.outcomes()).containsExactly(POSTPONED);
    assertThat(worker.waiting(referral)).isEqualTo(1);
  }

  @OnEveryDatabase
  void triesOnceMorePerSystemWhenATokenWasNotAcceptedThenLater(Store store) {
    WorkerFixture worker =
        new WorkerFixture(store)
            .thenFail(Kind.UNAUTHORIZED)
            .thenFail(Kind.UNAUTHORIZED)
            .thenFail(Kind.UNAUTHORIZED);
    ReferralId referral = worker.changedReferral();

    worker.work();
    assertThat(worker.reconciled).hasSize(3);
    assertThat(worker.outcomes()).containsExactly(POSTPONED);
    assertThat(worker.waiting(referral)).isEqualTo(1);

    worker.workAfter(Duration.ofSeconds(2));
    assertThat(worker.outcomes()).containsExactly(UNCHANGED, POSTPONED);
  }

  @OnEveryDatabase
  void parksWhatTheOtherSideDoesNotWantUntilANewChangeWakesIt(Store store) {
    WorkerFixture worker = new WorkerFixture(store).thenFail(Kind.REJECTED);
    ReferralId referral = worker.changedReferral();

    worker.work();
    worker.workAfter(HOUR.multipliedBy(1000));
    assertThat(worker.reconciled).hasSize(1);
    assertThat(worker.outcomes()).containsExactly(FAILED);
    assertThat(worker.link(referral).state()).isEqualTo(LinkState.FAILED);
    assertThat(worker.link(referral).reason()).isEqualTo("it is REJECTED");
    assertThat(store.ledger().backlog().parked()).isEqualTo(1);

    worker.changed(referral);
    worker.work();
    assertThat(worker.outcomes()).containsExactly(UNCHANGED, FAILED);
    assertThat(worker.waiting(referral)).isZero();
    assertThat(worker.lastRun().detail().changes()).hasSize(2);
  }

  @OnEveryDatabase
  void looksAgainForAReferralThatIsNotVisibleYetAndIgnoresItAtLast(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    for (int attempt = 0; attempt < 4; attempt++) {
      worker.thenFail(Kind.ABSENT).work();
      store.clock().move(HOUR);
    }

    worker.work();

    assertThat(worker.outcomes()).containsExactly(IGNORED, POSTPONED, POSTPONED, POSTPONED);
    assertThat(worker.link(referral).state()).isEqualTo(LinkState.IGNORED);
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void doesNotIgnoreTheAbsenceOfALinkedDeal(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    ReferralId referral = worker.changedReferral();
    Link link = worker.link(referral).with(RecordId.opportunity("1"), null);
    store.links().save(link, store.clock().instant());
    for (int attempt = 0; attempt < 4; attempt++) {
      worker.thenFail(Kind.ABSENT).work();
      store.clock().move(HOUR);
    }

    assertThat(worker.outcomes()).containsExactly(FAILED, POSTPONED, POSTPONED, POSTPONED);
    assertThat(worker.link(referral).record()).isEqualTo(RecordId.opportunity("1"));
    assertThat(worker.waiting(referral)).isEqualTo(1);
  }

  @OnEveryDatabase
  void keepsAndRepeatsWhatFailedUnexpectedly(Store store) {
    WorkerFixture worker =
        new WorkerFixture(store).thenFail(new IllegalStateException("a mistake in a route"));
    ReferralId referral = worker.changedReferral();

    worker.work();
    assertThat(worker.lastRun())
        .extracting(Run::outcome, Run::reason)
        .containsExactly(
            POSTPONED,
            "an unexpected failure inside the bridge (IllegalStateException); the log tells more");
    assertThat(worker.waiting(referral)).isEqualTo(1);

    worker.workAfter(Duration.ofSeconds(2));
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void remembersWhatWasReachedRemotelyEvenWhenALaterStepFails(Store store) {
    for (Kind kind : RemoteFailure.Kind.values()) {
      RecordId created = RecordId.opportunity("created before " + kind);
      Told half =
          begun -> {
            begun.progress().reached(begun.withWritten(created, "W/\"1\"").link());
            throw failure(kind, null);
          };
      WorkerFixture worker = new WorkerFixture(store);
      for (int round = 0; round < STALE_ROUNDS; round++) {
        worker.then(half);
      }
      ReferralId referral = worker.changedReferral();

      worker.work();

      assertThat(worker.link(referral).record()).isEqualTo(created);
      assertThat(worker.lastRun().recordId()).isEqualTo(created.value());
    }
  }

  @OnEveryDatabase
  void waitsForASystemThatIsLeftAloneWithoutCountingItAsAFailureOrTellingIt(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    SystemGate gate = worker.restingSystem();
    for (int round = 0; round < 5; round++) {
      worker.thenNeed(gate);
    }
    ReferralId referral = worker.changedReferral();

    worker.work();
    worker.workAfter(Duration.ofMillis(59_999));
    assertThat(worker.reconciled).as("not before the rest is over").hasSize(1);
    assertThat(worker.outcomes()).as("the gate tells it once").isEmpty();
    assertThat(worker.waiting(referral)).isEqualTo(1);

    worker.workAfter(Duration.ofSeconds(16));
    assertThat(worker.outcomes()).containsExactly(UNCHANGED);
    assertThat(worker.reconciled.get(1).trigger().attempt()).isZero();
  }

  @OnEveryDatabase
  void costsNoCallToTheOtherSystemWhileTheNeededOneIsStillLeftAlone(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    SystemGate gate = worker.restingSystem();
    worker.thenNeed(gate);
    ReferralId referral = worker.changedReferral();
    worker.work();
    gate.rest(Duration.ofMinutes(3), "it answered 429 again");

    worker.workAfter(Duration.ofMinutes(2));
    assertThat(worker.reconciled).as("it is known what it waits for").hasSize(1);
    assertThat(worker.waiting(referral)).isEqualTo(1);
    worker.changedReferral();
    worker.work();
    assertThat(worker.reconciled).as("another link may need less").hasSize(2);

    worker.workAfter(Duration.ofMinutes(2));
    assertThat(worker.waiting(referral)).isZero();
  }

  @OnEveryDatabase
  void linksThatWaitForOneSystemComeBackOneAfterTheOther(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    SystemGate gate = worker.restingSystem();
    for (int link = 0; link < 20; link++) {
      worker.thenNeed(gate);
      worker.changedReferral();
    }
    store.workerCalls().clear();

    worker.work();

    assertThat(store.workerCalls()).hasSize(20);
    assertThat(store.workerCalls().stream().distinct().count()).isGreaterThan(15);
    assertThat(store.workerCalls())
        .allMatch(it -> !it.isBefore(store.clock().instant().plusSeconds(60)))
        .allMatch(it -> it.isBefore(store.clock().instant().plusSeconds(76)));
  }

  @OnEveryDatabase
  void tellsAnOperatorWhyNothingHappened(Store store) {
    WorkerFixture worker = new WorkerFixture(store);
    SystemGate gate = worker.restingSystem();
    worker.thenNeed(gate);
    store.inbox().referralChanged(Store.newReferral(), ChangeSource.OPERATOR, "synchronize", null);

    worker.work();

    assertThat(worker.lastRun())
        .extracting(Run::outcome, Run::reason)
        .containsExactly(
            POSTPONED, "Dynamics 365 is left alone until 2027-01-04T08:01:00Z: it answered 429");
  }

  @OnEveryDatabase
  void anOperatorOrTheOtherSideWakesWhatWasRejected(Store store) {
    for (ChangeSource source : ChangeSource.values()) {
      WorkerFixture worker = new WorkerFixture(store).thenFail(Kind.REJECTED);
      ReferralId referral = worker.changedReferral();
      worker.work();
      assertThat(worker.link(referral).state()).isEqualTo(LinkState.FAILED);

      store.inbox().dealChanged(worker.link(referral).id(), source, "news");
      worker.workAfter(Duration.ofSeconds(1));

      assertThat(worker.waiting(referral)).as("woken by %s", source).isZero();
    }
  }
}
