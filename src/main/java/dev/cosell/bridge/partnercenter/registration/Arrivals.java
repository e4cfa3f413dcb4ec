package dev.cosell.bridge.partnercenter.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Notes that genuine notifications arrive, which proves that delivery works. */
@Component
public class Arrivals {

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final WatchStore store;
  private final Heartbeats heartbeats;
  private final HeartbeatWatch watch;
  private final Clock clock;
  private final AtomicLong nextNote = new AtomicLong(Long.MIN_VALUE);

  Arrivals(WatchStore store, Heartbeats heartbeats, HeartbeatWatch watch, Clock clock) {
    this.store = store;
    this.heartbeats = heartbeats;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * A test event arrived.
   *
   * @throws DataAccessException when the store is unavailable
   * @throws TransactionException the same
   */
  public void testEvent() {
    heartbeats.arrived();
    store.testArrived();
    watch.tell();
  }

  /**
   * Any other notification arrived. It is noted once a minute, and never costs the notification.
   */
  public void notification() {
    long due = nextNote.get();
    long now = clock.millis();
    if (now < due || !nextNote.compareAndSet(due, now + SELDOM.toMillis())) {
      return;
    }
    try {
      store.notified();
    } catch (DataAccessException | TransactionException unavailable) {
      LOG.debug("the arrival of a notification was not noted", unavailable);
    }
  }
}
