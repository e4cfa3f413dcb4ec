package dev.cosell.bridge.crm;

import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Lets one node at a time ask the CRM, and decides what follows from a failure: it is told once in
 * the log, and a CRM that is busy or down is left alone until the next interval, or as long as it
 * asks for.
 */
public final class PollRounds {

  private final Turns turns;
  private final RemoteRoutes routes;
  private final PollHealth health;
  private final SystemGate gate;

  /**
   * Rounds of one CRM.
   *
   * @param routes that ask it
   * @param gate whether that CRM may be asked
   */
  public PollRounds(Turns turns, RemoteRoutes routes, PollHealth health, SystemGate gate) {
    this.turns = turns;
    this.routes = routes;
    this.health = health;
    this.gate = gate;
  }

  /**
   * Asks, unless another thread or node does it or the CRM wants to be left alone.
   *
   * @return false when it is another one's turn: what changed a moment ago may have escaped it
   */
  public boolean inTurn(Turn turn, Runnable asking) {
    return inTurn(turn, Duration.ZERO, asking);
  }

  /**
   * Asks when a timer says so: the timers of all nodes together lead to about one question per
   * interval.
   *
   * @param interval the period of the timer
   */
  public void onTime(Turn turn, Duration interval, Runnable asking) {
    // the timer of one node alone may come a little early
    inTurn(turn, interval.multipliedBy(3).dividedBy(4), asking);
  }

  private boolean inTurn(Turn turn, Duration apart, Runnable asking) {
    if (gate.closure().isPresent()) {
      return true;
    }
    try {
      boolean isOurs = turns.take(turn, apart, asking);
      health.worked("the store of the poll");
      return isOurs;
    } catch (DataAccessException | TransactionException unavailable) {
      health.failed("the store of the poll", unavailable.getMessage());
      return true;
    }
  }

  /**
   * Sends to a route, and waits for its end.
   *
   * @return what the CRM did not do, or empty when the route came through
   * @throws DataAccessException when the store is unavailable
   * @throws TransactionException the same
   */
  public Optional<RemoteFailure> send(String route, Object body) {
    return routes.send(route, body);
  }

  /**
   * Tells in the log how one question went.
   *
   * @param what the question, in words such as "the poll of lead"
   * @return true when nothing else shall be asked in this round
   */
  public boolean ended(String what, Optional<RemoteFailure> failure) {
    failure.ifPresentOrElse(it -> tell(what, it), () -> health.worked(what));
    return failure.filter(PollRounds::endsTheRound).isPresent();
  }

  private void tell(String what, RemoteFailure failure) {
    if (failure.unaskedSystem() != null) {
      return; // the gate told it
    }
    routes
        .mistake(failure)
        .ifPresentOrElse(
            mistake -> health.failedUnexpectedly(what, mistake),
            () -> health.failed(what, failure.getMessage()));
  }

  private static boolean endsTheRound(RemoteFailure failure) {
    return failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.UNAUTHORIZED;
  }
}
