package dev.cosell.bridge.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosell.bridge.link.ReferralId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs in the store. */
@Repository
public class Runs {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int LONGEST_REASON = 2000;

  private final JdbcClient jdbc;

  Runs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a run. */
  public void keep(Run run) {
    jdbc.sql(
            "INSERT INTO run (link_id, referral_id, record_id, event, outcome, reason, started_at,"
                + " finished_at, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                run.linkKey(),
                run.referralId() == null ? null : run.referralId().value(),
                run.recordId(),
                run.trigger(),
                run.outcome().word(),
                cut(run.reason()),
                utc(run.startedAt()),
                utc(run.finishedAt()),
                json(run.detail())))
        .update();
  }

  /** The run with this id. */
  public Optional<Run> find(long id) {
    return jdbc.sql("SELECT * FROM run WHERE id = ?").param(id).query(Runs::run).optional();
  }

  /** One page of the runs that a search finds, the last first. */
  public List<Run> search(RunQuery query) {
    Condition condition = Condition.of(query);
    List<Object> values = new ArrayList<>(condition.values());
    values.add(query.size());
    values.add((long) query.page() * query.size());
    return jdbc.sql("SELECT * FROM run" + condition.sql() + " ORDER BY id DESC LIMIT ? OFFSET ?")
        .params(values)
        .query(Runs::run)
        .list();
  }

  /** How many runs a search finds. */
  public long count(RunQuery query) {
    Condition condition = Condition.of(query);
    return jdbc.sql("SELECT COUNT(*) FROM run" + condition.sql())
        .params(condition.values())
        .query(Long.class)
        .single();
  }

  /** A WHERE clause that names only what is asked for, so that the matching index serves it. */
  private record Condition(String sql, List<Object> values) {

    static Condition of(RunQuery query) {
      List<String> terms = new ArrayList<>();
      List<Object> values = new ArrayList<>();
      if (query.outcome() != null) {
        terms.add("outcome = ?");
        values.add(query.outcome().word());
      }
      if (query.referralId() != null) {
        terms.add("referral_id = ?");
        values.add(query.referralId().value());
      }
      if (query.recordId() != null) {
        terms.add("record_id = ?");
        values.add(query.recordId());
      }
      return new Condition(
          terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms), List.copyOf(values));
    }
  }

  private static Run run(ResultSet row, int number) throws SQLException {
    @Nullable String referral = row.getString("referral_id");
    return new Run(
        row.getLong("id"),
        row.getLong("link_id"),
        referral == null ? null : ReferralId.of(referral),
        row.getString("record_id"),
        row.getString("event"),
        Outcome.of(row.getString("outcome")),
        row.getString("reason"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
        detail(row.getString("detail")));
  }

  private static String json(RunDetail detail) {
    try {
      return JSON.writeValueAsString(detail);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a run cannot be written as JSON", impossible);
    }
  }

  private static RunDetail detail(String json) {
    try {
      return JSON.readValue(json, RunDetail.class);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("the detail of a run in the store is not JSON", damaged);
    }
  }

  /** PostgreSQL cannot hold a NUL character, and a remote message may bring one. */
  private static @Nullable String cut(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String storable = text.replace("\u0000", "");
    return storable.length() <= LONGEST_REASON ? storable : storable.substring(0, LONGEST_REASON);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
