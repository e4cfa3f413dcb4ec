package dev.cosell.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingSchemaTest {

  private static final Path SCHEMA = Path.of("routes/mappings/field-mapping.schema.json");

  @Test
  void offersEditorsExactlyTheWordsThatTheCodeKnows() throws IOException {
    JsonNode definitions = new ObjectMapper().readTree(SCHEMA.toFile()).path("$defs");
    JsonNode keys = definitions.path("field").path("properties");
    assertThat(words(keys.path("type"))).isEqualTo(Word.all(FieldType.class));
    assertThat(words(keys.path("policy"))).isEqualTo(Word.all(Policy.class));
    assertThat(words(keys.path("role"))).isEqualTo(Word.all(Role.class));
    assertThat(words(definitions.path("moments"))).isEqualTo(Word.all(Moments.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamics-opportunity", "dynamics-lead"})
  void isNamedInEveryMappingFile(String name) throws IOException {
    assertThat(Files.readAllLines(Path.of("routes/mappings/" + name + ".yaml")))
        .first()
        .isEqualTo("# yaml-language-server: $schema=field-mapping.schema.json");
  }

  private static List<String> words(JsonNode property) {
    List<String> words = new ArrayList<>();
    property.path("enum").forEach(it -> words.add(it.asText()));
    return words;
  }
}
