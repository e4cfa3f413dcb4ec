package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.crm.PollRounds;
import dev.cosell.bridge.ledger.Turns.Turn;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Polls table by table: a table that is refused does not stop the other one. */
final class DynamicsPolling {

  private static final String POLL = "direct:dynamics-poll";
  private static final String TRACKING = "direct:dynamics-track-changes";

  private final PollRounds rounds;
  private final DynamicsTracking tracking;
  private final List<String> entities;

  DynamicsPolling(PollRounds rounds, DynamicsTracking tracking, List<String> entities) {
    this.rounds = rounds;
    this.tracking = tracking;
    this.entities = List.copyOf(entities);
  }

  /** Polls for changed records, unless another node does. */
  public void poll() {
    rounds.inTurn(Turn.CRM_POLL, this::askForChanged);
  }

  /** Polls for changed records, unless any node has done so within this period of the timer. */
  public void pollOnTime(Duration period) {
    rounds.onTime(Turn.CRM_POLL, period, this::askForChanged);
  }

  /** Looks for removed records, unless any node has done so within this period of the timer. */
  public void noticeRemovedOnTime(Duration period) {
    rounds.onTime(Turn.CRM_REMOVED, period, this::askForRemoved);
  }

  /** Looks for records that no longer take part, unless another node does. */
  public void noticeRemoved() {
    rounds.inTurn(Turn.CRM_REMOVED, this::askForRemoved);
  }

  private void askForChanged() {
    for (String entity : entities) {
      if (rounds.ended("the poll of " + entity, rounds.send(POLL, entity))) {
        return;
      }
    }
  }

  private void askForRemoved() {
    for (String entity : entities) {
      if (rounds.ended("change tracking of " + entity, tracked(entity))) {
        return;
      }
    }
  }

  private Optional<RemoteFailure> tracked(String entity) {
    Optional<RemoteFailure> failure = rounds.send(TRACKING, entity);
    boolean isTokenRefused = failure.filter(it -> it.kind() == Kind.REJECTED).isPresent();
    return isTokenRefused && tracking.startOver(entity) ? rounds.send(TRACKING, entity) : failure;
  }
}
