package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.ledger.Turns;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Lets one node at a time poll, table by table, and decides what follows from a failure: a table
 * that is refused does not stop the other one, a Dataverse that is busy or down stops the poll
 * until the next interval, or as long as it asks for.
 */
final class DynamicsPolling {

  private static final String POLL = "direct:dynamics-poll";
  private static final String TRACKING = "direct:dynamics-track-changes";

  private final Turns turns;
  private final ProducerTemplate camel;
  private final DynamicsTracking tracking;
  private final PollHealth health;
  private final List<String> entities;
  private final Clock clock;
  private final DynamicsFailures failures = new DynamicsFailures();

  DynamicsPolling(
      Turns turns,
      ProducerTemplate camel,
      DynamicsTracking tracking,
      List<String> entities,
      Clock clock) {
    this.turns = turns;
    this.camel = camel;
    this.tracking = tracking;
    this.entities = List.copyOf(entities);
    this.clock = clock;
    this.health = new PollHealth(clock);
  }

  /** Polls for changed records, unless another node does. */
  public void poll() {
    inTurn(Turn.CRM_POLL, POLL);
  }

  /** Looks for records that no longer take part, unless another node does. */
  public void noticeRemoved() {
    inTurn(Turn.CRM_REMOVED, TRACKING);
  }

  private void inTurn(Turn turn, String route) {
    if (!health.mayAsk()) {
      return;
    }
    try {
      turns.take(turn, () -> askEach(route));
      health.worked("the store of the poll");
    } catch (DataAccessException | TransactionException unavailable) {
      health.failed("the store of the poll", unavailable.getMessage());
    }
  }

  private void askEach(String route) {
    for (String entity : entities) {
      String what = (route.equals(POLL) ? "the poll of " : "change tracking of ") + entity;
      Optional<RemoteFailure> failure = ask(route, entity);
      failure.ifPresentOrElse(it -> tell(what, it), () -> health.worked(what));
      if (failure.filter(this::stopsThePoll).isPresent()) {
        return;
      }
    }
  }

  private void tell(String what, RemoteFailure failure) {
    if (failure.getCause() != null && !(failure.getCause() instanceof IOException)) {
      health.failedUnexpectedly(what, failure.getCause());
    } else {
      health.failed(what, failure.getMessage());
    }
  }

  private Optional<RemoteFailure> ask(String route, String entity) {
    Optional<RemoteFailure> failure = send(route, entity);
    boolean isTokenRefused =
        route.equals(TRACKING) && failure.filter(it -> it.kind() == Kind.REJECTED).isPresent();
    return isTokenRefused && tracking.startOver(entity) ? send(route, entity) : failure;
  }

  private Optional<RemoteFailure> send(String route, String entity) {
    Exchange done = camel.send(route, exchange -> exchange.getMessage().setBody(entity));
    Exception failure = done.getException();
    return failure == null ? Optional.empty() : Optional.of(translated(failure));
  }

  private RemoteFailure translated(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RemoteFailure known) {
        return known;
      }
      if (cause instanceof DataAccessException store) {
        throw store;
      }
      if (cause instanceof TransactionException store) {
        throw store;
      }
      Optional<RemoteFailure> known = failures.translate(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return new RemoteFailure(Kind.TRANSIENT, String.valueOf(failure), null, failure);
  }

  private boolean stopsThePoll(RemoteFailure failure) {
    if (failure.retryAfter() != null) {
      health.restUntil(clock.instant().plus(failure.retryAfter()));
    }
    return failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.UNAUTHORIZED;
  }
}
