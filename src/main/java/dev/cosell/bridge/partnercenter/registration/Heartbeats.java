package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.partnercenter.registration.Heartbeat.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The heartbeats of all nodes. Every write commits at once, as in {@link WatchStore}. */
@Repository
class Heartbeats {

  /** As long as Partner Center keeps the results. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final String COLUMNS =
      "SELECT id, sent_at, correlation_id, outcome, explanation, arrived_at FROM webhook_heartbeat";

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  Heartbeats(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Notes a heartbeat before it is asked for: refused requests count as well. */
  long begin() {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    change(
        () -> {
          jdbc.sql("DELETE FROM webhook_heartbeat WHERE sent_at < ?").param(utc(KEPT)).update();
          return jdbc.sql("INSERT INTO webhook_heartbeat (sent_at, outcome) VALUES (?, ?)")
              .params(utc(Duration.ZERO), Outcome.OPEN.name())
              .update(key, "id");
        });
    return Objects.requireNonNull(key.getKey(), "the key of a heartbeat").longValue();
  }

  /** Keeps Partner Center's name for it. */
  void sent(long id, String correlationId) {
    change(
        () ->
            jdbc.sql("UPDATE webhook_heartbeat SET correlation_id = ? WHERE id = ?")
                .params(correlationId, id)
                .update());
  }

  /** Ends a heartbeat without success, unless it has arrived meanwhile. */
  boolean failed(long id, Outcome outcome, @Nullable String explanation) {
    return change(
            () ->
                jdbc.sql(
                        "UPDATE webhook_heartbeat SET outcome = ?, explanation = ? WHERE id = ? AND"
                            + " outcome = ?")
                    .params(outcome.name(), WatchStore.cut(explanation), id, Outcome.OPEN.name())
                    .update())
        > 0;
  }

  /**
   * A test event arrived. Which one it is cannot be told for sure, and does not matter: delivery
   * works, so those before it are delivered as well.
   */
  void arrived() {
    change(
        () ->
            jdbc.sql(
                    "UPDATE webhook_heartbeat SET outcome = ?, explanation = NULL, arrived_at = ?"
                        + " WHERE arrived_at IS NULL")
                .params(Outcome.DELIVERED.name(), utc(Duration.ZERO))
                .update());
  }

  /** The newest ones, the last one first. */
  List<Heartbeat> newest(int count) {
    return jdbc.sql(COLUMNS + " ORDER BY id DESC LIMIT ?")
        .param(count)
        .query(Heartbeats::heartbeat)
        .list();
  }

  /** Those that nothing is known of yet. */
  List<Heartbeat> open() {
    return jdbc.sql(COLUMNS + " WHERE outcome = ? ORDER BY id")
        .param(Outcome.OPEN.name())
        .query(Heartbeats::heartbeat)
        .list();
  }

  private int change(Supplier<Integer> statement) {
    Integer rows = atOnce.execute(committing -> statement.get());
    return rows == null ? 0 : rows;
  }

  private OffsetDateTime utc(Duration ago) {
    return clock.instant().minus(ago).atOffset(ZoneOffset.UTC);
  }

  private static Heartbeat heartbeat(ResultSet row, int number) throws SQLException {
    Instant sent = WatchStore.instant(row, "sent_at");
    return new Heartbeat(
        row.getLong("id"),
        Objects.requireNonNull(sent, "sent_at"),
        row.getString("correlation_id"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("explanation"),
        WatchStore.instant(row, "arrived_at"));
  }
}
