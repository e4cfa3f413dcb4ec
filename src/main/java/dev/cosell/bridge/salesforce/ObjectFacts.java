package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the organisation says of an object, as far as the bridge's user may see it.
 *
 * @param fields by name, found without regard to case as Salesforce does
 */
record ObjectFacts(Map<String, FieldFacts> fields) {

  /** An object that is not there, or that the bridge's user may not see. */
  static final ObjectFacts ABSENT = new ObjectFacts(Map.of());

  ObjectFacts {
    Map<String, FieldFacts> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(fields);
    fields = Collections.unmodifiableMap(sorted);
  }

  static ObjectFacts of(JsonNode description) {
    Map<String, FieldFacts> fields = new TreeMap<>();
    description
        .path("fields")
        .forEach(field -> fields.put(field.path("name").asText(), FieldFacts.of(field)));
    return new ObjectFacts(fields);
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  @Nullable FieldFacts field(String name) {
    return fields.get(name);
  }
}
