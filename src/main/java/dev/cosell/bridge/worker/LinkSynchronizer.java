package dev.cosell.bridge.worker;

import dev.cosell.bridge.ledger.Change;
import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.run.Runs;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Synchronizes one locked link, and keeps the link and the run. */
@Component
class LinkSynchronizer {

  private final Reconciler reconciler;
  private final OtherLinks others;
  private final FailurePolicy failures;
  private final ClosedSystems closed;
  private final LinkKeeper keeper;
  private final Runs runs;
  private final RunStory story;
  private final PersonalData personal;
  private final WorkerSettings settings;
  private final Clock clock;

  LinkSynchronizer(
      Reconciler reconciler,
      OtherLinks others,
      FailurePolicy failures,
      ClosedSystems closed,
      LinkKeeper keeper,
      Runs runs,
      RunStory story,
      PersonalData personal,
      WorkerSettings settings,
      Clock clock) {
    this.reconciler = reconciler;
    this.others = others;
    this.failures = failures;
    this.closed = closed;
    this.keeper = keeper;
    this.runs = runs;
    this.story = story;
    this.personal = personal;
    this.settings = settings;
    this.clock = clock;
  }

  /** Synchronizes the link; every failure becomes an aftermath. */
  Aftermath synchronize(Link link, List<Change> changes, Instant startedAt) {
    Trigger trigger = trigger(changes);
    RunLog log = new RunLog();
    Progress progress = new Progress(link);
    Aftermath reached = reconciled(progress, trigger, log, startedAt);
    Aftermath aftermath = keeper.kept(reached, link);
    keeper.sawReferral(aftermath, seen(progress, changes));
    others.wake(progress);
    // the link may have to wait for its referral's id; what was done is told with it
    Link told = reached.link();
    Run run = personal.allowed(run(aftermath, told, trigger, log, startedAt));
    if (isWorthTelling(run, aftermath, trigger)) {
      runs.keep(run);
      story.tell(run, told);
    }
    return others.joining(aftermath, progress);
  }

  /**
   * Thousands may wait for one system; the gate tells it once. A person who asks gets an answer.
   */
  private static boolean isWorthTelling(Run run, Aftermath aftermath, Trigger trigger) {
    return aftermath.changes() != Aftermath.Changes.DEFER
        || trigger.thorough()
        || !run.detail().calls().isEmpty();
  }

  private Aftermath reconciled(Progress progress, Trigger trigger, RunLog log, Instant startedAt) {
    Optional<RemoteFailure> unasked = closed.stops(progress.link().id());
    if (unasked.isPresent()) {
      return failures.aftermath(unasked.get(), progress.link(), trigger.attempt(), clock.instant());
    }
    @Nullable RuntimeException last = null;
    for (int round = 0; round < settings.staleRounds(); round++) {
      try {
        Synchronization done = reconciler.reconcile(Synchronization.begin(trigger, log, progress));
        closed.passed(progress.link().id());
        return Aftermath.done(
            Objects.requireNonNull(done.outcome(), "the route ended without reconcile.conclude"),
            done.reason(),
            done.link(),
            startedAt.plus(settings.rest()));
      } catch (RuntimeException failure) {
        last = failure;
        if (!failures.startsOver(failure, round) && !isLockedField(failure, progress)) {
          break;
        }
        log.step("started over: " + failure.getMessage());
        progress.startOver();
      }
    }
    closed.met(progress.link().id(), Objects.requireNonNull(last));
    return explained(
        failures.aftermath(
            Objects.requireNonNull(last), progress.link(), trigger.attempt(), clock.instant()),
        Synchronization.begin(trigger, log, progress));
  }

  /** A field that Partner Center has fixed is left out, so that the others get through. */
  private static boolean isLockedField(RuntimeException failure, Progress progress) {
    return failure instanceof RemoteFailure refused
        && refused.kind() == RemoteFailure.Kind.REJECTED
        && progress.lockWhatWasRefused();
  }

  /** A seller sees on the record why it failed; not being able to tell is no failure. */
  private Aftermath explained(Aftermath aftermath, Synchronization synchronization) {
    String reason = aftermath.reason();
    if (aftermath.outcome() != Outcome.FAILED
        || reason == null
        || synchronization.link().record() == null) {
      return aftermath;
    }
    try {
      reconciler.explain(synchronization.ending(Outcome.FAILED, reason));
    } catch (RuntimeException untold) {
      synchronization.log().step("the record could not be told: " + untold.getMessage());
    }
    return Aftermath.failed(reason, synchronization.link(), aftermath.nextAt());
  }

  private static Trigger trigger(List<Change> changes) {
    return new Trigger(
        changes.stream().map(LinkSynchronizer::news).toList(),
        changes.stream().mapToInt(Change::attempt).max().orElse(0),
        changes.stream().anyMatch(LinkSynchronizer::wantsAThoroughLook));
  }

  private static boolean wantsAThoroughLook(Change change) {
    return change.source() == ChangeSource.OPERATOR || change.event().equals(Change.DRIFT);
  }

  /** The latest change of the referral that was read or, where it is not there, that was listed. */
  private static @Nullable Instant seen(Progress progress, List<Change> changes) {
    return Stream.concat(
            Stream.ofNullable(progress.referralAt()),
            changes.stream()
                .filter(change -> change.source() == ChangeSource.SWEEP)
                .map(Change::versionHint)
                .filter(Objects::nonNull)
                .map(Instant::parse))
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static Trigger.News news(Change change) {
    String words = change.source().word() + " " + change.event();
    Trigger.@Nullable Side side =
        switch (change.source()) {
          case OPERATOR -> null;
          case CRM -> Trigger.Side.RECORD;
          case PARTNER_CENTER, SWEEP ->
              change.event().startsWith("related-")
                  ? Trigger.Side.RELATED_REFERRAL
                  : Trigger.Side.REFERRAL;
        };
    return new Trigger.News(side, words, change.versionHint());
  }

  private Run run(Aftermath aftermath, Link link, Trigger trigger, RunLog log, Instant startedAt) {
    return new Run(
        0,
        link.id(),
        link.referralId(),
        link.record() == null ? null : link.record().value(),
        trigger.latest(),
        aftermath.outcome(),
        aftermath.reason(),
        startedAt,
        clock.instant(),
        log.detail(trigger.words(), trigger.attempt()));
  }
}
