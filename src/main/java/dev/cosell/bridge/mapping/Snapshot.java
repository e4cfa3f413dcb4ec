package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one side says: the mapped fields in normal form, in the order of the mapping. Immutable;
 * equal when every field has an equal value. An empty field and one that is not there are the same.
 */
public final class Snapshot {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Map<String, JsonNode> values;

  private Snapshot(Map<String, JsonNode> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** A snapshot of values that are in normal form already. */
  public static Snapshot of(Map<String, JsonNode> values) {
    Map<String, JsonNode> copy = new LinkedHashMap<>();
    values.forEach(
        (field, value) -> {
          if (!value.isNull() && !value.isMissingNode()) {
            copy.put(
                field,
                value.isNumber() ? NormalForm.decimal(value.decimalValue()) : value.deepCopy());
          }
        });
    return new Snapshot(copy);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when the text is not a JSON object
   */
  public static Snapshot fromJson(String json) {
    try {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      JSON.readValue(json, ObjectNode.class)
          .properties()
          .forEach(it -> values.put(it.getKey(), it.getValue()));
      return of(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This is not a snapshot: " + json, e);
    }
  }

  /** One JSON object, fields in the snapshot's order. */
  public String toJson() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    return object.setAll(values).toString();
  }

  /** The fields that have a value, in order. */
  public Set<String> fields() {
    return values.keySet();
  }

  /** The value of a field; a null node when it is empty. */
  public JsonNode get(String field) {
    JsonNode value = values.get(field);
    return value == null ? NullNode.instance : value.deepCopy();
  }

  /** This snapshot with another value, in normal form, for one field. */
  public Snapshot with(String field, JsonNode value) {
    Map<String, JsonNode> changed = new LinkedHashMap<>(values);
    changed.put(field, value);
    return of(changed);
  }

  /** The fields whose values differ, in this snapshot's order, then the other's. */
  public List<Difference> differences(Snapshot other) {
    Set<String> names = new LinkedHashSet<>(values.keySet());
    names.addAll(other.values.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      if (!get(name).equals(other.get(name))) {
        differences.add(new Difference(name, get(name), other.get(name)));
      }
    }
    return List.copyOf(differences);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Snapshot that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return toJson();
  }

  /**
   * One field that differs.
   *
   * @param field the field's name
   * @param here its value in the snapshot that was asked, a null node when empty
   * @param there its value in the other one
   */
  public record Difference(String field, JsonNode here, JsonNode there) {}
}
