package dev.cosell.bridge.routes;

import dev.cosell.bridge.sync.Synchronization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/** What a route file calls in Java: beans, their methods, properties of what flows. */
final class JavaCalls {

  private static final Pattern BEAN = Pattern.compile("\\$\\{bean:(\\w+)\\?method=(\\w+)}");
  private static final Pattern OBJECT =
      Pattern.compile("\\$\\{(body|exception|variable\\.\\w+)((?:\\.\\w+)+)}");
  private static final Pattern REFERENCE = Pattern.compile("#(\\w+)");

  private final RouteFile file;
  private final BridgeBeans beans;
  private final Map<String, List<Class<?>>> objects = new HashMap<>();
  private final List<String> missing = new ArrayList<>();

  JavaCalls(RouteFile file, BridgeBeans beans) {
    this.file = file;
    this.beans = beans;
  }

  /** What the file calls and nobody has. */
  List<String> missing() {
    objects.put("body", List.of(Synchronization.class));
    file.nodes().forEach(this::learn);
    file.nodes().forEach(this::checkBean);
    file.words().forEach(this::checkWord);
    return missing;
  }

  private void learn(RouteNode node) {
    if (node.kind().equals("setVariable")) {
      BEAN.matcher(node.options().toString())
          .results()
          .forEach(
              call ->
                  objects.put(
                      "variable." + node.text("name"),
                      List.of(beans.result(call.group(1), call.group(2)))));
    }
    for (var exception : node.options().path("exception")) {
      String name = exception.asText();
      if (!ClassUtils.isPresent(name, null)) {
        missing.add("class " + name);
      } else {
        objects
            .computeIfAbsent("exception", it -> new ArrayList<>())
            .add(ClassUtils.resolveClassName(name, null));
      }
    }
  }

  private void checkBean(RouteNode node) {
    // behind the name there may be a parameter
    String method = node.text("method").replaceFirst("\\(.*", "");
    if (node.kind().equals("bean") && !beans.has(node.text("ref"), method)) {
      missing.add("bean " + node.text("ref") + "." + method + "()");
    }
  }

  private void checkWord(String word) {
    BEAN.matcher(word)
        .results()
        .filter(call -> !beans.has(call.group(1), call.group(2)))
        .forEach(call -> missing.add(call.group()));
    OBJECT
        .matcher(word)
        .results()
        .filter(call -> !exists(call))
        .forEach(call -> missing.add(call.group()));
    if (REFERENCE.matcher(word).matches() && !beans.has(word.substring(1))) {
      missing.add("bean " + word);
    }
  }

  private boolean exists(MatchResult call) {
    String[] names = call.group(2).substring(1).split("\\.", -1);
    return objects.getOrDefault(call.group(1), List.of()).stream()
        .anyMatch(type -> exists(type, List.of(names)));
  }

  private static boolean exists(Class<?> type, List<String> names) {
    if (names.isEmpty()) {
      return true;
    }
    String name = names.get(0);
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Stream.of(type.getMethods())
        .filter(it -> it.getParameterCount() == 0)
        .filter(it -> List.of(name, "get" + capital, "is" + capital).contains(it.getName()))
        .anyMatch(it -> exists(it.getReturnType(), names.subList(1, names.size())));
  }
}
