package dev.cosell.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide for integrators shows nothing that does not work, and leaves no word out. */
class MappingGuideTest {

  private static final Path GUIDE = Path.of("docs/mapping.md");

  static Stream<String> examples() throws IOException {
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE))
        .results()
        .map(it -> it.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsExamplesThatLoad(String example) {
    assertThatCode(() -> MappingText.load(withoutReplaced(example) + example.indent(2)))
        .doesNotThrowAnyException();
  }

  @Test
  void explainsEveryWordAndEveryPath() throws IOException {
    List<String> words =
        Stream.of(
                Word.all(FieldType.class),
                Word.all(Policy.class),
                Word.all(Moments.class),
                Word.all(Role.class),
                Word.all(DealStage.class),
                PatchWhitelist.PATHS)
            .flatMap(List::stream)
            .map(it -> "`" + it + "`")
            .toList();
    assertThat(Files.readString(GUIDE)).contains(words);
  }

  /** A row of the example stands for the row of the same name. */
  private static String withoutReplaced(String example) {
    return String.join(
            "\n",
            MappingText.HEAD
                .lines()
                .filter(
                    line ->
                        !line.startsWith("  ")
                            || !example.matches("(?s)(.*\n)?" + Pattern.quote(key(line)) + ":.*"))
                .toList())
        + "\n  anAccount: {referral: /customerProfile/name, crm: account.name, type: text, match: true}\n";
  }

  private static String key(String line) {
    return line.strip().substring(0, line.strip().indexOf(':'));
  }
}
