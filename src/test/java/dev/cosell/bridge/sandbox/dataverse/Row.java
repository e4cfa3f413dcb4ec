package dev.cosell.bridge.sandbox.dataverse;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One version of one row.
 *
 * @param table logical name of its table
 * @param id primary key
 * @param version what its ETag shows; grows over the whole organization
 * @param values values by column, the id included; an empty column is absent. Texts, BigDecimal for
 *     money and decimals, Integer, Boolean, LocalDate, Instant, UUID and {@link Reference}
 */
record Row(String table, UUID id, long version, Map<String, Object> values) {

  /** The row that a lookup points to. */
  record Reference(String table, UUID id) {}

  Row {
    values = Map.copyOf(values);
  }

  String etag() {
    return "W/\"" + version + "\"";
  }

  Optional<Object> value(String column) {
    return Optional.ofNullable(values.get(column));
  }

  <T> Optional<T> value(String column, Class<T> type) {
    return value(column).map(type::cast);
  }
}
