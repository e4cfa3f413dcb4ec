package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the CRM.
 *
 * @param table {@code account} or {@code contact} for a column of the related row, null for a
 *     column of the record
 * @param name the column's API name
 * @param type what the column holds; {@code STATUS} for each of the columns that make up the status
 */
public record Column(@Nullable String table, String name, FieldType type) {

  static final List<String> TABLES = List.of("account", "contact");

  /** Reads {@code column} or {@code table.column}. */
  static Column parse(String path, FieldType type) {
    int dot = path.indexOf('.');
    return dot < 0
        ? new Column(null, path, type)
        : new Column(path.substring(0, dot), path.substring(dot + 1), type);
  }

  /** A column of the same row with another name. */
  Column sibling(String sibling) {
    return new Column(table, sibling, type);
  }

  /**
   * The value of this column in a row with related rows nested; a missing node when it is not
   * there.
   */
  public JsonNode in(JsonNode row) {
    return table == null ? row.path(name) : row.path(table).path(name);
  }

  /** The column as mapping files spell it. */
  public String path() {
    return table == null ? name : table + "." + name;
  }
}
