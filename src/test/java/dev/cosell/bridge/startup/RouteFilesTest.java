package dev.cosell.bridge.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void acceptsTheRoutesOfTheProduct() {
    assertThat(RouteFiles.checked(Path.of("routes")).yaml()).hasSizeGreaterThan(10);
  }

  @Test
  void refusesAFolderThatDoesNotExist() {
    assertThatThrownBy(() -> RouteFiles.checked(folder.resolve("nowhere")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("There is no folder")
        .hasMessageContaining("nowhere");
  }

  @Test
  void refusesAFolderWithoutAnyRoute() throws IOException {
    Files.createDirectories(folder.resolve("mappings"));
    Files.writeString(folder.resolve("mappings/other.yaml"), "crm: dynamics");

    assertThatThrownBy(() -> RouteFiles.checked(folder))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("There is no route in");
  }

  @Test
  void namesTheLineOfASyntaxError() {
    assertThat(refusal("        - log: {message: \"a"))
        .startsWith("The routes have mistakes:\n" + file() + ":")
        .contains("this is not YAML");
  }

  @Test
  void namesTheLineOfAnUnknownStep() {
    assertThat(refusal("        - log: a\n        - nostep:\n            id: x"))
        .contains(file() + ":7: unknown key 'nostep' in 'steps'");
  }

  @Test
  void namesTheLineOfAnUnknownProperty() {
    assertThat(refusal("        - log:\n            message: a\n            levle: INFO"))
        .contains(file() + ":8: unknown key 'levle' in 'log'; allowed words: description,")
        .doesNotContain(file() + ":6");
  }

  @Test
  void namesTheLineOfAMissingValue() {
    assertThat(refusal("        - setHeader:\n            expression: {constant: {expression: x}}"))
        .contains(file() + ":6: 'name' is missing in 'setHeader'");
  }

  @Test
  void namesTheLineOfAnUnknownWord() {
    assertThat(refusal("        - to:\n            uri: log:a\n            pattern: Maybe"))
        .contains(file() + ":8: unknown word 'Maybe' for 'pattern'; allowed words: InOnly, InOut");
  }

  @Test
  void namesTheLineOfAnUnknownLanguage() {
    assertThat(refusal("        - setBody:\n            expression:\n              smple: a"))
        .contains(file() + ":8: unknown key 'smple' in 'expression'");
  }

  @Test
  void namesTheLineOfAStepThatIsIndentedWrongly() {
    assertThat(refusal("        - setBody:\n          expression: {simple: {expression: a}}"))
        .contains(file() + ":6: ")
        .contains("mind the indentation");
  }

  @Test
  void namesTheMistakesOfAllFilesAtOnce() throws IOException {
    Files.writeString(folder.resolve("a.camel.yaml"), "- rute: {}");
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/b.camel.yaml"), "- beens: {}");

    assertThatThrownBy(() -> RouteFiles.checked(folder))
        .hasMessageContaining("a.camel.yaml:1: unknown key 'rute'")
        .hasMessageContaining("b.camel.yaml:1: unknown key 'beens'");
  }

  @Test
  void acceptsTheShortFormsOfTheYamlDsl() throws IOException {
    write(
        """
                - to: "log:x"
                - filter:
                    simple: "${body} != null"
                    steps:
                      - setHeader: {name: a, constant: 5}
                      - log: {message: x, loggingLevel: debug}
                      - to: {uri: "log:y", pattern: "{{some.pattern}}"}
                - split:
                    tokenize: ","
                    steps:
                      - to: {uri: "log:y", parameters: {showAll: true}}
                - set-property: {name: old-spelling, simple: "a"}
                - marshal: {json: {library: Jackson}}
                - choice:
                    when:
                      - simple: "${body}"
                        steps: [{log: a}]
                    otherwise: {steps: [{log: b}]}
        - from:
            uri: "direct:y"
            steps:
              - setBody: {constant: 200}
        - beans:
            - name: mine
              type: java.lang.String
        """);

    assertThat(RouteFiles.checked(folder).yaml()).hasSize(1);
  }

  private String refusal(String step) {
    try {
      write(step);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return String.valueOf(
        catchThrowableOfType(StartRefused.class, () -> RouteFiles.checked(folder)).getMessage());
  }

  private void write(String steps) throws IOException {
    Files.writeString(
        file(),
        """
        - route:
            id: broken
            from:
              uri: "direct:broken"
              steps:
        """
            + steps);
  }

  private Path file() {
    return folder.resolve("broken.camel.yaml");
  }
}
