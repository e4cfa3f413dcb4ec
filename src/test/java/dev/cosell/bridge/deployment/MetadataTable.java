package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One table of {@link MetadataFake}. */
final class MetadataTable {

  private final Map<String, JsonNode> columns = new TreeMap<>();
  private final List<ObjectNode> keys = new ArrayList<>();
  private final Deque<String> keyStates = new ArrayDeque<>(List.of("Active"));
  private ObjectNode definition;

  MetadataTable(String name) {
    definition =
        JsonNodeFactory.instance
            .objectNode()
            .put("@odata.context", "$metadata#EntityDefinitions/$entity")
            .put("ActivityTypeMask", 0)
            .put("LogicalName", name)
            .put("IsOptimisticConcurrencyEnabled", true)
            .put("ChangeTrackingEnabled", false);
    definition.putObject("CanChangeTrackingBeEnabled").put("Value", true);
    definition.putObject("DisplayName").putArray("LocalizedLabels").addObject().put("Label", name);
  }

  /** Columns by logical name, as they were sent. */
  Map<String, JsonNode> columns() {
    return columns;
  }

  /** Alternate keys, as they are read. */
  List<ObjectNode> keys() {
    return keys;
  }

  /** The table's own definition. */
  ObjectNode definition() {
    return definition;
  }

  void define(ObjectNode replaced) {
    definition = replaced;
  }

  /** The states that a key shows, one at each look, the last one for ever. */
  void keyStates(String... states) {
    keyStates.clear();
    keyStates.addAll(List.of(states));
  }

  /** Adds a column as another tool would have made it. */
  void addColumn(String name, String type, int length) {
    columns.put(
        name,
        JsonNodeFactory.instance
            .objectNode()
            .put("SchemaName", name)
            .put("AttributeType", type)
            .put("MaxLength", length));
  }

  /** Adds a key on one column. */
  void addKey(String schemaName, String column) {
    ObjectNode key =
        JsonNodeFactory.instance
            .objectNode()
            .put("LogicalName", schemaName.toLowerCase(Locale.ROOT))
            .put("SchemaName", schemaName);
    key.putArray("KeyAttributes").add(column);
    keys.add(key);
  }

  /** Whether a key on a column is possible: on a text that has none. */
  boolean takesKeyOn(String column) {
    JsonNode definition = columns.get(column);
    return definition != null
        && definition.path("AttributeType").asText().equals("String")
        && keys.stream().noneMatch(it -> it.path("KeyAttributes").path(0).asText().equals(column));
  }

  /** A look at the keys: time goes on for those that are being built. */
  List<ObjectNode> lookAtKeys() {
    if (!keys.isEmpty()) {
      String state = keyStates.size() > 1 ? keyStates.remove() : keyStates.element();
      keys.forEach(it -> it.put("EntityKeyIndexStatus", state));
    }
    return keys;
  }
}
