package dev.cosell.bridge.ledger;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A question about many values, asked in as few statements as a database takes them in. */
record ManyValues(JdbcClient jdbc) {

  private static final int VALUES_PER_STATEMENT = 500;

  /**
   * The rows of all of these values.
   *
   * @param sql with {@code IN (:some)}
   */
  <T> List<T> rows(String sql, List<?> values, RowMapper<T> mapper) {
    List<T> found = new ArrayList<>();
    for (int from = 0; from < values.size(); from += VALUES_PER_STATEMENT) {
      List<?> some = values.subList(from, Math.min(values.size(), from + VALUES_PER_STATEMENT));
      found.addAll(jdbc.sql(sql).param("some", some).query(mapper).list());
    }
    return found;
  }
}
