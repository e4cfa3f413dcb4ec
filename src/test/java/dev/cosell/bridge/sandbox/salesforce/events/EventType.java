package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.setup.AddressFields;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an sObject's change events: those of its rows, names of people and addresses as
 * compounds.
 *
 * @param entity the sObject
 * @param members in their order
 */
record EventType(String entity, List<Member> members) {

  private static final Set<String> LEFT_OUT = Set.of("Id", "IsDeleted", "SystemModstamp");
  private static final String SAVED_AT = "LastModifiedDate";
  private static final List<String> NAME_PARTS = List.of("LastName", "FirstName");

  /**
   * A field, or a compound.
   *
   * @param name of the field or compound
   * @param fields the field, or the parts of the compound by their names in it
   * @param isCompound whether it has parts
   */
  record Member(String name, Map<String, Field> fields, boolean isCompound) {

    /** The field behind a part; that of a single field has the member's name. */
    Field field(String part) {
      return Objects.requireNonNull(fields.get(part));
    }

    /** How a header names a part. */
    String path(String part) {
      return isCompound ? name + "." + part : name;
    }
  }

  static EventType of(SObjectType type) {
    List<Member> members = new ArrayList<>();
    boolean isPerson = type.has("LastName");
    for (Field field : type.fields()) {
      String name = field.name();
      if (isPerson && name.equals("Name")) {
        members.add(compound(type, name, "", NAME_PARTS));
      } else if (field.type() == FieldType.ADDRESS) {
        String prefix = name.substring(0, name.length() - "Address".length());
        members.add(compound(type, name, prefix, AddressFields.PARTS));
      } else if (!LEFT_OUT.contains(name) && !isPart(type, name)) {
        members.add(new Member(name, Map.of(name, field), false));
      }
    }
    return new EventType(type.name(), members);
  }

  private static Member compound(SObjectType type, String name, String prefix, List<String> parts) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String part : parts) {
      type.field(prefix + part).ifPresent(field -> fields.put(part, field));
    }
    return new Member(name, fields, true);
  }

  private static boolean isPart(SObjectType type, String name) {
    return NAME_PARTS.contains(name)
        || type.fields().stream()
            .filter(field -> field.type() == FieldType.ADDRESS)
            .map(field -> field.name().replaceFirst("Address$", ""))
            .anyMatch(
                prefix ->
                    AddressFields.PARTS.stream().anyMatch(part -> name.equals(prefix + part)));
  }

  /** All fields of a row that have a value, by path. */
  Map<String, Optional<Object>> filled(Row row) {
    Map<String, Optional<Object>> filled = changed(null, row);
    filled.values().removeIf(Optional::isEmpty);
    return filled;
  }

  /** The fields whose value is another one, by path. */
  Map<String, Optional<Object>> changed(@Nullable Row before, Row after) {
    Map<String, Optional<Object>> changed = new LinkedHashMap<>();
    for (Member member : members) {
      member
          .fields()
          .forEach(
              (part, field) -> {
                Optional<Object> now = after.value(field.name());
                Optional<Object> then =
                    before == null ? Optional.empty() : before.value(field.name());
                if (!Objects.equals(now, then)) {
                  changed.put(member.path(part), now);
                }
              });
    }
    if (before != null) {
      changed.put(SAVED_AT, after.value(SAVED_AT));
    }
    return changed;
  }
}
