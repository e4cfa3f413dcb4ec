package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Checks the structure of a mapping file by the schema that editors use too. */
final class MappingSchema {

  private static final String RESOURCE = "field-mapping.schema.json";

  private final JsonNode document = read();
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document, config());

  /** Adds every breach of the schema, in words that name the key and the choices. */
  void check(YamlFile file) {
    for (ValidationMessage breach : schema.validate(file.content())) {
      explain(breach, file);
    }
  }

  private void explain(ValidationMessage breach, YamlFile file) {
    String at = breach.getInstanceLocation().toString();
    Mistakes mistakes = file.mistakes();
    JsonNode value = file.content().at(at);
    switch (breach.getType()) {
      case "additionalProperties" ->
          mistakes.add(
              at + "/" + YamlTree.escape(breach.getProperty()),
              "unknown key '" + breach.getProperty() + "'",
              knownKeys(breach));
      case "enum" ->
          mistakes.add(at, "unknown word '" + value.asText() + "' for " + key(at), words(breach));
      case "required" ->
          mistakes.add(at, "'" + breach.getProperty() + "' is missing in " + key(at));
      case "minimum" -> mistakes.add(at, key(at) + " is " + value + ", but the least is 1");
      case "pattern" -> mistakes.add(at, "'" + value.asText() + "' is not a column name");
      case "propertyNames" ->
          mistakes.add(
              at + "/" + YamlTree.escape(breach.getProperty()),
              "'"
                  + breach.getProperty()
                  + "' is not a field name: a lower-case letter, then letters and digits");
      case "type" ->
          mistakes.add(at, key(at) + " is " + value + ", but it must be " + types(breach));
      default -> mistakes.add(at, key(at) + ": " + breach.getMessage());
    }
  }

  private List<String> knownKeys(ValidationMessage breach) {
    String at = breach.getSchemaLocation().getFragment().toString();
    JsonNode keys = document.at(at.substring(0, at.lastIndexOf('/'))).path("properties");
    List<String> names = new ArrayList<>();
    keys.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private List<String> words(ValidationMessage breach) {
    List<String> words = new ArrayList<>();
    document
        .at(breach.getSchemaLocation().getFragment().toString())
        .forEach(it -> words.add(it.asText()));
    return words;
  }

  private String types(ValidationMessage breach) {
    List<String> types = words(breach);
    JsonNode type = document.at(breach.getSchemaLocation().getFragment().toString());
    return types.isEmpty() ? type.asText() : String.join(" or ", types);
  }

  /** The last step of a pointer: the key that a reader of the file looks for. */
  private static String key(String pointer) {
    String step = pointer.substring(pointer.lastIndexOf('/') + 1);
    return pointer.isEmpty() ? "the file" : "'" + step.replace("~1", "/").replace("~0", "~") + "'";
  }

  private static SchemaValidatorsConfig config() {
    return SchemaValidatorsConfig.builder()
        .pathType(PathType.JSON_POINTER)
        .locale(Locale.ROOT)
        .build();
  }

  private static JsonNode read() {
    try (InputStream in = MappingSchema.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper()
          .readTree(Objects.requireNonNull(in, RESOURCE + " is not on the class path"));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
