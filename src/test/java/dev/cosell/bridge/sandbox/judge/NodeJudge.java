package dev.cosell.bridge.sandbox.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A script of {@code src/test/js} with a real client. The clients are installed once below {@code
 * target}; a test that finds no node, npm or registry is skipped and says so.
 */
public final class NodeJudge {

  private static final Path SCRIPTS = Path.of("src", "test", "js");
  private static final Path FOLDER = Path.of("target", "judges");
  private static final Path INSTALLED = FOLDER.resolve("installed.json");
  private static final int SECONDS = 45;

  private NodeJudge() {}

  private record Ran(int exit, String output) {}

  /**
   * What a judge says of a simulated system.
   *
   * @param script name of the script
   * @param arguments what it is started with
   */
  public static JsonNode verdict(String script, String... arguments)
      throws IOException, InterruptedException {
    copyScripts();
    assumeThat(run(List.of("node", "--version")).exit()).as("node is absent").isZero();
    Ran installed = install();
    assumeThat(installed.exit())
        .as("npm could not install the judges: " + installed.output())
        .isZero();
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Ran judged = run(command);
    assertThat(judged.exit()).as(judged.output()).isZero();
    return SandboxJson.parse(judged.output().strip());
  }

  private static void copyScripts() throws IOException {
    Files.createDirectories(FOLDER);
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.toList()) {
        Path copy = FOLDER.resolve(String.valueOf(script.getFileName()));
        Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Ran install() throws IOException, InterruptedException {
    Path wanted = FOLDER.resolve("package.json");
    if (Files.exists(INSTALLED) && Files.mismatch(wanted, INSTALLED) < 0) {
      return new Ran(0, "");
    }
    Ran ran = run(List.of("npm", "install", "--no-package-lock", "--no-audit", "--no-fund"));
    if (ran.exit() == 0) {
      Files.copy(wanted, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
    }
    return ran;
  }

  private static Ran run(List<String> command) throws InterruptedException {
    Path output = FOLDER.resolve(command.get(0) + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ran(-1, command.get(0) + " took too long");
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } catch (IOException absent) {
      return new Ran(-1, absent.toString());
    }
  }
}
