package dev.cosell.bridge.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/**
 * The canonical form of the YAML DSL, which visual editors write: {@code expression:} is spelled
 * out and no step is a bare word. Camel publishes this schema from 4.19 on; for earlier versions it
 * is made from the schema that allows both forms, by the rules of Camel's own generator.
 */
final class CanonicalSchema {

  private static final String EXPRESSION =
      "#/items/definitions/org.apache.camel.model.language.ExpressionDefinition";

  private final JsonNode definitions;
  private final Set<String> languages = new TreeSet<>();

  private CanonicalSchema(JsonNode definitions) {
    this.definitions = definitions;
    JsonNode expressions =
        definitions.path(EXPRESSION.substring(EXPRESSION.lastIndexOf('/') + 1)).path("properties");
    expressions.fieldNames().forEachRemaining(languages::add);
  }

  static JsonSchema load() throws IOException {
    try (InputStream in = CamelContext.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonNode document = new ObjectMapper().readTree(Objects.requireNonNull(in));
      CanonicalSchema canonical = new CanonicalSchema(document.at("/items/definitions"));
      canonical.definitions.forEach(it -> canonical.narrow((ObjectNode) it));
      ((ObjectNode) document.at("/items/properties")).remove("from");
      document.findParents("deprecated").stream()
          .filter(it -> it.path("deprecated").isBoolean())
          .forEach(it -> ((ObjectNode) it).remove("deprecated"));
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder()
              .pathType(PathType.JSON_POINTER)
              .locale(Locale.ROOT)
              .build();
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(document, config);
    }
  }

  private void narrow(ObjectNode definition) {
    JsonNode forms = definition.remove("oneOf");
    if (forms != null) {
      definition.setAll((ObjectNode) forms.path(1));
    }
    if (definition.path("anyOf").findValuesAsText("$ref").contains(EXPRESSION)) {
      definition.remove("anyOf");
      ObjectNode properties = (ObjectNode) definition.path("properties");
      properties.remove(languages);
      properties.putObject("expression").put("$ref", EXPRESSION);
      definition.withArrayProperty("required").add("expression");
    }
  }
}
