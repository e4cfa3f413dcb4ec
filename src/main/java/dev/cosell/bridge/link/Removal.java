package dev.cosell.bridge.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final JdbcClient jdbc;
  private final Links links;
  private final TransactionTemplate transaction;

  Removal(JdbcClient jdbc, Links links, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.links = links;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Removes the link and all of its rows in one transaction; those of links that gave way to it,
   * too.
   *
   * @return false when a worker holds one of them, and nothing was removed
   */
  public boolean remove(long key) {
    return Boolean.TRUE.equals(transaction.execute(removing -> removed(key)));
  }

  private boolean removed(long key) {
    List<Long> all = new ArrayList<>(joinedTo(key));
    all.add(key);
    for (long each : all) {
      Optional<Link> locked = links.lock(each);
      if (locked.isEmpty() && links.find(each).isPresent()) {
        return false;
      }
    }
    for (String table : TABLES) {
      jdbc.sql("DELETE FROM " + table + " WHERE link_id IN (:keys)").param("keys", all).update();
    }
    jdbc.sql("DELETE FROM link WHERE id IN (:keys)").param("keys", all).update();
    return true;
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
