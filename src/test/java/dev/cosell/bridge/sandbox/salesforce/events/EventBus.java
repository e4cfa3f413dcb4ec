package dev.cosell.bridge.sandbox.salesforce.events;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The events of the last 72 hours, in their order. They are published while the organization is
 * locked; so listeners are called by another thread, and nothing here asks the organization.
 */
final class EventBus {

  private static final Duration RETENTION = Duration.ofDays(3);
  private static final int LONGEST_STEP = 5;
  private static final long FIRST_AT_MOST = 1L << 40;

  private final Supplier<Clock> clock;
  private final Executor announcer;
  private final NavigableMap<Long, ChangeEvent> retained = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private long start = random.nextLong(FIRST_AT_MOST);
  private long last = start;
  private int lost;
  private boolean isClosed;

  /**
   * An empty bus.
   *
   * @param announcer calls the listeners
   */
  EventBus(Supplier<Clock> clock, Executor announcer) {
    this.clock = clock;
    this.announcer = announcer;
  }

  /** Calls a listener after each publication. */
  void onPublish(Runnable listener) {
    listeners.add(listener);
  }

  /** Lets the next events vanish. */
  synchronized void loseNext(int count) {
    lost = count;
  }

  synchronized void publish(
      EventSchema schema, ChangeHeader header, Map<String, Optional<Object>> fields) {
    if (lost > 0) {
      lost--;
      return;
    }
    last += 1 + random.nextInt(LONGEST_STEP);
    retained.put(last, new ChangeEvent(last, now(), schema, header, Map.copyOf(fields)));
    if (!isClosed) {
      announcer.execute(() -> listeners.forEach(Runnable::run));
    }
  }

  /** Calls no listener any more. */
  synchronized void close() {
    isClosed = true;
  }

  /** Forgets all events and makes their ids invalid, as a move to another instance does. */
  synchronized void forget() {
    retained.clear();
    start = random.nextLong(FIRST_AT_MOST);
    last = start;
  }

  /** The position behind the last event. */
  synchronized long latest() {
    return last;
  }

  /** The position before the first event that is retained. */
  synchronized long earliest() {
    purge();
    return retained.isEmpty() ? last : retained.firstKey() - 1;
  }

  /** Whether a subscription may begin behind this position: there is an event, or the beginning. */
  synchronized boolean retains(long replayId) {
    purge();
    return retained.containsKey(replayId) || replayId == start;
  }

  /** The events of a topic behind a position. */
  synchronized List<ChangeEvent> after(long replayId, Topic topic, int limit) {
    purge();
    List<ChangeEvent> found = new ArrayList<>();
    for (ChangeEvent event : retained.tailMap(replayId, false).values()) {
      if (found.size() == limit) {
        break;
      }
      if (topic.carries(event)) {
        found.add(event);
      }
    }
    return found;
  }

  private void purge() {
    Instant oldest = now().minus(RETENTION);
    retained.values().removeIf(event -> event.publishedAt().isBefore(oldest));
  }

  private Instant now() {
    return clock.get().instant();
  }
}
