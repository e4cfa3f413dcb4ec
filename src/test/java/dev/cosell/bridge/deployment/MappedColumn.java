package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file demands of one column of the CRM.
 *
 * @param where file and field, for a sentence
 * @param table {@code opportunity}, {@code lead}, {@code account} or {@code contact}
 * @param name the column's API name
 * @param type the row's type
 * @param max the row's {@code max}, null without one
 * @param values what the value table stores in the column, sorted; empty without one
 */
record MappedColumn(
    String where,
    String table,
    String name,
    String type,
    @Nullable Integer max,
    List<String> values) {

  /** A text without {@code max} is never longer than that: names of programmes, ids, addresses. */
  private static final int USUAL_TEXT = 100;

  private static final int GUID = 36;

  /** The mapping files of a CRM. */
  static List<Path> files(Path folder, String crm) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.getFileName().toString().matches(crm + "-.*\\.yaml"))
          .sorted()
          .toList();
    }
  }

  /** Every column that a mapping file names, those of the status included. */
  static List<MappedColumn> of(Path file) {
    JsonNode mapping = YamlFile.read(file).content();
    String entity = mapping.path("entity").asText();
    return mapping.path("fields").properties().stream()
        .flatMap(it -> columns(file.getFileName() + ", " + it.getKey(), entity, it.getValue()))
        .toList();
  }

  private static Stream<MappedColumn> columns(String where, String entity, JsonNode row) {
    List<JsonNode> values = StreamSupport.stream(row.path("values").spliterator(), false).toList();
    if (!row.path("type").asText().equals("status")) {
      return Stream.of(column(where, entity, row.path("crm").asText(), row, values));
    }
    return values.stream()
        .flatMap(it -> it.properties().stream().map(Map.Entry::getKey))
        .distinct()
        .map(name -> column(where, entity, name, row, each(values, name)));
  }

  private static List<JsonNode> each(List<JsonNode> values, String name) {
    return values.stream().map(it -> it.path(name)).toList();
  }

  private static MappedColumn column(
      String where, String entity, String path, JsonNode row, List<JsonNode> values) {
    int dot = path.indexOf('.');
    return new MappedColumn(
        where,
        dot < 0 ? entity : path.substring(0, dot),
        path.substring(dot + 1),
        row.path("type").asText(),
        row.has("max") ? Integer.valueOf(row.path("max").intValue()) : null,
        List.copyOf(
            new TreeSet<>(
                values.stream()
                    .filter(it -> it.isValueNode() && !it.isNull())
                    .map(JsonNode::asText)
                    .toList())));
  }

  /** How many characters the column has to hold at least. */
  int length() {
    if (max != null) {
      return max;
    }
    return type.equals("identifier") ? GUID : USUAL_TEXT;
  }

  /** What is wrong with the column, as a sentence that names the row. */
  String misfit(String reason) {
    return where + ": " + table + "." + name + " " + reason;
  }
}
