package dev.cosell.bridge.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param exit exit code, -1 when it could not be started or took too long
 * @param output what it wrote to both streams
 */
record Command(int exit, String output) {

  /** Whether a program is installed. */
  static boolean exists(String program) throws IOException, InterruptedException {
    return run(Path.of("."), Duration.ofSeconds(30), Map.of(), List.of(program, "--version")).exit()
        == 0;
  }

  /** Runs a program in a folder, with environment variables beside the inherited ones. */
  static Command run(
      Path folder, Duration limit, Map<String, String> environment, List<String> line)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      return ended(builder, limit, output);
    } finally {
      Files.delete(output);
    }
  }

  private static Command ended(ProcessBuilder builder, Duration limit, Path output)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      return new Command(-1, absent.toString());
    }
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return new Command(-1, "took longer than " + limit + "\n" + Files.readString(output));
    }
    return new Command(process.exitValue(), Files.readString(output));
  }
}
