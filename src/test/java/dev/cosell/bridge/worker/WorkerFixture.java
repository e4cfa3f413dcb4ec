package dev.cosell.bridge.worker;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.RemoteSystem;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.SystemGates;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunQuery;
import dev.cosell.bridge.run.RunSettings;
import dev.cosell.bridge.store.Store;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.Synchronization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A worker whose reconciles do what a test says; without a word they end as unchanged. */
final class WorkerFixture implements Told {

  static final Duration REST = Duration.ofSeconds(1);
  static final int STALE_ROUNDS = 5;
  static final WorkerSettings SETTINGS =
      new WorkerSettings(8, REST, Duration.ofSeconds(2), Duration.ofHours(1), STALE_ROUNDS);

  final List<Synchronization> reconciled = new CopyOnWriteArrayList<>();
  final List<Link> links = new CopyOnWriteArrayList<>();
  final SystemGates gates;
  private final Deque<Told> next = new ArrayDeque<>();
  private final Store store;
  private final Worker worker;

  WorkerFixture(Store store) {
    this.store = store;
    this.gates = Gates.by(store.clock());
    this.worker = worker(store, this, gates);
  }

  static Worker worker(Store store, Told reconciler) {
    return worker(store, reconciler, Gates.by(store.clock()));
  }

  private static Worker worker(Store store, Told reconciler, SystemGates gates) {
    return new Worker(
        store.ledger(),
        store.links(),
        new LinkSynchronizer(
            reconciler,
            new OtherLinks(
                store.links(),
                store.creations(),
                store.ledger(),
                store.workerCalls()::add,
                store.clock()),
            new FailurePolicy(SETTINGS),
            new ClosedSystems(gates, store.clock()),
            new LinkKeeper(
                store.links(),
                store.ledger(),
                store.creations(),
                store.intents(),
                store.transactions()),
            store.runs(),
            new RunStory(new SimpleMeterRegistry()),
            personalData(),
            SETTINGS,
            store.clock()),
        store.workerCalls()::add,
        store.transactions(),
        store.clock());
  }

  private static PersonalData personalData() {
    return new PersonalData(
        new RunSettings(Duration.ofDays(90), false),
        new Mappings(mapping("opportunity"), mapping("lead")));
  }

  private static FieldMapping mapping(String entity) {
    return FieldMapping.load(Path.of("routes/mappings/dynamics-" + entity + ".yaml"));
  }

  /** What the next reconcile does; several are done one after the other. */
  WorkerFixture then(Told reconciler) {
    next.add(reconciler);
    return this;
  }

  WorkerFixture thenFail(RuntimeException failure) {
    return then(
        begun -> {
          throw failure;
        });
  }

  WorkerFixture thenFail(RemoteFailure.Kind kind) {
    return thenFail(failure(kind, null));
  }

  static RemoteFailure failure(RemoteFailure.Kind kind, @Nullable Duration retryAfter) {
    return new RemoteFailure(kind, "it is " + kind, retryAfter, null);
  }

  @Override
  public Synchronization reconcile(Synchronization begun) {
    reconciled.add(begun);
    links.add(begun.link());
    Told told = next.poll();
    return told == null ? begun.ending(Outcome.UNCHANGED, null) : told.reconcile(begun);
  }

  /** The next reconcile makes a call to this system. */
  WorkerFixture thenNeed(SystemGate system) {
    return then(
        begun -> {
          system.requireOpen();
          return begun.ending(Outcome.UNCHANGED, null);
        });
  }

  /** A system that wants to be left alone for a minute. */
  SystemGate restingSystem() {
    SystemGate gate = gates.of(new RemoteSystem("dynamics", "Dynamics 365", 4));
    gate.rest(Duration.ofMinutes(1), "it answered 429");
    return gate;
  }

  void work() {
    worker.synchronizeDueChanges();
  }

  void stop() {
    worker.stop();
  }

  void workAfter(Duration pause) {
    store.clock().move(pause);
    work();
  }

  void changed(ReferralId referral) {
    store.inbox().referralChanged(referral, ChangeSource.PARTNER_CENTER, "referral-updated", null);
  }

  ReferralId changedReferral() {
    ReferralId referral = Store.newReferral();
    changed(referral);
    return referral;
  }

  Link link(ReferralId referral) {
    return store.links().find(referral).orElseThrow();
  }

  int waiting(ReferralId referral) {
    return store.ledger().of(link(referral).id()).size();
  }

  List<Outcome> outcomes() {
    return store.runs().search(new RunQuery(null, null, 0, 100)).stream()
        .map(Run::outcome)
        .toList();
  }

  Run lastRun() {
    return store.runs().search(new RunQuery(null, null, 0, 1)).get(0);
  }
}
