package dev.cosell.bridge.startup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.YamlFile;
import dev.cosell.bridge.mapping.YamlTree;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the line that a message of Camel is about. Camel names only the route and what it looked
 * for, so the line is the one that says that word.
 *
 * @param folder the route files
 */
record RouteLines(Path folder) {

  private static final Set<String> NO_CAUSE = Set.of("id", "description", "note", "group");
  private static final int SHORTEST_WORD = 3;

  /** The place as file:line, empty when no YAML file has this route. */
  Optional<String> find(String routeId, String message) {
    for (Path path : new RouteFiles(folder).yaml()) {
      YamlFile file = YamlFile.read(path);
      for (int entry = 0; entry < file.content().size(); entry++) {
        String at = "/" + entry + "/route";
        JsonNode route = file.content().at(at);
        if (route.path("id").asText().equals(routeId)) {
          return Optional.of(path + ":" + file.mistakes().lineOf(culprit(at, route, message)));
        }
      }
    }
    return Optional.empty();
  }

  /** The longest value that the message repeats, else one that has the message's last word. */
  private static String culprit(String at, JsonNode route, String message) {
    Map<String, String> values = new LinkedHashMap<>();
    collect(at, route, values);
    String normal = message.replace("://", ":");
    String last = normal.substring(normal.lastIndexOf(' ') + 1);
    return longest(values, value -> value.length() >= SHORTEST_WORD && normal.contains(value))
        .or(() -> longest(values, value -> value.contains(last)))
        .orElse(at);
  }

  private static Optional<String> longest(Map<String, String> values, Predicate<String> fits) {
    return values.entrySet().stream()
        .filter(value -> fits.test(value.getValue()))
        .max(Map.Entry.comparingByValue(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getKey);
  }

  private static void collect(String at, JsonNode node, Map<String, String> values) {
    if (node.isValueNode()) {
      values.put(at, node.asText());
    }
    for (int element = 0; node.isArray() && element < node.size(); element++) {
      collect(at + "/" + element, node.get(element), values);
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      if (!NO_CAUSE.contains(property.getKey())) {
        collect(at + "/" + YamlTree.escape(property.getKey()), property.getValue(), values);
      }
    }
  }
}
