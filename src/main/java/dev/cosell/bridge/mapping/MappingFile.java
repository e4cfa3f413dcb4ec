package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a mapping file, after every check. */
final class MappingFile {

  private MappingFile() {}

  static FieldMapping load(Path path) {
    YamlFile file = YamlFile.read(path);
    new MappingSchema().check(file);
    new MappingRules(file).check();
    file.mistakes().throwIfAny();
    JsonNode content = file.content();
    List<MappedField> fields =
        content.get("fields").properties().stream()
            .map(it -> field(it.getKey(), it.getValue(), place(path, file, it.getKey())))
            .toList();
    return new FieldMapping(content.get("crm").asText(), content.get("entity").asText(), fields);
  }

  private static String place(Path path, YamlFile file, String name) {
    return path + ":" + file.mistakes().lineOf(FieldRules.place(name));
  }

  private static MappedField field(String name, JsonNode row, String place) {
    FieldType type = Word.find(FieldType.class, row.get("type").asText()).orElseThrow();
    return new MappedField(
        name,
        Source.read(row),
        Column.parse(row.get("crm").asText(), type),
        Directions.read(row),
        ValueTable.read(row.path("values")),
        row.has("max") ? Integer.valueOf(row.get("max").intValue()) : null,
        row.path("match").asBoolean(),
        Word.find(Role.class, row.path("role").asText()).orElse(null),
        new Presence(place, row.path("optional").asBoolean(), computedWhen(row)));
  }

  private static @Nullable Column computedWhen(JsonNode row) {
    return row.has("computed-when")
        ? Column.parse(row.get("computed-when").asText(), FieldType.BOOLEAN)
        : null;
  }
}
