package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Understands rows of records: stages become the words of the mapping's value table, a country's
 * code takes the country's place, and an organisation with one currency says which.
 */
final class SalesforceRows {

  /**
   * Stands in the row of a record whose second was not over when a seller's edit of it was read:
   * another edit may bear the same stamp.
   */
  static final String STILL_OPEN = "_secondIsStillOpen";

  private final SalesforceOrganization organization;

  SalesforceRows(SalesforceOrganization organization) {
    this.organization = organization;
  }

  /**
   * A row as the mapping wants it.
   *
   * @param answerNotMadeBefore a time by Salesforce's clock, null when it is not known
   */
  CrmRecord record(FieldMapping mapping, JsonNode row, @Nullable Instant answerNotMadeBefore) {
    RecordVersion version = RecordVersion.of(row);
    ObjectNode resolved = resolved(mapping, row);
    boolean isOver = version != null && version.isOver(answerNotMadeBefore);
    if (!isOver && !organization.isOwnUser(text(row, OrgFields.MODIFIED_BY))) {
      resolved.put(STILL_OPEN, true);
    }
    return new CrmRecord(
        new RecordId(mapping.entity(), row.path(OrgFields.ID).asText()),
        version == null ? null : version.toString(),
        version == null ? null : version.stamp(),
        resolved,
        isOver && !mapping.isComputed(resolved));
  }

  /** Whether the record is neither won nor lost nor converted; true when the row does not say. */
  static boolean isOpen(JsonNode row) {
    return !row.path("IsClosed").asBoolean() && !row.path("IsConverted").asBoolean();
  }

  private ObjectNode resolved(FieldMapping mapping, JsonNode row) {
    ObjectNode resolved = row.deepCopy();
    resolved.remove("attributes");
    OrgFacts facts = organization.facts();
    ObjectFacts object = facts.object(OrgFacts.objectOf(mapping.entity()));
    for (Column column : mapping.columns()) {
      if (column.table() == null) {
        value(column, object, facts, row, resolved);
      }
    }
    status(mapping, facts, resolved);
    return resolved;
  }

  private static void value(
      Column column, ObjectFacts object, OrgFacts facts, JsonNode row, ObjectNode resolved) {
    switch (column.type()) {
      case CURRENCY -> {
        if (!object.has(column.name())) {
          resolved.put(column.name(), facts.currency());
        }
      }
      case COUNTRY -> resolved.set(column.name(), row.path(OrgFields.field(object, column)));
      case DATETIME -> {
        Instant time = RecordVersion.instant(row.path(column.name()).asText(""));
        resolved.put(column.name(), time == null ? null : time.toString());
      }
      case TEAM -> {
        // the people themselves take the lookup's place once they are read
        resolved.set("_" + column.name() + "_value", row.path(column.name()));
      }
      default -> street(column, object, row, resolved);
    }
  }

  private static void street(Column column, ObjectFacts object, JsonNode row, ObjectNode resolved) {
    StreetLines.of(object, column.name())
        .ifPresent(line -> resolved.set(column.name(), line.in(row.path(line.field()))));
  }

  /** The word of the value table that says where the record stands. */
  private static void status(FieldMapping mapping, OrgFacts facts, ObjectNode row) {
    MappedField field = mapping.field(Role.STATUS);
    String column = field.column().name();
    JsonNode stage = row.path(column);
    if (!stage.isTextual()) {
      return;
    }
    row.put(
        column,
        "lead".equals(mapping.entity())
            ? LeadStatuses.of(field).read(stage.asText(), row.path("IsConverted").asBoolean())
            : facts
                .stages()
                .word(
                    stage.asText(),
                    row.path("IsClosed").asBoolean(),
                    row.path("IsWon").asBoolean()));
  }

  /** The related row as the mapping wants it. */
  ObjectNode related(FieldMapping mapping, String table, JsonNode row) {
    ObjectNode resolved = row.deepCopy();
    resolved.remove("attributes");
    ObjectFacts object = organization.facts().object(OrgFacts.objectOf(table));
    mapping.columns().stream()
        .filter(column -> table.equals(column.table()))
        .forEach(column -> value(column, object, organization.facts(), row, resolved));
    return resolved;
  }

  /** A text of a row, empty when it has none. */
  static String text(JsonNode row, String field) {
    return row.path(field) instanceof TextNode text ? text.asText() : "";
  }
}
