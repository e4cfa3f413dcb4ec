package dev.cosell.bridge.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.cosell.bridge.mapping.YamlFile;
import dev.cosell.bridge.mapping.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Checks the structure of a YAML route file by the schema that Camel brings along. */
final class RouteSchema {

  private static final String RESOURCE = "/schema/camelYamlDsl.json";
  private static final int READABLE_CHOICE = 40;

  /** Reading it takes seconds and much memory, which the start alone is worth. */
  private static SoftReference<@Nullable RouteSchema> latest = new SoftReference<>(null);

  private final JsonNode document = SchemaMerge.merged(read());
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(document, config());

  private RouteSchema() {}

  /** The schema of the Camel on the class path. */
  static synchronized RouteSchema ofCamel() {
    RouteSchema known = latest.get();
    if (known == null) {
      known = new RouteSchema();
      latest = new SoftReference<>(known);
    }
    return known;
  }

  /** Adds every breach of the schema. A custom resource of Camel K is left to Camel. */
  void check(YamlFile file) {
    if (!file.content().has("apiVersion")) {
      schema.validate(file.content()).forEach(breach -> explain(breach, file));
    }
  }

  private void explain(ValidationMessage breach, YamlFile file) {
    String at = breach.getInstanceLocation().toString();
    JsonNode value = file.content().at(at);
    switch (breach.getType()) {
      case "additionalProperties" -> {
        if (!isHyphenated(breach.getProperty())) {
          file.mistakes()
              .add(
                  at + "/" + YamlTree.escape(breach.getProperty()),
                  "unknown key '" + breach.getProperty() + "' in " + key(at) + choice(breach));
        }
      }
      case "required" -> {
        if (value.properties().stream().noneMatch(given -> isHyphenated(given.getKey()))) {
          file.mistakes().add(at, "'" + breach.getProperty() + "' is missing in " + key(at));
        }
      }
      case "maxProperties" ->
          file.mistakes()
              .add(
                  at, "there are " + value.size() + " keys where one may be: mind the indentation");
      case "enum" -> {
        if (!isAllowed(value.asText(), words(breach))) {
          file.mistakes()
              .add(at, "unknown word '" + value.asText() + "' for " + key(at), words(breach));
        }
      }
      default -> file.mistakes().add(at, key(at) + ": " + breach.getMessage());
    }
  }

  /** Camel still takes the old spelling {@code set-body}, which its schema does not know. */
  private static boolean isHyphenated(String key) {
    return key.matches("[a-z]+(-[a-z0-9]+)+");
  }

  /** Camel takes a placeholder for any word, and does not mind capitals and hyphens. */
  private static boolean isAllowed(String word, List<String> words) {
    return word.contains("{{")
        || words.stream().anyMatch(allowed -> allowed.equalsIgnoreCase(word.replace("-", "")));
  }

  private List<String> words(ValidationMessage breach) {
    List<String> words = new ArrayList<>();
    at(breach).forEach(word -> words.add(word.asText()));
    return words;
  }

  private String choice(ValidationMessage breach) {
    List<String> names = new ArrayList<>();
    String place = breach.getSchemaLocation().getFragment().toString();
    document
        .at(place.substring(0, place.lastIndexOf('/')))
        .path("properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names.size() > READABLE_CHOICE ? "" : "; allowed words: " + String.join(", ", names);
  }

  private JsonNode at(ValidationMessage breach) {
    return document.at(breach.getSchemaLocation().getFragment().toString());
  }

  /** The last name of a pointer; an element of a list is named by its list. */
  private static String key(String pointer) {
    String name = pointer.replaceFirst("(/\\d+)+$", "").replaceFirst("^.*/", "");
    return name.isEmpty() ? "the file" : "'" + name + "'";
  }

  /**
   * Of Camel's hundreds of definitions the routes need a few; all of them take 200 MB and seconds.
   */
  private static SchemaValidatorsConfig config() {
    return SchemaValidatorsConfig.builder()
        .preloadJsonSchema(false)
        .pathType(PathType.JSON_POINTER)
        .locale(Locale.ROOT)
        .build();
  }

  private static JsonNode read() {
    try (InputStream in = CamelContext.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper()
          .readTree(Objects.requireNonNull(in, RESOURCE + " is not on the class path"));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
