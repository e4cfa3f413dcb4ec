package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Merges lists of solutions and of people element by element: what the record added is added, what
 * it dropped is dropped, everything else is left to Partner Center.
 */
final class ListMerge {

  private ListMerge() {}

  /** The list that Partner Center held, with what the record did to its own list since. */
  static JsonNode merge(JsonNode referral, JsonNode recordBefore, JsonNode record) {
    Map<String, JsonNode> before = byKey(recordBefore);
    Map<String, JsonNode> now = byKey(record);
    Map<String, JsonNode> merged = byKey(referral);
    before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(merged::remove);
    now.forEach(
        (key, element) -> {
          if (!element.equals(before.get(key))) {
            merged.put(key, element);
          }
        });
    return list(merged);
  }

  /** The elements that another list has, too. */
  static JsonNode common(JsonNode list, JsonNode other) {
    Map<String, JsonNode> elements = byKey(list);
    elements.keySet().retainAll(byKey(other).keySet());
    return list(elements);
  }

  /** The elements that another list does not have. */
  static JsonNode without(JsonNode list, JsonNode other) {
    Map<String, JsonNode> elements = byKey(list);
    elements.keySet().removeAll(byKey(other).keySet());
    return list(elements);
  }

  /** In the order of the normal form, so that equal lists are equal nodes. */
  private static JsonNode list(Map<String, JsonNode> elements) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    elements.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(element -> list.add(element.getValue()));
    return list.isEmpty() ? NullNode.instance : list;
  }

  private static Map<String, JsonNode> byKey(JsonNode list) {
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    list.forEach(element -> elements.put(key(element), element));
    return elements;
  }

  /** A person is one person under one e-mail address, whatever else changes. */
  private static String key(JsonNode element) {
    if (!element.isObject()) {
      return element.asText();
    }
    String email = element.path("email").asText("");
    return email.isEmpty() ? " " + element : email;
  }
}
