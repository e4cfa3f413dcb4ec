package dev.cosell.bridge.sandbox.salesforce.record;

import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One version of one row.
 *
 * @param sObject API name of its sObject
 * @param id 18-character id
 * @param values values by field, the system's included; an empty field is absent. Texts and ids as
 *     String, numbers as BigDecimal, Boolean, LocalDate, Instant
 */
public record Row(String sObject, String id, Map<String, Object> values) {

  /** Keeps the values as they are now. */
  public Row {
    values = Map.copyOf(values);
  }

  /** The value of a field. */
  public Optional<Object> value(String field) {
    return Optional.ofNullable(values.get(field));
  }

  /** The value of a field; a checkbox that came after the row is not checked. */
  public Optional<Object> value(Field field) {
    Optional<Object> stored = value(field.name());
    return field.type() == FieldType.BOOLEAN ? stored.or(() -> Optional.of(false)) : stored;
  }

  /** The same with another value in a field. */
  public Row with(String field, Object value) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(field, value);
    return new Row(sObject, id, more);
  }

  /** The same with an empty field. */
  public Row without(String field) {
    Map<String, Object> fewer = new HashMap<>(values);
    fewer.remove(field);
    return new Row(sObject, id, fewer);
  }

  /** The text or id in a field, empty text for none. */
  public String text(String field) {
    return value(field).map(String::valueOf).orElse("");
  }

  /** Whether a checkbox is checked. */
  public boolean is(String field) {
    return Boolean.TRUE.equals(values.get(field));
  }

  /** Whether it lies in the recycle bin. */
  public boolean deleted() {
    return is("IsDeleted");
  }

  /** When anybody, or the system, saved it last. */
  public Instant modified() {
    return value("SystemModstamp").map(Instant.class::cast).orElse(Instant.EPOCH);
  }
}
