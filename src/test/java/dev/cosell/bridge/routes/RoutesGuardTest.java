package dev.cosell.bridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import dev.cosell.bridge.mapping.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The style guide's rules for route files; a file that breaks one is named. */
class RoutesGuardTest {

  private static final int DOZEN = 12;
  private static final Pattern PRECONDITION =
      Pattern.compile(
          "'\\{\\{cosell\\.crm}}' == '(?:dynamics|salesforce)'(?: && '\\{\\{[a-z.-]+:[a-z-]+}}' (?:==|in) '[a-z,-]+')?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:]+)(:[^}]*)?}}");
  private static final Pattern ADDRESS = Pattern.compile("\"((?:direct|seda):[a-z-]+)\"");

  private final List<RouteFile> files = RouteFile.all();
  private final List<RouteNode> nodes = files.stream().flatMap(it -> it.nodes().stream()).toList();
  private final List<RouteFile> routes =
      files.stream().filter(it -> it.content().findValue("route") != null).toList();

  RoutesGuardTest() throws IOException {}

  @Test
  void everyFileIsInTheFormThatVisualEditorsWrite() throws IOException {
    JsonSchema schema = CanonicalSchema.load();
    assertThat(
            files.stream()
                .flatMap(
                    file -> schema.validate(file.content()).stream().map(it -> file + ": " + it)))
        .isEmpty();
  }

  @Test
  void theFormOfVisualEditorsHasNoShortcuts() throws IOException {
    JsonSchema schema = CanonicalSchema.load();
    for (String step :
        List.of("to: 'log:a'", "setBody: {simple: a}", "setBody: {expression: {simple: a}}")) {
      String text = "- route: {from: {uri: 'direct:a', steps: [{" + step + "}]}}";
      assertThat(schema.validate(tree(text))).as(step).isNotEmpty();
    }
    String spelledOut =
        "- route: {from: {uri: 'direct:a', steps: [{setBody: {expression: {simple: {expression: a}}}}]}}";
    assertThat(schema.validate(tree(spelledOut))).isEmpty();
  }

  @Test
  void aFileHoldsOneRouteOfItsOwnName() {
    assertThat(routes)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            file -> {
              assertThat(file.content()).hasSize(1);
              assertThat(file.route().path("id").asText()).isEqualTo(file.name());
            });
  }

  @Test
  void everyRouteHasAGroupNamedLikeItsFolder() {
    assertThat(routes)
        .allSatisfy(
            file ->
                assertThat(file.route().path("group").asText())
                    .isEqualTo(String.valueOf(file.path().getName(1))));
  }

  @Test
  void everyRouteNamesAConfigurationThatExists() {
    Set<String> configurations =
        nodes.stream()
            .filter(it -> it.kind().equals("routeConfiguration"))
            .map(RouteNode::id)
            .collect(Collectors.toSet());
    assertThat(routes)
        .allSatisfy(
            file ->
                assertThat(configurations)
                    .contains(file.route().path("routeConfigurationId").asText()));
  }

  @Test
  void everyRouteStepAndBranchHasAnIdAndADescription() {
    assertThat(nodes)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            node -> {
              assertThat(node.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(node.text("description")).isNotBlank();
            });
  }

  @Test
  void noIdIsThereTwice() {
    Set<String> seen = new HashSet<>();
    assertThat(nodes).filteredOn(node -> !seen.add(node.id())).isEmpty();
  }

  @Test
  void aRouteHasADozenStepsAtMost() {
    assertThat(files)
        .allSatisfy(
            file ->
                assertThat(file.nodes().stream().filter(RouteNode::isStep))
                    .hasSizeLessThanOrEqualTo(DOZEN));
  }

  @Test
  void noAddressIsComputed() {
    assertThat(nodes).extracting(RouteNode::kind).doesNotContain("toD", "recipientList");
  }

  @Test
  void aRouteIsCalledByItsNameOrByTheNameOfItsPort() {
    assertThat(routes)
        .filteredOn(file -> from(file).matches("(direct|seda):.*"))
        .allSatisfy(
            file ->
                assertThat(from(file).replaceFirst("^(direct|seda):", ""))
                    .isIn(
                        file.name(), file.name().replaceFirst("^(dynamics|salesforce)-", "crm-")));
  }

  @Test
  void aPreconditionAsksForOneCrmAndOnlyItsOwnRoutesHaveOne() {
    assertThat(routes)
        .allSatisfy(
            file -> {
              String folder = String.valueOf(file.path().getName(1));
              String precondition = file.route().path("precondition").asText();
              if (Set.of("dynamics", "salesforce").contains(folder)) {
                assertThat(precondition).matches(PRECONDITION);
                assertThat(file.isFor(folder)).isTrue();
              } else {
                assertThat(precondition).isEmpty();
              }
            });
  }

  @Test
  void everyRouteThatIsCalledIsThereOnceWithEachCrm() throws IOException {
    Set<String> fromJava = calledFromJava();
    for (String crm : crms()) {
      List<RouteFile> present = routes.stream().filter(it -> it.isFor(crm)).toList();
      List<String> consumers = present.stream().map(RoutesGuardTest::from).toList();
      Set<String> called =
          present.stream()
              .flatMap(it -> it.nodes().stream())
              .filter(it -> it.kind().matches("to|wireTap|enrich|poll.*"))
              .map(it -> it.text("uri"))
              .collect(Collectors.toCollection(HashSet::new));
      called.addAll(fromJava);
      crms().stream()
          .filter(other -> !other.equals(crm))
          .forEach(other -> called.removeIf(it -> it.startsWith("direct:" + other + "-")));
      called.removeIf(it -> !it.matches("(direct|seda):.*"));

      assertThat(consumers).as(crm).doesNotHaveDuplicates().containsAll(called);
      assertThat(consumers)
          .as(crm)
          .filteredOn(it -> it.matches("(direct|seda):.*"))
          .allMatch(called::contains);
    }
  }

  @Test
  void everyPlaceholderIsASettingOrHasADefault() {
    Set<String> settings = new HashSet<>(keys("application.yaml"));
    settings.addAll(keys("src/main/resources/application.yaml"));
    for (RouteFile file : files) {
      assertThat(file.words().stream().flatMap(it -> PLACEHOLDER.matcher(it).results()))
          .as(file.toString())
          .allMatch(it -> it.group(2) != null || settings.contains(it.group(1)), "is a setting");
    }
  }

  @Test
  void everythingThatARouteCallsInJavaExists() {
    for (RouteFile file : files) {
      String crm = file.isFor("dynamics") ? "dynamics" : "salesforce";
      assertThat(new JavaCalls(file, new BridgeBeans(crm)).missing()).as(file.toString()).isEmpty();
    }
  }

  private static String from(RouteFile file) {
    return file.route().path("from").path("uri").asText();
  }

  private List<String> crms() {
    return Stream.of("dynamics", "salesforce")
        .filter(crm -> Files.isDirectory(RouteFile.ROUTES.resolve(crm)))
        .toList();
  }

  private static Set<String> calledFromJava() throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      sources = all.filter(it -> it.toString().endsWith(".java")).toList();
    }
    Set<String> called = new HashSet<>();
    for (Path source : sources) {
      ADDRESS.matcher(Files.readString(source)).results().forEach(it -> called.add(it.group(1)));
    }
    return called;
  }

  /** The dotted names of all settings of a file. */
  static List<String> keys(String file) {
    List<String> keys = new ArrayList<>();
    collect("", YamlFile.read(Path.of(file)).content(), keys);
    return keys;
  }

  private static void collect(String prefix, JsonNode node, List<String> keys) {
    node.properties()
        .forEach(
            it -> {
              if (it.getValue().isObject()) {
                collect(prefix + it.getKey() + ".", it.getValue(), keys);
              } else {
                keys.add(prefix + it.getKey());
              }
            });
  }

  private static JsonNode tree(String yaml) throws IOException {
    Path file = Files.createTempFile("route", ".camel.yaml");
    try {
      Files.writeString(file, yaml);
      return YamlFile.read(file).content();
    } finally {
      Files.delete(file);
    }
  }
}
