package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A standard object with its fields; names are found without regard to case. */
public final class SObjectType {

  private final String name;
  private final String keyPrefix;
  private final boolean writable;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<ChildRelationship> children;

  /**
   * Creates a type.
   *
   * @param name API name
   * @param keyPrefix first three characters of its ids
   * @param writable whether rows can be created, updated and deleted by the API
   */
  SObjectType(
      String name,
      String keyPrefix,
      boolean writable,
      Collection<Field> fields,
      List<ChildRelationship> children) {
    this.name = name;
    this.keyPrefix = keyPrefix;
    this.writable = writable;
    this.children = List.copyOf(children);
    fields.forEach(field -> this.fields.put(key(field.name()), field));
  }

  /** Its API name. */
  public String name() {
    return name;
  }

  /** What people call it, for example {@code Opportunity Contact Role}. */
  public String label() {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }

  /** The first three characters of its ids. */
  public String keyPrefix() {
    return keyPrefix;
  }

  /** Whether rows can be created, updated and deleted by the API. */
  public boolean writable() {
    return writable;
  }

  /** Its fields in the order of describe. */
  public Collection<Field> fields() {
    return fields.values();
  }

  /** The rows that may point to its rows. */
  public List<ChildRelationship> children() {
    return children;
  }

  /** A field by its name. */
  public Optional<Field> field(String fieldName) {
    return Optional.ofNullable(fields.get(key(fieldName)));
  }

  /** Whether there is such a field. */
  public boolean has(String fieldName) {
    return fields.containsKey(key(fieldName));
  }

  /** The lookup with this relationship name. */
  public Optional<Field> lookup(String relationship) {
    return fields.values().stream()
        .filter(
            field ->
                field
                    .lookup()
                    .filter(lookup -> lookup.relationship().equalsIgnoreCase(relationship))
                    .isPresent())
        .findFirst();
  }

  /** The children with this relationship name. */
  public Optional<ChildRelationship> child(String relationship) {
    return children.stream()
        .filter(child -> child.name().equalsIgnoreCase(relationship))
        .findFirst();
  }

  SObjectType with(Field... more) {
    List<Field> all = new ArrayList<>(fields.values());
    for (Field field : more) {
      all.removeIf(old -> old.name().equalsIgnoreCase(field.name()));
      all.add(field);
    }
    return new SObjectType(name, keyPrefix, writable, all, children);
  }

  SObjectType without(String fieldName) {
    List<Field> fewer = new ArrayList<>(fields.values());
    fewer.removeIf(field -> field.name().equalsIgnoreCase(fieldName));
    return new SObjectType(name, keyPrefix, writable, fewer, children);
  }

  SObjectType changing(String fieldName, UnaryOperator<Field> change) {
    List<Field> changed =
        fields.values().stream()
            .map(field -> field.name().equalsIgnoreCase(fieldName) ? change.apply(field) : field)
            .toList();
    return new SObjectType(name, keyPrefix, writable, changed, children);
  }

  static SObjectType of(String name, String keyPrefix, Field... fields) {
    return new SObjectType(name, keyPrefix, true, Arrays.asList(fields), List.of());
  }

  static SObjectType readOnly(String name, String keyPrefix, Field... fields) {
    return new SObjectType(name, keyPrefix, false, Arrays.asList(fields), List.of());
  }

  SObjectType withChildren(ChildRelationship... relationships) {
    return new SObjectType(name, keyPrefix, writable, fields.values(), List.of(relationships));
  }

  private static String key(String fieldName) {
    return fieldName.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
