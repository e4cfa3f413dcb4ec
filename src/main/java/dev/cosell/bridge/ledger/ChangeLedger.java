package dev.cosell.bridge.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The durable changes.
 *
 * <p>Rows are only ever added by the side that hears of a change, and only ever taken away by the
 * worker that holds the link's row lock; so a writer never waits for a worker.
 */
@Repository
public class ChangeLedger {

  private static final int IDS_PER_STATEMENT = 500;

  /** An operator who asks for a synchronization does not wait for the back-off of a failure. */
  private static final String RESTED =
      " (l.rest_until IS NULL OR l.rest_until <= ? OR c.source = 'operator')";

  private final JdbcClient jdbc;
  private final Clock clock;

  ChangeLedger(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Adds a change that is due at once. */
  public void append(long linkKey, ChangeSource source, String event, @Nullable String hint) {
    jdbc.sql(
            "INSERT INTO change (link_id, source, event, version_hint, received_at, due_at, turn_at,"
                + " attempt) VALUES (?, ?, ?, ?, ?, ?, ?, 0)")
        .params(
            Arrays.asList(
                linkKey, source.word(), event, hint, now(), now(), turn(source, clock.instant())))
        .update();
  }

  /**
   * The links that have something to do and may be worked on, the longest waiting first; how long
   * counts less for a webhook's news than for a seller's, and least for a sweep's.
   *
   * @param limit how many at most
   */
  public List<Long> dueLinks(int limit) {
    OffsetDateTime latestTurn = utc(clock.instant().plus(ChangeSource.longestHandicap()));
    return jdbc.sql(
            "SELECT c.link_id FROM change c JOIN link l ON l.id = c.link_id WHERE c.turn_at <= ? AND"
                + " c.due_at <= ? AND"
                + RESTED
                + " AND NOT EXISTS (SELECT 1 FROM change e WHERE e.link_id = c.link_id AND e.due_at"
                + " <= ? AND (e.turn_at < c.turn_at OR (e.turn_at = c.turn_at AND e.id < c.id)) AND"
                + " (l.rest_until IS NULL OR l.rest_until <= ? OR e.source = 'operator'))"
                + " ORDER BY c.turn_at, c.id LIMIT ?")
        .params(latestTurn, now(), now(), now(), now(), limit)
        .query(Long.class)
        .list();
  }

  /** Whether this link has something to do and may be worked on. */
  public boolean isDue(long linkKey) {
    return jdbc.sql(
                "SELECT COUNT(*) FROM change c JOIN link l ON l.id = c.link_id WHERE c.link_id = ?"
                    + " AND c.due_at <= ? AND"
                    + RESTED)
            .params(linkKey, now(), now())
            .query(Long.class)
            .single()
        > 0;
  }

  /** Whether a change of this link still waits for a worker, now or later; parked ones do not. */
  public boolean isOpen(long linkKey) {
    return jdbc.sql("SELECT COUNT(*) FROM change WHERE link_id = ? AND due_at IS NOT NULL")
            .param(linkKey)
            .query(Long.class)
            .single()
        > 0;
  }

  /** All changes of a link, the oldest first. Ask for them while holding the link's row lock. */
  public List<Change> of(long linkKey) {
    return jdbc.sql(
            "SELECT id, link_id, source, event, version_hint, received_at, attempt FROM change WHERE"
                + " link_id = ? ORDER BY id")
        .param(linkKey)
        .query(ChangeLedger::change)
        .list();
  }

  /** Takes these changes away: their synchronization is done. */
  public void complete(List<Change> done) {
    forIdsOf(done, "DELETE FROM change WHERE id IN (%s)", List.of());
  }

  /** Keeps these changes for another attempt. */
  public void postpone(List<Change> kept, Instant until) {
    forEachSource(
        kept,
        "UPDATE change SET due_at = ?, turn_at = ?, attempt = attempt + 1 WHERE id IN (%s)",
        until);
  }

  /** Keeps these changes until later, which is no attempt of theirs. */
  public void defer(List<Change> kept, Instant until) {
    forEachSource(kept, "UPDATE change SET due_at = ?, turn_at = ? WHERE id IN (%s)", until);
  }

  private void forEachSource(List<Change> changes, String sql, Instant until) {
    changes.stream()
        .collect(Collectors.groupingBy(Change::source))
        .forEach((source, some) -> forIdsOf(some, sql, List.of(utc(until), turn(source, until))));
  }

  /** Keeps these changes until another change of the same link, or an operator, wakes them. */
  public void park(List<Change> kept) {
    forIdsOf(
        kept,
        "UPDATE change SET due_at = NULL, turn_at = NULL, attempt = attempt + 1 WHERE id IN (%s)",
        List.of());
  }

  /** Gives the changes of a link to another one, where they are due at once. */
  public void move(long linkKey, long to) {
    jdbc.sql("UPDATE change SET link_id = ?, due_at = ?, turn_at = ? WHERE link_id = ?")
        .params(to, now(), now(), linkKey)
        .update();
  }

  /** What the ledger holds now. */
  public Backlog backlog() {
    return jdbc.sql(
            "SELECT COUNT(*) AS changes, COUNT(CASE WHEN due_at <= ? THEN 1 END) AS due, COUNT(CASE"
                + " WHEN due_at > ? THEN 1 END) AS waiting, COUNT(CASE WHEN due_at IS NULL THEN 1"
                + " END) AS parked, MIN(received_at) AS oldest FROM change")
        .params(now(), now())
        .query(ChangeLedger::counted)
        .single();
  }

  private void forIdsOf(List<Change> changes, String sql, List<Object> first) {
    for (int from = 0; from < changes.size(); from += IDS_PER_STATEMENT) {
      List<Change> some = changes.subList(from, Math.min(changes.size(), from + IDS_PER_STATEMENT));
      List<Object> values = new ArrayList<>(first);
      some.forEach(change -> values.add(change.id()));
      String marks = "?" + ", ?".repeat(some.size() - 1);
      jdbc.sql(String.format(sql, marks)).params(values).update();
    }
  }

  private static Change change(ResultSet row, int number) throws SQLException {
    return new Change(
        row.getLong("id"),
        row.getLong("link_id"),
        ChangeSource.of(row.getString("source")),
        row.getString("event"),
        row.getString("version_hint"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempt"));
  }

  private static Backlog counted(ResultSet row, int number) throws SQLException {
    return new Backlog(
        row.getLong("changes"),
        row.getLong("due"),
        row.getLong("waiting"),
        row.getLong("parked"),
        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant)
            .orElse(null));
  }

  private OffsetDateTime now() {
    return utc(clock.instant());
  }

  /** When a change comes first, among all that are due. */
  private static OffsetDateTime turn(ChangeSource source, Instant due) {
    return utc(due.plus(source.handicap()));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
