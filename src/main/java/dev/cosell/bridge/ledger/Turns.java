package dev.cosell.bridge.ledger;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Things that are done by one thread of one node at a time. The turn is a row lock, held until the
 * work ends: a crash gives it free at once.
 */
@Component
public class Turns {

  private final JdbcClient jdbc;
  private final TransactionTemplate turn;

  Turns(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.turn = new TransactionTemplate(transactions);
  }

  /** What is done in turn. */
  public enum Turn {
    /** The poll of a CRM for changed records. */
    CRM_POLL("crm-poll"),
    /** The search for records that no longer take part. */
    CRM_REMOVED("crm-removed"),
    /** The look at the webhook registration and its heartbeat. */
    WEBHOOK_REGISTRATION("webhook-registration"),
    /** The sweep for referrals whose notification was lost. */
    SWEEP("sweep"),
    /** A slice of the comparison of both sides. */
    DRIFT("drift"),
    /** The deletion of old runs. */
    RUN_RETENTION("run-retention");

    private final String word;

    Turn(String word) {
      this.word = word;
    }
  }

  /**
   * Does this work, unless it is being done already. One connection to the store is held meanwhile;
   * what the work writes belongs into transactions of its own.
   *
   * @return false when it is another one's turn
   * @throws org.springframework.dao.DataAccessException when the store is unavailable
   * @throws org.springframework.transaction.TransactionException the same
   */
  public boolean take(Turn which, Runnable work) {
    return take(which, Duration.ZERO, work);
  }

  /**
   * The same, unless it was begun less than this time ago, on whatever node. Only the clock of the
   * store counts; one that was put back delays it by that time once at most.
   *
   * @return false when it is another one's turn, or too early
   */
  public boolean take(Turn which, Duration apart, Runnable work) {
    return Boolean.TRUE.equals(
        turn.execute(
            holding -> {
              boolean isOurs = locked(which).filter(it -> it.isOver(apart)).isPresent();
              if (isOurs) {
                jdbc.sql("UPDATE turn SET taken_at = CURRENT_TIMESTAMP WHERE name = ?")
                    .param(which.word)
                    .update();
                work.run();
              }
              return isOurs;
            }));
  }

  private Optional<LastTurn> locked(Turn which) {
    return jdbc.sql(
            "SELECT taken_at, CURRENT_TIMESTAMP AS now FROM turn WHERE name = ? FOR UPDATE SKIP"
                + " LOCKED")
        .param(which.word)
        .query(
            (row, number) ->
                new LastTurn(
                    row.getObject("taken_at", OffsetDateTime.class),
                    row.getObject("now", OffsetDateTime.class)))
        .optional();
  }

  private record LastTurn(@Nullable OffsetDateTime takenAt, OffsetDateTime now) {

    /**
     * The time of a transaction is that of its begin, so that another one may be a little later.
     */
    boolean isOver(Duration apart) {
      return takenAt == null
          || takenAt.isAfter(now.plus(apart))
          || !takenAt.plus(apart).isAfter(now);
    }
  }
}
