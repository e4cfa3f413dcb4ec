package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The referral's words and what the CRM stores for each. */
public final class ValueTable {

  private final Map<String, JsonNode> targets = new LinkedHashMap<>();

  private ValueTable() {}

  /** Reads the {@code values} of a row; empty when it has none. */
  static ValueTable read(JsonNode values) {
    ValueTable table = new ValueTable();
    values.properties().forEach(it -> table.targets.put(it.getKey(), it.getValue()));
    return table;
  }

  /** The referral's words, in the order of the file. */
  public Set<String> words() {
    return targets.keySet();
  }

  /** What the CRM stores for a word as text, empty when that is nothing or several columns. */
  public Optional<String> text(String word) {
    return Optional.of(target(word)).filter(JsonNode::isValueNode).map(JsonNode::asText);
  }

  /** Whether a word stands for an empty column. */
  boolean meansEmpty(String word) {
    return target(word).isNull();
  }

  /** What the CRM stores for a word; missing when the table does not know it. */
  JsonNode target(String word) {
    JsonNode target = targets.get(word);
    return target == null ? MissingNode.getInstance() : target;
  }

  /** The referral's word for what the CRM stores. */
  Optional<String> word(JsonNode target) {
    return words().stream()
        .filter(it -> !meansEmpty(it) && target(it).asText().equals(target.asText()))
        .findFirst();
  }
}
