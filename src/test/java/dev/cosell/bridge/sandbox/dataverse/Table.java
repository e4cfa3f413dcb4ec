package dev.cosell.bridge.sandbox.dataverse;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table.
 *
 * @param entitySet its name in addresses, for example {@code opportunities}
 * @param logicalName its name in metadata, for example {@code opportunity}
 * @param nameColumn the column that a lookup's formatted value shows
 * @param columns columns by logical name, the id first
 */
record Table(String entitySet, String logicalName, String nameColumn, Map<String, Column> columns) {

  /** One way to follow a lookup: the navigation property, its column, and where it leads. */
  record Navigation(String name, Column column, String table) {}

  static Table of(String entitySet, String logicalName, String nameColumn, List<Column> columns) {
    Map<String, Column> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
    return new Table(entitySet, logicalName, nameColumn, byName);
  }

  Table with(Collection<Column> more) {
    Map<String, Column> extended = new LinkedHashMap<>(columns);
    more.forEach(column -> extended.put(column.name(), column));
    return new Table(entitySet, logicalName, nameColumn, extended);
  }

  String idColumn() {
    return columns.keySet().iterator().next();
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw DataverseError.unknownProperty(name, logicalName);
    }
    return column;
  }

  /** The column that is read under a name; a lookup only under {@code _name_value}. */
  Column readable(String property) {
    return columns.values().stream()
        .filter(column -> column.property().equals(property))
        .findFirst()
        .orElseThrow(() -> DataverseError.unknownInQuery(property, logicalName));
  }

  Optional<Navigation> navigation(String name) {
    return columns.values().stream()
        .flatMap(
            column ->
                column.targets().stream()
                    .filter(target -> target.navigation().equals(name))
                    .map(target -> new Navigation(name, column, target.table())))
        .findFirst();
  }
}
