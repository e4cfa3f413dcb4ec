package dev.cosell.bridge.salesforce.events;

import dev.cosell.bridge.salesforce.events.NoConnection.Kind;
import dev.cosell.bridge.sync.RemoteFailure;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One connection over which change events come. It ends once, and whoever holds it begins another
 * one: there is one place that tries again.
 *
 * <p>The component's own consumers try again by themselves: over CometD with the token that was
 * refused, and holding the context's lock for two minutes, so that the service cannot stop; over
 * the Pub/Sub API for ever, also after the service has stopped, and never after a stream that the
 * server completed.
 */
public abstract class EventConnection {

  /** How long Salesforce may need for an answer. */
  static final int PATIENCE_SECONDS = 20;

  private enum State {
    BEGINNING,
    OPEN,
    ENDED
  }

  private final EventSession session;
  private final AtomicLong heard = new AtomicLong();
  private State state = State.BEGINNING;
  private String problem = "";

  EventConnection(EventSession session) {
    this.session = session;
  }

  /**
   * Connects and subscribes; returns when events can come.
   *
   * @throws NoConnection when they cannot
   * @throws InterruptedException when nobody wants them any more
   */
  abstract void connect(String token, Consumer<ChangeEvent> events)
      throws NoConnection, InterruptedException;

  /** Tells Salesforce that the subscription ends; must not take longer than a second. */
  abstract void sayGoodbye();

  /** Frees everything at once; may be called several times. */
  public abstract void release();

  /**
   * Begins, by a fresh token if the present one is refused. Returns when it is open or has ended.
   */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  public final void begin(Consumer<ChangeEvent> events) {
    try {
      connectByGoodToken(events);
      if (isNowOpen()) {
        events.accept(ChangeEvent.MISSED);
      } else {
        end("");
      }
    } catch (NoConnection | RemoteFailure refused) {
      end(String.valueOf(refused.getMessage()));
    } catch (RuntimeException mistake) {
      end(mistake.toString());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      end("");
    }
  }

  private void connectByGoodToken(Consumer<ChangeEvent> events)
      throws NoConnection, InterruptedException {
    try {
      connectBy(session.token(), events);
    } catch (NoConnection refused) {
      if (refused.kind() != Kind.UNAUTHORIZED) {
        throw refused;
      }
      release();
      connectBy(session.token(), events);
    }
  }

  private void connectBy(String token, Consumer<ChangeEvent> events)
      throws NoConnection, InterruptedException {
    try {
      requireWanted();
      connect(token, events);
    } catch (NoConnection refused) {
      if (refused.kind() == Kind.UNAUTHORIZED) {
        session.refused(token);
      }
      throw refused;
    }
  }

  /**
   * To be asked when something was opened that {@link #release} frees: it may have been called
   * before.
   *
   * @throws NoConnection when it was closed
   */
  final synchronized void requireWanted() throws NoConnection {
    if (state == State.ENDED) {
      throw new NoConnection(Kind.FORGOTTEN, "It was closed");
    }
  }

  private synchronized boolean isNowOpen() {
    state = state == State.BEGINNING ? State.OPEN : state;
    return state == State.OPEN;
  }

  /** Salesforce has ended it; what a new connection cures is no problem. */
  final void lost(String token, NoConnection why) {
    if (why.kind() == Kind.UNAUTHORIZED) {
      session.refused(token);
    }
    end(why.kind() == Kind.PROBLEM ? why.reason() : "");
  }

  /**
   * It has ended; whatever was opened meanwhile is freed.
   *
   * @param why what is wrong; empty when nothing is
   */
  final void end(String why) {
    synchronized (this) {
      problem = state == State.ENDED ? problem : why;
      state = State.ENDED;
    }
    release();
  }

  /** Nobody wants it any more. */
  final void close() {
    if (wasOpen()) {
      sayGoodbye();
    }
    release();
  }

  /** From now on it has ended: what its closing breaks is no problem. */
  private synchronized boolean wasOpen() {
    boolean was = state == State.OPEN;
    state = State.ENDED;
    return was;
  }

  /** Salesforce has said something, be it only that there is nothing new. */
  final void heard() {
    heard.incrementAndGet();
  }

  /** How it stands now. */
  final synchronized Standing standing() {
    return new Standing(state != State.ENDED, state == State.OPEN, problem, heard.get());
  }

  final EventSession session() {
    return session;
  }
}
