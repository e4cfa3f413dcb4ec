package dev.cosell.bridge.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One route file as its tree.
 *
 * @param path the file
 * @param content its document
 */
record RouteFile(Path path, JsonNode content) {

  static final Path ROUTES = Path.of("routes");

  private static final String ENDING = ".camel.yaml";
  private static final Set<String> SINGLE =
      Set.of("route", "routeConfiguration", "from", "otherwise", "doFinally", "onWhen");
  private static final Set<String> LISTED = Set.of("when", "doCatch");
  private static final Set<String> WRAPPED =
      Set.of("steps", "onException", "onCompletion", "intercept", "interceptFrom");

  /** Every route file of the product. */
  static List<RouteFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROUTES)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(file -> new RouteFile(file, YamlFile.read(file).content()))
          .toList();
    }
  }

  String name() {
    return path.getFileName().toString().replace(ENDING, "");
  }

  /** The routes of the file; a file that only configures routes has none. */
  List<JsonNode> routes() {
    return content.findValues("route");
  }

  /** The only route. */
  JsonNode route() {
    return content.path(0).path("route");
  }

  /** Whether the route may be there with this CRM. */
  boolean isFor(String crm) {
    String precondition = route().path("precondition").asText();
    return precondition.isEmpty() || precondition.startsWith("'{{cosell.crm}}' == '" + crm + "'");
  }

  /** Everything that a console or an editor shows: routes, their beginnings, steps, branches. */
  List<RouteNode> nodes() {
    List<RouteNode> nodes = new ArrayList<>();
    content.forEach(entry -> collect(entry, nodes));
    return nodes;
  }

  private void collect(JsonNode parent, List<RouteNode> nodes) {
    for (Map.Entry<String, JsonNode> child : parent.properties()) {
      String name = child.getKey();
      if (SINGLE.contains(name)) {
        add(name, child.getValue(), false, nodes);
      } else if (LISTED.contains(name)) {
        child.getValue().forEach(branch -> add(name, branch, false, nodes));
      } else if (WRAPPED.contains(name)) {
        for (JsonNode step : child.getValue()) {
          step.properties()
              .forEach(it -> add(it.getKey(), it.getValue(), name.equals("steps"), nodes));
        }
      }
    }
  }

  private void add(String kind, JsonNode options, boolean isStep, List<RouteNode> nodes) {
    nodes.add(new RouteNode(this, kind, options, isStep));
    collect(options, nodes);
  }

  /** Every word of the file. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    collectWords(content, words);
    return words;
  }

  private static void collectWords(JsonNode node, List<String> words) {
    if (node.isValueNode()) {
      words.add(node.asText());
    }
    node.forEach(child -> collectWords(child, words));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
