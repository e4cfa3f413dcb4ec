package dev.cosell.bridge.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The packaged service, unpacked as its own tool does it, so that many starts in a row are quick:
 * the classes of the first run that ends by itself are shared with the later ones.
 */
final class PackagedBridge {

  /** All processes of a test run use it; it is made by the first of them. */
  private static final Path FOLDER = Path.of("target", "packaged-bridge");

  private static final Path LOCK = Path.of("target", "packaged-bridge.lock");
  private static final Path CLASSES = FOLDER.resolve("classes.jsa");
  private static final Path JAR = alone(PackagedBridge::unpacked);

  private PackagedBridge() {}

  /** The command that starts it. */
  static List<String> command(Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    // a missing or unfit archive is passed over
    command.add("-XX:SharedArchiveFile=" + CLASSES);
    command.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-jar", JAR.toString()));
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  /** Makes the archive of classes by a start that ends before any route runs. */
  static void shareClasses(Map<String, String> settings) {
    alone(
        () -> {
          if (Files.notExists(CLASSES)) {
            List<String> command = command(settings);
            command.set(
                command.indexOf("-XX:SharedArchiveFile=" + CLASSES),
                "-XX:ArchiveClassesAtExit=" + CLASSES);
            command.add(1, "-Dspring.context.exit=onRefresh");
            run(command);
          }
          return CLASSES;
        });
  }

  /** While no other process of the test run does the same. */
  private static <T> T alone(Supplier<T> work) {
    try (FileChannel file =
        FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.lock(); // until it is closed
      return work.get();
    } catch (IOException unlocked) {
      throw new UncheckedIOException(unlocked);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path unpacked() {
    try {
      Path jar = packaged();
      Path unpacked = FOLDER.resolve(jar.getFileName());
      if (Files.notExists(unpacked)
          || Files.getLastModifiedTime(unpacked).compareTo(Files.getLastModifiedTime(jar)) < 0) {
        Files.deleteIfExists(CLASSES);
        List<String> extract = List.of("-Djarmode=tools", "-jar", jar.toString(), "extract");
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(extract);
        command.addAll(List.of("--force", "--destination", FOLDER.toString()));
        run(command);
        // the tool sets the time of the entry, which is the same in each build
        Files.setLastModifiedTime(unpacked, FileTime.from(Instant.now()));
      }
      return unpacked;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void run(List<String> command) {
    try {
      Path log = Files.createTempFile("cosell-bridge-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + Files.readString(log));
      }
      Files.delete(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Packaged by the phase before the integration tests. */
  private static Path packaged() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      return built
          .filter(
              file ->
                  file.getFileName().toString().matches("cosell-bridge-[^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("run `mvn verify`: the jar is missing"));
    }
  }
}
