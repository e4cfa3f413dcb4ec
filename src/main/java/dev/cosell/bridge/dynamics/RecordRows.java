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

  private final DynamicsCurrencies currencies;

  RecordRows(DynamicsCurrencies currencies) {
    this.currencies = currencies;
  }

  CrmRecord record(FieldMapping mapping, JsonNode row) {
    String etag = row.path("@odata.etag").asText("");
    return new CrmRecord(
        new RecordId(mapping.entity(), row.path(RecordTable.of(mapping.entity()).id()).asText()),
        etag.isEmpty() ? null : etag,
        instant(row.path("modifiedon").asText("")),
        resolved(mapping, row));
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

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException absent) {
      return null;
    }
  }
}
