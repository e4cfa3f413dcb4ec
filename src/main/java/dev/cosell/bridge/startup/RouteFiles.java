package dev.cosell.bridge.startup;

import dev.cosell.bridge.mapping.MappingException;
import dev.cosell.bridge.mapping.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder with the route files. They are checked before Camel reads them: Camel's own message
 * names neither file nor line, and without any file it would idle.
 *
 * @param folder holds {@code *.camel.yaml} files at any depth
 */
record RouteFiles(Path folder) {

  private static final String ENDING = ".camel.yaml";

  /**
   * The route files, after a look at all of them.
   *
   * @throws StartRefused when there are none, or with the file and line of every mistake
   */
  static RouteFiles checked(Path folder) {
    RouteFiles files = new RouteFiles(folder);
    List<Path> yaml = files.yaml();
    if (yaml.isEmpty()) {
      throw new StartRefused(
          "There is no route in '" + folder + "': no file there ends with " + ENDING + ".",
          "Start the service in the folder that holds routes/, or name it by cosell.routes-folder.");
    }
    List<String> mistakes = mistakes(yaml);
    if (!mistakes.isEmpty()) {
      throw new StartRefused(
          "The routes have mistakes:\n" + String.join("\n", mistakes),
          "Mend the lines named above.");
    }
    return files;
  }

  /** Every YAML route file, in the order of their names. */
  List<Path> yaml() {
    if (!Files.isDirectory(folder)) {
      throw new StartRefused(
          "There is no folder '" + folder + "' in " + Path.of("").toAbsolutePath() + ".",
          "Start the service in the folder that holds routes/, or name it by cosell.routes-folder.");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> mistakes(List<Path> files) {
    RouteSchema schema = RouteSchema.ofCamel();
    List<String> mistakes = new ArrayList<>();
    for (Path file : files) {
      try {
        YamlFile yaml = YamlFile.read(file);
        schema.check(yaml);
        yaml.mistakes().throwIfAny();
      } catch (MappingException broken) {
        mistakes.add(broken.getMessage());
      }
    }
    return mistakes;
  }
}
