package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.Lookup;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.List;
import java.util.Optional;

/**
 * A field of a row or of one of its parents.
 *
 * @param organization whose rows it follows
 * @param lookups the way to the parent
 * @param type of the row with the field
 * @param field at the end
 */
record BoundPath(Organization organization, List<Field> lookups, SObjectType type, Field field) {

  Optional<Object> value(Row start) {
    Optional<Row> row = Optional.of(start);
    for (Field lookup : lookups) {
      row = row.flatMap(child -> parent(child, lookup));
    }
    return row.flatMap(found -> found.value(field));
  }

  /** The row that a lookup points to, unless it is deleted. */
  Optional<Row> parent(Row child, Field lookup) {
    return child
        .value(lookup.name())
        .flatMap(id -> organization.pointedTo(id.toString()))
        .filter(row -> !row.deleted())
        .map(row -> isPolymorphic(lookup) ? row.with("Type", row.sObject()) : row);
  }

  private static boolean isPolymorphic(Field lookup) {
    return lookup.lookup().map(Lookup::sObjects).filter(all -> all.size() > 1).isPresent();
  }
}
