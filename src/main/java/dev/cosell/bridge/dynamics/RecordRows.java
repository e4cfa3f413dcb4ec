package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.sync.CrmRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Understands rows of records: lookups of currencies become ISO codes, as the mapping wants them.
 */
final class RecordRows {

  private static final int OPEN = 0;

  private final DynamicsCurrencies currencies;

  RecordRows(DynamicsCurrencies currencies) {
    this.currencies = currencies;
  }

  CrmRecord record(FieldMapping mapping, JsonNode row) {
    return new CrmRecord(
        new RecordId(mapping.entity(), row.path(RecordTable.of(mapping.entity()).id()).asText()),
        version(row),
        instant(row.path("modifiedon").asText("")),
        resolved(mapping, row),
        !mapping.isComputed(row));
  }

  /** The version of a row, null when it has none. */
  static @Nullable String version(JsonNode row) {
    String etag = row.path("@odata.etag").asText("");
    return etag.isEmpty() ? null : etag;
  }

  /**
   * Whether the record is neither won nor lost nor disqualified; true when the row does not say.
   */
  static boolean isOpen(JsonNode row) {
    return row.path("statecode").asInt(OPEN) == OPEN;
  }

  /** Whether every lookup of a currency can be resolved. */
  boolean isComplete(FieldMapping mapping, JsonNode row) {
    return mapping.columns().stream()
        .filter(column -> column.type() == FieldType.CURRENCY && column.table() == null)
        .map(column -> row.path(RecordColumns.selected(column)).asText(""))
        .allMatch(id -> id.isEmpty() || currencies.code(id) != null);
  }

  private ObjectNode resolved(FieldMapping mapping, JsonNode row) {
    ObjectNode resolved = row.deepCopy();
    for (Column column : mapping.columns()) {
      if (column.type() == FieldType.CURRENCY) {
        String id = row.path(RecordColumns.selected(column)).asText("");
        resolved.put(column.name(), currencies.code(id));
      }
    }
    return resolved;
  }

  /** A point in time, null when the text is none. */
  static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException absent) {
      return null;
    }
  }
}
