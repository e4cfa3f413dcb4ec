package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The column definitions in {@code crm/dynamics}, or a copy of them, with a prefix filled in.
 *
 * @param columns bodies as the Web API takes them, by logical name
 * @param keyed the columns that have an alternate key of their own
 */
record DataverseColumns(Map<String, JsonNode> columns, List<String> keyed) {

  static final Path FOLDER = Path.of("crm/dynamics");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static DataverseColumns read(Path folder, String prefix) throws IOException {
    Map<String, JsonNode> columns = new TreeMap<>();
    for (JsonNode body : bodies(folder.resolve("columns"), prefix)) {
      columns.put(logicalName(body), body);
    }
    return new DataverseColumns(
        columns,
        bodies(folder.resolve("keys"), prefix).stream()
            .map(it -> it.path("KeyAttributes"))
            .filter(it -> it.size() == 1)
            .map(it -> it.path(0).asText())
            .toList());
  }

  private static List<JsonNode> bodies(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(it -> body(it, prefix)).toList();
    }
  }

  private static JsonNode body(Path file, String prefix) {
    try {
      return json(Files.readString(file).replace("{prefix}", prefix));
    } catch (IOException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads JSON that has to end where it ends. */
  static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  /** Dataverse derives it from the schema name. */
  static String logicalName(JsonNode body) {
    return body.path("SchemaName").asText().toLowerCase(Locale.ROOT);
  }

  /** The integers of a choice, as text, sorted. */
  static List<String> choices(JsonNode body) {
    return StreamSupport.stream(body.path("OptionSet").path("Options").spliterator(), false)
        .map(it -> it.path("Value").asText())
        .sorted()
        .toList();
  }
}
