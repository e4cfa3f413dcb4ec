package dev.cosell.bridge.credential;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How old a refresh token is: since it was rotated last or, while it never was, since the bridge
 * saw it first. Entra does not tell it. Each use rotates it, so that one in use stays young.
 */
@Repository
public class RefreshTokenAge {

  private final JdbcClient jdbc;
  private final Clock clock;

  RefreshTokenAge(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The refresh token of this system.
   *
   * @param configured the one of the configuration
   * @param lifetime how long one is good for, zero when nobody knows
   */
  public ExpiringCredential refreshToken(String system, String configured, Duration lifetime) {
    return new ExpiringCredential(
        system,
        "refresh-token",
        () -> lifetime.isZero() ? Optional.empty() : Optional.of(end(system, configured, lifetime)),
        "a person has to sign in and consent again, with multi-factor authentication, then set a new"
            + " cosell."
            + system
            + ".refresh-token");
  }

  private Instant end(String system, String configured, Duration lifetime) {
    String seed = RefreshTokens.seed(configured);
    return find("SELECT updated_at FROM credential WHERE name = ? AND seed = ?", system, seed)
        .or(
            () ->
                find(
                    "SELECT seen_at FROM credential_seen WHERE name = ? AND seed = ?",
                    system,
                    seed))
        .orElseGet(() -> begin(system, seed))
        .plus(lifetime);
  }

  private Optional<Instant> find(String sql, String system, String seed) {
    return jdbc.sql(sql).params(system, seed).query(RefreshTokenAge::time).optional();
  }

  private static Instant time(ResultSet row, int number) throws SQLException {
    return row.getObject(1, OffsetDateTime.class).toInstant();
  }

  private Instant begin(String system, String seed) {
    Instant now = clock.instant();
    List<Object> values = List.of(seed, now.atOffset(ZoneOffset.UTC), system);
    try {
      if (jdbc.sql("UPDATE credential_seen SET seed = ?, seen_at = ? WHERE name = ?")
              .params(values)
              .update()
          == 0) {
        jdbc.sql("INSERT INTO credential_seen (seed, seen_at, name) VALUES (?, ?, ?)")
            .params(values)
            .update();
      }
    } catch (DuplicateKeyException anotherNodeWasFaster) {
      return now; // by moments
    }
    return now;
  }
}
