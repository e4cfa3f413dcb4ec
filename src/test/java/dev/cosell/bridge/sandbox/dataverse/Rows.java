package dev.cosell.bridge.sandbox.dataverse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The rows of all tables with one version counter. Its callers hold the organization's lock. */
final class Rows {

  private static final long FIRST_VERSION = 1_000_000;

  private final Map<String, Map<UUID, Row>> rows = new HashMap<>();
  private final Map<String, Map<UUID, Long>> deletions = new HashMap<>();
  private long version = FIRST_VERSION;

  long version() {
    return version;
  }

  Optional<Row> find(String table, UUID id) {
    return Optional.ofNullable(of(table).get(id));
  }

  /** All rows of a table in the order of their ids, which is no order a client may rely on. */
  List<Row> all(String table) {
    return new ArrayList<>(of(table).values());
  }

  Row put(String table, UUID id, Map<String, Object> values) {
    Row row = new Row(table, id, ++version, values);
    of(table).put(id, row);
    deletionsOf(table).remove(id);
    return row;
  }

  void remove(Row row) {
    of(row.table()).remove(row.id());
    deletionsOf(row.table()).put(row.id(), ++version);
  }

  List<Row> changedSince(String table, long point) {
    return all(table).stream()
        .filter(row -> row.version() > point)
        .sorted(Comparator.comparingLong(Row::version))
        .toList();
  }

  List<UUID> deletedSince(String table, long point) {
    return deletionsOf(table).entrySet().stream()
        .filter(deletion -> deletion.getValue() > point)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Carries out work whose writes all vanish when it fails. */
  <T> T atomically(Supplier<T> work) {
    Map<String, Map<UUID, Row>> before = new HashMap<>();
    rows.forEach((table, all) -> before.put(table, new TreeMap<>(all)));
    try {
      return work.get();
    } catch (DataverseError refused) {
      rows.clear();
      rows.putAll(before);
      throw refused;
    }
  }

  private Map<UUID, Row> of(String table) {
    return rows.computeIfAbsent(table, name -> new TreeMap<>());
  }

  private Map<UUID, Long> deletionsOf(String table) {
    return deletions.computeIfAbsent(table, name -> new TreeMap<>());
  }
}
