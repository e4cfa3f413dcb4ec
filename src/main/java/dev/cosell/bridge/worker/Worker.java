package dev.cosell.bridge.worker;

import dev.cosell.bridge.ledger.Change;
import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.ledger.WorkerCall;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.Links;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes due changes from the ledger, one link at a time.
 *
 * <p>The row lock of the link is held for the whole synchronization, so that no other worker on any
 * node takes the same link, and a crash gives it free at once.
 */
@Component("worker")
class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final int CANDIDATES = 20;

  private final ChangeLedger ledger;
  private final Links links;
  private final LinkSynchronizer synchronizer;
  private final WorkerCall workers;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile boolean stopping;

  Worker(
      ChangeLedger ledger,
      Links links,
      LinkSynchronizer synchronizer,
      WorkerCall workers,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.ledger = ledger;
    this.links = links;
    this.synchronizer = synchronizer;
    this.workers = workers;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** The service stops: what is begun is brought to its end, the rest waits for the next start. */
  @EventListener(ContextClosedEvent.class)
  public void stop() {
    stopping = true;
  }

  /** Synchronizes every link that is due, until none is left that this worker can lock. */
  public void synchronizeDueChanges() {
    try {
      int looked = CANDIDATES;
      List<Long> due;
      boolean worked;
      do {
        due = ledger.dueLinks(looked);
        worked = takeEach(due);
        // when others hold all of them, there may be more behind
        looked = worked ? CANDIDATES : looked * 2;
      } while (!stopping && (worked || due.size() * 2 == looked));
    } catch (DataAccessException | TransactionException unavailable) {
      LOG.error("the store is unavailable, changes wait in it: {}", unavailable.getMessage());
    }
  }

  private boolean takeEach(List<Long> keys) {
    boolean worked = false;
    for (long key : keys) {
      worked |= !stopping && take(key);
    }
    return worked;
  }

  private boolean take(long key) {
    Optional<Instant> next = transaction.execute(working -> locked(key));
    if (next == null || next.isEmpty()) {
      return false;
    }
    workers.dueAt(next.get());
    return true;
  }

  /**
   * When the link may be worked on again, or empty when there was nothing to do for this worker.
   */
  private Optional<Instant> locked(long key) {
    return links.lock(key).filter(link -> ledger.isDue(key)).map(this::synchronize);
  }

  /** A link that another one has taken the place of passes its changes on. */
  private Instant passOn(long key, long other) {
    ledger.move(key, other);
    return clock.instant();
  }

  private Instant synchronize(Link link) {
    return links
        .joinedTo(link.id())
        .map(other -> passOn(link.id(), other))
        .orElseGet(() -> synchronizeIt(link));
  }

  private Instant synchronizeIt(Link link) {
    Instant startedAt = clock.instant();
    List<Change> changes = ledger.of(link.id());
    Aftermath aftermath = synchronizer.synchronize(link, changes, startedAt);
    switch (aftermath.changes()) {
      case COMPLETE -> ledger.complete(changes);
      case POSTPONE -> ledger.postpone(changes, aftermath.nextAt());
      case DEFER -> ledger.defer(changes, aftermath.nextAt());
      case PARK -> ledger.park(changes);
      case PASS_ON -> {}
    }
    Long taker = aftermath.joined();
    if (taker != null) {
      links.join(link.id(), taker);
      passOn(link.id(), taker);
      return startedAt;
    }
    return aftermath.nextAt();
  }
}
