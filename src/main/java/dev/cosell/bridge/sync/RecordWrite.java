package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written into the CRM.
 *
 * @param entity {@code opportunity} or {@code lead}
 * @param columns every column, those of related rows and of the status included
 * @param stage where the deal shall stand, null to leave it where it stands
 */
public record RecordWrite(String entity, List<ColumnWrite> columns, @Nullable DealStage stage) {

  /** Copies the list. */
  public RecordWrite {
    columns = List.copyOf(columns);
  }

  /** The record's own columns, without the status. */
  public List<ColumnWrite> own() {
    return columns.stream()
        .filter(write -> write.column().table() == null)
        .filter(write -> write.column().type() != FieldType.STATUS)
        .toList();
  }

  /** The columns of a related row. */
  public List<ColumnWrite> related(String table) {
    return columns.stream().filter(write -> table.equals(write.column().table())).toList();
  }

  /** The columns that make up the status, with their values. */
  public Map<String, JsonNode> status() {
    Map<String, JsonNode> status = new LinkedHashMap<>();
    columns.stream()
        .filter(write -> write.column().type() == FieldType.STATUS)
        .forEach(write -> status.put(write.column().name(), write.value()));
    return status;
  }

  /** The value that a column of the record or of a related row gets, null when it gets none. */
  public @Nullable JsonNode value(@Nullable String table, String column) {
    return columns.stream()
        .filter(write -> Objects.equals(table, write.column().table()))
        .filter(write -> write.column().name().equals(column))
        .map(ColumnWrite::value)
        .findFirst()
        .orElse(null);
  }
}
