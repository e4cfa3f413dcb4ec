package dev.cosell.bridge.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The links that have both sides and take part, page by page, without any lock. */
@Repository
public class OpenLinks {

  private final JdbcClient jdbc;

  OpenLinks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A link with both sides.
   *
   * @param link the link, with its referral and its record
   * @param referralSeen up to which change, by Partner Center's clock, it knows its referral; null
   *     when that is not known
   */
  public record OpenLink(Link link, @Nullable Instant referralSeen) {}

  /** The next ones, in the order of their keys. */
  public List<OpenLink> after(long key, int most) {
    return jdbc.sql(
            "SELECT "
                + LinkRow.COLUMNS
                + ", referral_seen FROM link WHERE id > ? AND joined_to IS NULL AND referral_id IS"
                + " NOT NULL AND record_id IS NOT NULL AND state IN ('linked', 'held', 'failed')"
                + " ORDER BY id LIMIT ?")
        .params(key, most)
        .query(OpenLinks::link)
        .list();
  }

  private static OpenLink link(ResultSet row, int number) throws SQLException {
    Link link = LinkRow.link(row, number);
    return new OpenLink(
        link, later(instant(link.ownWrite()), instant(row.getString("referral_seen"))));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other)) ? one : other;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException ofAnotherForm) {
      return null;
    }
  }
}
