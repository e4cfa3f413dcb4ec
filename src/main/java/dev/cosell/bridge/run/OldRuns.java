package dev.cosell.bridge.run;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes runs that nobody needs any more: those that came through once they are old, the others
 * not before their deal has nothing left to be mended.
 */
@Repository
public class OldRuns {

  private static final int BATCH = 500;

  private static final String OLD =
      "SELECT id FROM run WHERE finished_at < ? AND (outcome IN ('created', 'updated',"
          + " 'unchanged', 'ignored') OR (NOT EXISTS (SELECT 1 FROM change c WHERE c.link_id ="
          + " run.link_id) AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = run.link_id AND"
          + " l.state IN ('held', 'failed')))) ORDER BY finished_at, id LIMIT ?";

  private final JdbcClient jdbc;
  private final TransactionTemplate batch;

  OldRuns(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.batch = new TransactionTemplate(transactions);
    batch.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Deletes the runs that ended before this time, batch by batch, each in a transaction of its own.
   *
   * @return how many there were
   */
  public int deleteBefore(Instant time) {
    int deleted = 0;
    int last;
    do {
      last = deleteBatch(time.atOffset(ZoneOffset.UTC));
      deleted += last;
    } while (last == BATCH);
    return deleted;
  }

  private int deleteBatch(OffsetDateTime time) {
    List<Long> ids = jdbc.sql(OLD).params(time, BATCH).query(Long.class).list();
    if (ids.isEmpty()) {
      return 0;
    }
    batch.executeWithoutResult(
        deleting -> jdbc.sql("DELETE FROM run WHERE id IN (:ids)").param("ids", ids).update());
    return ids.size();
  }
}
