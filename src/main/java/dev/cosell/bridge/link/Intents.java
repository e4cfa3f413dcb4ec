package dev.cosell.bridge.link;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What synchronizations mean to write. Each note is committed at once, in a transaction of its own:
 * it has to outlive the synchronization that makes it, whose transaction may never end.
 */
@Repository
public class Intents {

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;

  Intents(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** What was meant to be written since the last synchronization that came through, as JSON. */
  public Optional<String> of(long linkKey) {
    return jdbc.sql("SELECT writes FROM intent WHERE link_id = ?")
        .param(linkKey)
        .query(String.class)
        .optional();
  }

  /** Notes all that is meant to be written, in the place of what was noted before. */
  public void note(long linkKey, String writes) {
    if (committed("UPDATE intent SET writes = ? WHERE link_id = ?", writes, linkKey) == 0) {
      try {
        committed("INSERT INTO intent (writes, link_id) VALUES (?, ?)", writes, linkKey);
      } catch (DuplicateKeyException anotherWasFaster) {
        committed("UPDATE intent SET writes = ? WHERE link_id = ?", writes, linkKey);
      }
    }
  }

  /** Forgets the notes of this link, in the running transaction. */
  public void forget(long linkKey) {
    jdbc.sql("DELETE FROM intent WHERE link_id = ?").param(linkKey).update();
  }

  private int committed(String sql, String writes, long linkKey) {
    Integer rows = atOnce.execute(committing -> jdbc.sql(sql).params(writes, linkKey).update());
    return rows == null ? 0 : rows;
  }
}
