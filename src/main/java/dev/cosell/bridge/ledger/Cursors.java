package dev.cosell.bridge.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far the polls have come. Only the node whose turn it is moves a cursor. */
@Repository
public class Cursors {

  private final JdbcClient jdbc;
  private final Clock clock;

  Cursors(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Where this poll stands. */
  public Cursor find(String name) {
    return jdbc.sql("SELECT name, watermark, token FROM cursor WHERE name = ?")
        .param(name)
        .query(Cursors::cursor)
        .optional()
        .orElseGet(() -> Cursor.atTheBeginning(name));
  }

  /** Moves a cursor, as part of the transaction that commits the changes up to there. */
  void move(CursorMove move) {
    List<@Nullable Object> values =
        Arrays.asList(
            utc(move.watermark()), move.token(), utc(clock.instant()), (Object) move.name());
    int moved =
        jdbc.sql("UPDATE cursor SET watermark = ?, token = ?, updated_at = ? WHERE name = ?")
            .params(values)
            .update();
    if (moved == 0) {
      jdbc.sql("INSERT INTO cursor (watermark, token, updated_at, name) VALUES (?, ?, ?, ?)")
          .params(values)
          .update();
    }
  }

  private static Cursor cursor(ResultSet row, int number) throws SQLException {
    @Nullable OffsetDateTime watermark = row.getObject("watermark", OffsetDateTime.class);
    return new Cursor(
        row.getString("name"),
        watermark == null ? null : watermark.toInstant(),
        row.getString("token"));
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
