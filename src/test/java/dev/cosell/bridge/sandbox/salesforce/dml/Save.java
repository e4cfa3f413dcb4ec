package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.Map;
import java.util.Optional;

/**
 * A save on its way through the rules, which may change its values.
 *
 * @param organization where it happens
 * @param type of the row, with every field
 * @param id of the row
 * @param before the row as it was, empty for a new one
 * @param changes what was asked for
 * @param values what will be stored; rules may change it
 * @param author who saves
 */
record Save(
    Organization organization,
    SObjectType type,
    String id,
    Optional<Row> before,
    Changes changes,
    Map<String, Object> values,
    Author author) {

  boolean isNew() {
    return before.isEmpty();
  }

  /** Whether the row is new, or a field was named. */
  boolean sets(String field) {
    return isNew() || changes.touch(field);
  }

  Optional<Object> value(String field) {
    return Optional.ofNullable(values.get(field));
  }

  String text(String field) {
    return value(field).map(String::valueOf).orElse("");
  }

  /** Sets a field, or clears it. */
  void put(String field, Optional<?> value) {
    value.ifPresentOrElse(present -> values.put(field, present), () -> values.remove(field));
  }

  Row row() {
    return new Row(type.name(), id, values);
  }
}
