package dev.cosell.bridge.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a link out of the store, with everything that the bridge remembers of its deal. */
@Repository
public class Removal {

  /** The tables whose rows belong to a link. */
  private static final List<String> TABLES =
      List.of("change", "run", "creation", "intent", "invitation");

  /** For a worker that holds the link. The embedded database waits for two seconds instead. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final JdbcClient patient;
  private final Links links;
  private final TransactionTemplate transaction;

  Removal(DataSource store, Links links, PlatformTransactionManager transactions) {
    JdbcTemplate waiting = new JdbcTemplate(store);
    waiting.setQueryTimeout(Math.toIntExact(PATIENCE.toSeconds()));
    this.patient = JdbcClient.create(waiting);
    this.jdbc = JdbcClient.create(store);
    this.links = links;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Removes the link and all of its rows in one transaction; those of links that gave way to it,
   * too. It waits a moment for a worker that holds the link.
   *
   * @return false when a worker holds one of them, and nothing was removed
   */
  public boolean remove(long key) {
    try {
      return Boolean.TRUE.equals(transaction.execute(removing -> removed(key)));
    } catch (QueryTimeoutException | PessimisticLockingFailureException isHeld) {
      return false;
    }
  }

  private boolean removed(long key) {
    lockInPatience(key);
    List<Long> all = new ArrayList<>(joinedTo(key));
    for (long each : all) {
      Optional<Link> locked = links.lock(each);
      if (locked.isEmpty() && links.find(each).isPresent()) {
        return false;
      }
    }
    all.add(key);
    for (String table : TABLES) {
      jdbc.sql("DELETE FROM " + table + " WHERE link_id IN (:keys)").param("keys", all).update();
    }
    jdbc.sql("DELETE FROM link WHERE id IN (:keys)").param("keys", all).update();
    return true;
  }

  /** Before any other lock, so that nobody can wait for the one who waits. */
  private void lockInPatience(long key) {
    patient.sql("SELECT id FROM link WHERE id = ? FOR UPDATE").param(key).query(Long.class).list();
  }

  private List<Long> joinedTo(long key) {
    return jdbc.sql("SELECT id FROM link WHERE joined_to = ?").param(key).query(Long.class).list();
  }

  /**
   * Takes away the changes of links that do not exist: news that came in the very moment in which
   * their link was removed.
   */
  public void forgetChangesWithoutLink() {
    jdbc.sql(
            "DELETE FROM change WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.id = change.link_id)")
        .update();
  }
}
