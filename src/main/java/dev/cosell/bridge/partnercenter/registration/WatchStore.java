package dev.cosell.bridge.partnercenter.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the {@link Watch}. Every write commits at once: the caller may hold another transaction for
 * its turn.
 */
@Repository
class WatchStore {

  private static final int LONGEST = 2000;

  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  WatchStore(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.atOnce = new TransactionTemplate(transactions);
    atOnce.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** What is known now. */
  Watch now() {
    return jdbc.sql(
            "SELECT checked_at, finding, explanation, written_at, signature_asked, test_arrived_at,"
                + " notified_at FROM webhook_watch WHERE id = 1")
        .query(WatchStore::watch)
        .single();
  }

  void checked(Finding finding, @Nullable String explanation) {
    change("checked_at = ?, finding = ?, explanation = ?", utc(), finding.name(), cut(explanation));
  }

  void written(boolean signatureInMsHeader) {
    change("written_at = ?, signature_asked = ?", utc(), signatureInMsHeader);
  }

  void testArrived() {
    OffsetDateTime now = utc();
    change("test_arrived_at = ?, notified_at = ?", now, now);
  }

  void notified() {
    change("notified_at = ?", utc());
  }

  private void change(String columns, @Nullable Object... values) {
    atOnce.executeWithoutResult(
        committing ->
            jdbc.sql("UPDATE webhook_watch SET " + columns + " WHERE id = 1")
                .params(values)
                .update());
  }

  private OffsetDateTime utc() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static Watch watch(ResultSet row, int number) throws SQLException {
    String finding = row.getString("finding");
    return new Watch(
        instant(row, "checked_at"),
        finding == null ? null : Finding.valueOf(finding),
        row.getString("explanation"),
        instant(row, "written_at"),
        row.getObject("signature_asked", Boolean.class),
        instant(row, "test_arrived_at"),
        instant(row, "notified_at"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
