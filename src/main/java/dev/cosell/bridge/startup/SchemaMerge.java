package dev.cosell.bridge.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * Makes Camel's schema tell what is wrong. It lists every short and long form of a step as an
 * alternative, so that one misspelt key breaks dozens of them; merged into one form, the schema
 * accepts what it accepted before, and a misspelt key is one breach. Numbers and truth values may
 * stand for words, as Camel itself allows.
 */
final class SchemaMerge {

  private static final String EXPRESSIONS = "org.apache.camel.model.language.ExpressionDefinition";
  private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");
  private static final List<String> ANY_SCALAR = List.of("string", "number", "boolean", "null");

  private final JsonNode definitions;
  private final JsonNode expressions;

  private SchemaMerge(JsonNode definitions) {
    this.definitions = definitions;
    this.expressions = definitions.path(EXPRESSIONS).path("anyOf").deepCopy();
  }

  /** Merges the alternatives of every definition, in place. */
  static JsonNode merged(JsonNode document) {
    SchemaMerge merge = new SchemaMerge(document.at("/items/definitions"));
    merge.definitions.forEach(definition -> merge.merge((ObjectNode) definition));
    loosen(document);
    return document;
  }

  private void merge(ObjectNode definition) {
    JsonNode forms = definition.remove("oneOf");
    if (forms != null) {
      definition.setAll((ObjectNode) forms.path(1));
      types(definition, "object");
    }
    JsonNode groups = definition.remove("anyOf");
    if (groups != null) {
      definition.put("additionalProperties", false);
      addAlternatives(definition.withObjectProperty("properties"), groups);
    }
  }

  private void addAlternatives(ObjectNode properties, JsonNode groups) {
    for (JsonNode group : groups) {
      for (JsonNode alternative : group.path("oneOf")) {
        if (alternative.has("$ref")) {
          addAlternatives(properties, expressions);
        } else if (alternative.path("properties") instanceof ObjectNode more) {
          properties.setAll(more.deepCopy());
        }
      }
    }
  }

  private static void loosen(JsonNode schema) {
    if (schema instanceof ObjectNode object && SCALARS.contains(schema.path("type").asText())) {
      types(object);
    }
    if (schema instanceof ObjectNode object && schema.path("deprecated").isBoolean()) {
      object.remove("deprecated"); // the validator would warn of a word that it does not know
    }
    schema.forEach(SchemaMerge::loosen);
  }

  private static void types(ObjectNode schema, String... more) {
    ArrayNode types = schema.putArray("type");
    ANY_SCALAR.forEach(types::add);
    List.of(more).forEach(types::add);
  }
}
