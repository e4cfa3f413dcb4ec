package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The people that a record refers to: its owner and its contact. The record holds only their ids;
 * they are read when such an id has changed since they were sent.
 */
final class People {

  /** Before a field's name in the base: the id of the person whom the record named last. */
  private static final String ID = "id of ";

  private People() {}

  /** The fields that hold people. */
  static List<MappedField> fields(FieldMapping mapping) {
    return mapping.fields().stream()
        .filter(field -> field.type() == FieldType.TEAM)
        .filter(field -> field.toPartnerCenter().include(Moment.UPDATE))
        .toList();
  }

  /** Which related rows have to be read before both sides can be compared. */
  static Set<String> wanted(Link link, FieldMapping mapping, JsonNode row) {
    Set<String> wanted = new HashSet<>();
    for (MappedField field : fields(mapping)) {
      if (isAnother(link, field, row) && !id(field, row).isEmpty()) {
        wanted.add("ownerid".equalsIgnoreCase(field.column().name()) ? "owner" : "contact");
      }
    }
    return wanted;
  }

  /** Whether the record names another person than it did. */
  static boolean changed(Link link, FieldMapping mapping, JsonNode row) {
    return fields(mapping).stream().anyMatch(field -> isAnother(link, field, row));
  }

  /** Whom a record named when it was first met is no edit. */
  private static boolean isAnother(Link link, MappedField field, JsonNode row) {
    JsonNode before = link.base().path(ID + field.name());
    return before.isTextual() && !before.asText().equals(id(field, row));
  }

  /** What a row says; people who were not read are those who were sent last. */
  static Snapshot filledIn(JsonNode row, Snapshot base, FieldMapping mapping, CrmTraits crm) {
    Snapshot filled = Base.told(mapping.ofRecord(row), base, mapping, crm);
    for (MappedField field : fields(mapping)) {
      if (!field.column().in(row).isArray()) {
        filled = filled.with(field.name(), Base.ofRecord(base, field.name()));
      }
    }
    return filled;
  }

  /** The base with the ids that the record names, but for fields that are still to be sent. */
  static Snapshot remembered(Snapshot base, FieldMapping mapping, JsonNode row, Set<String> open) {
    Snapshot remembered = base;
    for (MappedField field : fields(mapping)) {
      String now = id(field, row);
      if (!open.contains(field.name())) {
        remembered = remembered.with(ID + field.name(), TextNode.valueOf(now));
      }
    }
    return remembered;
  }

  private static String id(MappedField field, JsonNode row) {
    JsonNode itself = field.column().in(row);
    return itself.isTextual()
        ? itself.asText()
        : row.path("_" + field.column().name() + "_value").asText("");
  }
}
