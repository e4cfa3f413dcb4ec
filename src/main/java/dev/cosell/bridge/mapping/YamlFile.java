package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A YAML file as JSON.
 *
 * @param content the document
 * @param mistakes knows the line of every value and already holds the duplicate keys
 */
public record YamlFile(JsonNode content, Mistakes mistakes) {

  /**
   * Reads a file.
   *
   * @throws MappingException when there is no such file or when it is not YAML
   */
  public static YamlFile read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Map<String, Integer> lines = new HashMap<>();
      Mistakes mistakes = new Mistakes(file.toString(), lines);
      YamlTree tree = new YamlTree(lines, mistakes);
      return new YamlFile(tree.json(compose(reader)), mistakes);
    } catch (MarkedYAMLException e) {
      throw mistake(file, lineOf(e), "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw mistake(file, 1, "this is not YAML: " + e.getMessage());
    } catch (IOException e) {
      throw mistake(file, 1, "the file cannot be read: " + e);
    }
  }

  private static @Nullable Node compose(Reader reader) {
    LoaderOptions options = new LoaderOptions();
    ParserImpl parser = new ParserImpl(new StreamReader(reader), options);
    return new Composer(parser, new CoreSchema(), options).getSingleNode();
  }

  private static int lineOf(MarkedYAMLException e) {
    return e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
  }

  private static MappingException mistake(Path file, int line, String text) {
    return new MappingException(List.of(new Mistake(file.toString(), line, text)));
  }
}
