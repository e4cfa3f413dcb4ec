package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The sObjects as somebody sees them; field-level security makes it another one for the API. */
public final class Schema {

  private final Map<String, SObjectType> types;

  private Schema(Map<String, SObjectType> types) {
    this.types = types;
  }

  /** The sObjects of an organization with these settings. */
  public static Schema of(SalesforceSettings settings) {
    Map<String, SObjectType> types = new LinkedHashMap<>();
    StandardObjects.of(settings).forEach(type -> types.put(key(type.name()), type));
    return new Schema(types);
  }

  /** All sObjects. */
  public Collection<SObjectType> types() {
    return types.values();
  }

  /** An sObject by its name. */
  public Optional<SObjectType> type(String name) {
    return Optional.ofNullable(types.get(key(name)));
  }

  /** The same with one more field, which replaces one of that name. */
  public Schema with(String sObject, Field field) {
    return changing(sObject, type -> type.with(field));
  }

  /** The same without a field. */
  public Schema without(String sObject, String field) {
    return changing(sObject, type -> type.without(field));
  }

  /** The same with a field for reading only. */
  public Schema readOnly(String sObject, String field) {
    return changing(sObject, type -> type.changing(field, Field::readOnly));
  }

  private Schema changing(String sObject, UnaryOperator<SObjectType> change) {
    Map<String, SObjectType> changed = new LinkedHashMap<>(types);
    changed.computeIfPresent(key(sObject), (name, type) -> change.apply(type));
    return new Schema(changed);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
