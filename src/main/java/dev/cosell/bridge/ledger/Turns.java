package dev.cosell.bridge.ledger;

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
    return Boolean.TRUE.equals(
        turn.execute(
            holding -> {
              boolean isOurs = isLocked(which);
              if (isOurs) {
                work.run();
              }
              return isOurs;
            }));
  }

  private boolean isLocked(Turn which) {
    return jdbc.sql("SELECT name FROM turn WHERE name = ? FOR UPDATE SKIP LOCKED")
        .param(which.word)
        .query(String.class)
        .optional()
        .isPresent();
  }
}
