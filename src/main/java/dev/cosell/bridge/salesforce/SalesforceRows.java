package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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

  /** Under this name the row of a record keeps the fields as Salesforce told them. */
  static final String AS_TOLD = "_asTold";

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

  /**
   * A record after a write, which Salesforce does not show: as it was read, with what was written.
   *
   * @param before the record as it was read, null when it was not
   * @param answeredAt by Salesforce's clock, null when it did not tell
   */
  CrmRecord written(
      FieldMapping mapping,
      RecordId id,
      @Nullable CrmRecord before,
      ObjectNode fields,
      @Nullable Instant answeredAt) {
    JsonNode told = before == null ? MissingNode.getInstance() : before.row().path(AS_TOLD);
    if (before == null || !told.isObject()) {
      String known = answeredAt == null ? null : answeredAt.toString();
      return new CrmRecord(id, known, null, MissingNode.getInstance(), false);
    }
    ObjectNode expected = told.deepCopy();
    expected.setAll(fields);
    organization
        .facts()
        .stages()
        .named(text(fields, "StageName"))
        .ifPresent(stage -> expected.put("IsClosed", stage.isClosed()).put("IsWon", stage.isWon()));
    ObjectNode row = before.row().deepCopy();
    row.remove(STILL_OPEN);
    row.setAll(resolved(mapping, expected));
    return new CrmRecord(id, RecordVersion.after(expected, answeredAt), null, row, false);
  }

  /** Whether the record is neither won nor lost nor converted; true when the row does not say. */
  static boolean isOpen(JsonNode row) {
    return !row.path("IsClosed").asBoolean() && !row.path("IsConverted").asBoolean();
  }

  private ObjectNode resolved(FieldMapping mapping, JsonNode row) {
    ObjectNode resolved = row.deepCopy();
    resolved.remove("attributes");
    resolved.set(AS_TOLD, row);
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

  /**
   * The opportunity of a lead that a seller has converted. Salesforce lets it begin in the first
   * stage, which may be the one of deals that are not accepted yet; the conversion was the
   * acceptance.
   */
  CrmRecord accepted(FieldMapping mapping, CrmRecord opportunity) {
    String column = mapping.field(Role.STATUS).column().name();
    if (!OrgStages.ON_HOLD_STAGE.equals(text(opportunity.row(), column))) {
      return opportunity;
    }
    ObjectNode row = opportunity.row().deepCopy();
    return opportunity.with(row.put(column, OrgStages.ACTIVE_STAGE));
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
