package dev.cosell.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that say what is promised name tests; a renamed or removed test breaks a promise. */
class PromisesTest {

  private static final Path TESTS = Path.of("src", "test", "java");

  /** A test's class, and perhaps one method of it. */
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

  private static List<String> linesOf(String page) throws IOException {
    return Files.readAllLines(Path.of("docs", page));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reliability.md", "security.md"})
  void everyNamedTestIsThere(String page) throws IOException {
    List<String> missing =
        linesOf(page).stream()
            .flatMap(line -> NAME.matcher(line).results())
            .filter(name -> !isThere(name.group(1), name.group(2)))
            .map(name -> name.group())
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void everyPromiseNamesATest() throws IOException {
    List<String> promises =
        linesOf("reliability.md").stream()
            .filter(line -> line.startsWith("|"))
            .filter(line -> !line.startsWith("| promise") && !line.startsWith("|-"))
            .toList();

    assertThat(promises).hasSizeGreaterThan(20).allMatch(line -> NAME.matcher(line).find());
  }

  private static boolean isThere(String test, String method) {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.endsWith(test + ".java"))
          .map(PromisesTest::loaded)
          .anyMatch(type -> method == null || has(type, method));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static Class<?> loaded(Path file) {
    String path = TESTS.relativize(file).toString();
    String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
    try {
      return Class.forName(name, false, PromisesTest.class.getClassLoader());
    } catch (ClassNotFoundException notCompiled) {
      throw new AssertionError(notCompiled);
    }
  }

  /** Its own or an inherited one. */
  private static boolean has(Class<?> type, String method) {
    return Stream.<Class<?>>iterate(type, it -> it != null, Class::getSuperclass)
        .flatMap(it -> Arrays.stream(it.getDeclaredMethods()))
        .anyMatch(it -> it.getName().equals(method));
  }
}
