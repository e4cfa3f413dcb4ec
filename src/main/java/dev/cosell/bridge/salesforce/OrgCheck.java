package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.mapping.Column;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares one field mapping with the organisation: which fields it wants that are not there, or
 * that the bridge's user may not see or edit.
 */
final class OrgCheck {

  private final FieldMapping mapping;
  private final OrgFacts facts;
  private final Set<String> lacks = new LinkedHashSet<>();
  private final Set<String> leftOut = new TreeSet<>();

  OrgCheck(FieldMapping mapping, OrgFacts facts) {
    this.mapping = mapping;
    this.facts = facts;
    mapping.fields().forEach(this::check);
    checkStages(mapping.field(Role.STATUS));
  }

  /** Where a record stands is read as one of these words, whatever its stage is called. */
  private void checkStages(MappedField status) {
    if ("lead".equals(mapping.entity())) {
      return;
    }
    Set<String> missing = new LinkedHashSet<>(OrgStages.WORDS);
    status.values().words().forEach(it -> status.values().text(it).ifPresent(missing::remove));
    if (!missing.isEmpty()) {
      lacks.add(
          "a value "
              + String.join(", ", missing)
              + " in the status table, "
              + status.presence().place());
    }
  }

  /** What stops the synchronization: each field with the line that wants it. */
  List<String> lacks() {
    return List.copyOf(lacks);
  }

  /** The names of the optional fields that the organisation does not have. */
  Set<String> leftOut() {
    return Set.copyOf(leftOut);
  }

  private void check(MappedField field) {
    if (field.type() == FieldType.TEAM || field.type() == FieldType.CURRENCY) {
      return; // people are lookups, and a currency need not be a field
    }
    for (Column column : field.columns()) {
      String object = OrgFacts.objectOf(column.table() == null ? mapping.entity() : column.table());
      ObjectFacts found = facts.object(object);
      String problem = problem(field, found.field(OrgFields.field(found, column)));
      if (problem == null) {
        problem = streetProblem(field, found, column);
      }
      if (problem == null) {
        continue;
      }
      if (field.presence().optional()) {
        leftOut.add(field.name());
      } else {
        lacks.add(
            object + "." + column.name() + problem + ", wanted by " + field.presence().place());
      }
    }
  }

  /** An update of one line alone would lose the others. */
  private static @Nullable String streetProblem(
      MappedField field, ObjectFacts object, Column column) {
    boolean isUpdated =
        StreetLines.of(object, column.name()).isPresent() && field.toCrm().include(Moment.UPDATE);
    return isUpdated ? " (a line of a street is written on create only: say to-crm: create)" : null;
  }

  private static @Nullable String problem(MappedField field, @Nullable FieldFacts found) {
    if (found == null) {
      return "";
    }
    boolean isOurs = field.role() == Role.AUDIT || field.role() == Role.IDENTIFIER;
    if ((isOurs || field.toCrm().include(Moment.CREATE)) && !found.isCreateable()) {
      return " (read-only for the bridge's user)";
    }
    if ((isOurs || field.toCrm().include(Moment.UPDATE)) && !found.isUpdateable()) {
      return " (read-only for the bridge's user)";
    }
    return field.role() == Role.IDENTIFIER && !found.isExternalId() ? " (is no external id)" : null;
  }
}
