package dev.cosell.bridge.sandbox.salesforce.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A client of the Streaming API from its handshake to its end, with what it subscribed to. */
final class StreamingClient {

  /** How a long poll ended. */
  enum End {
    /** There are events, or the time is over. */
    POLLED,
    /** The client disconnected. */
    DISCONNECTED,
    /** The server disconnected the client. */
    DISMISSED,
    /** The server forgot the client. */
    FORGOTTEN,
    /** The access token is no longer good. */
    UNAUTHORIZED
  }

  /**
   * What a long poll brings.
   *
   * @param events messages that stand before the answer
   * @param end how it ended
   * @param isFirst whether it is the client's first one
   */
  record Polled(List<ObjectNode> events, End end, boolean isFirst) {}

  private static final int MANY = 1_000;

  private final String id;
  private final boolean isToldGoodbye;
  private final Map<Topic, Long> positions = new LinkedHashMap<>();
  private End end = End.POLLED;
  private boolean isSilent;
  private boolean isFrozen;
  private boolean hasPolled;
  private int poll;
  private int held;
  private long lastSeen = System.nanoTime();

  /**
   * A client that has just shaken hands.
   *
   * @param isToldGoodbye whether its API version has server-side disconnects
   */
  StreamingClient(String id, boolean isToldGoodbye) {
    this.id = id;
    this.isToldGoodbye = isToldGoodbye;
  }

  String id() {
    return id;
  }

  boolean isToldGoodbye() {
    return isToldGoodbye;
  }

  synchronized void subscribe(Topic topic, long position) {
    positions.put(topic, position);
    seen();
    notifyAll();
  }

  synchronized boolean unsubscribe(Topic topic) {
    seen();
    return positions.remove(topic) != null;
  }

  synchronized Set<Topic> topics() {
    return Set.copyOf(positions.keySet());
  }

  synchronized void end(End how) {
    end = how;
    notifyAll();
  }

  synchronized void silence() {
    isSilent = true;
  }

  synchronized void freeze() {
    isFrozen = true;
  }

  /** How many polls wait for an event. */
  synchronized int held() {
    return held;
  }

  /** Lets a poll that is held look again. */
  synchronized void wake() {
    notifyAll();
  }

  /** Whether it has not been seen for longer than this, no poll being held. */
  synchronized boolean isLost(Duration timeout) {
    return held == 0 && System.nanoTime() - lastSeen > timeout.toNanos();
  }

  /**
   * Holds a long poll until there is something to say. A newer poll of the same client ends it.
   *
   * @param isAuthorized whether the client's token is still good
   * @throws InterruptedException when the sandbox closes
   */
  synchronized Polled poll(EventBus bus, Duration timeout, BooleanSupplier isAuthorized)
      throws InterruptedException {
    boolean isFirst = !hasPolled;
    hasPolled = true;
    int mine = ++poll;
    long until = System.nanoTime() + timeout.toNanos();
    notifyAll();
    held++;
    try {
      while (true) {
        End now = isAuthorized.getAsBoolean() ? end : End.UNAUTHORIZED;
        List<ObjectNode> events = isFrozen || isSilent ? List.of() : taken(bus);
        boolean isOver = mine != poll || System.nanoTime() >= until;
        if (now != End.POLLED || !events.isEmpty() || (isOver && !isFrozen)) {
          return new Polled(events, now, isFirst);
        }
        TimeUnit.NANOSECONDS.timedWait(
            this, isFrozen ? MANY * 1_000_000L : until - System.nanoTime());
      }
    } finally {
      held--;
      seen();
    }
  }

  private List<ObjectNode> taken(EventBus bus) {
    List<ObjectNode> taken = new ArrayList<>();
    for (Map.Entry<Topic, Long> subscription : positions.entrySet()) {
      for (ChangeEvent event : bus.after(subscription.getValue(), subscription.getKey(), MANY)) {
        taken.add(EventJson.message(event, subscription.getKey().name()));
        subscription.setValue(event.replayId());
      }
    }
    return taken;
  }

  private void seen() {
    lastSeen = System.nanoTime();
  }
}
