package dev.cosell.bridge.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a round over all deals found last, in the store: every node tells the same, also after a
 * restart. Only the node whose turn it is writes one; each is committed at once.
 */
@Repository
public class Reports {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  Reports(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  /**
   * The report of this name; empty when there is none, or none that this version can read.
   *
   * @throws org.springframework.dao.DataAccessException when the store is unavailable
   */
  public <T> Optional<T> find(String name, Class<T> type) {
    return jdbc.sql("SELECT content FROM report WHERE name = ?")
        .param(name)
        .query(String.class)
        .optional()
        .flatMap(content -> read(content, type));
  }

  /** Keeps a report in the place of the one before. */
  public void keep(String name, Object report) {
    String content = text(report);
    atOnce.executeWithoutResult(
        committing -> {
          if (written("UPDATE report SET content = ?, updated_at = ? WHERE name = ?", content, name)
              == 0) {
            written(
                "INSERT INTO report (content, updated_at, name) VALUES (?, ?, ?)", content, name);
          }
        });
  }

  /** Forgets a report. */
  public void forget(String name) {
    atOnce.executeWithoutResult(
        committing -> jdbc.sql("DELETE FROM report WHERE name = ?").param(name).update());
  }

  private int written(String sql, String content, String name) {
    return jdbc.sql(sql).params(content, clock.instant().atOffset(ZoneOffset.UTC), name).update();
  }

  private static String text(Object report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException mistake) {
      throw new IllegalStateException(mistake);
    }
  }

  private static <T> Optional<T> read(String content, Class<T> type) {
    try {
      return Optional.of(JSON.readValue(content, type));
    } catch (JsonProcessingException ofAnotherVersion) {
      return Optional.empty();
    }
  }
}
