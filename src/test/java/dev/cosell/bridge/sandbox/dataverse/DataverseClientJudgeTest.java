package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets the Node package dynamics-web-api, an independent client, judge the simulator. */
class DataverseClientJudgeTest extends DataverseTestBase {

  private static final String PACKAGE = "dynamics-web-api@2.5.0";
  private static final Path FOLDER = Path.of("target", "dynamics-web-api-judge");

  private record Ran(int exit, String output) {}

  @Test
  @Timeout(60)
  void servesTheNodeClient() throws Exception {
    Path folder = Files.createDirectories(FOLDER);
    copyScript(folder);
    Ran installed = install(folder);
    assumeThat(installed.exit())
        .as("npm could not install " + PACKAGE + ": " + installed.output())
        .isZero();

    Ran judged = run(folder, "node", "judge.cjs", sandbox.url().toString(), account.toString());

    assertThat(judged.exit()).as(judged.output()).isZero();
    JsonNode verdict = Json.readObject(judged.output().strip());
    assertThat(verdict.path("paged").asInt()).isEqualTo(5);
    assertThat(verdict.path("stale").asInt()).isEqualTo(412);
    assertThat(verdict.path("absent").asInt()).isEqualTo(404);
    assertThat(verdict.path("upserted").asText()).isEqualTo("Second");
    assertThat(verdict.path("changes").asInt()).isEqualTo(1);
    assertThat(sandbox.rows("opportunities"))
        .filteredOn(row -> row.path("statecode").asInt() == 1)
        .singleElement()
        .satisfies(row -> assertThat(row.path("actualvalue").asText()).isEqualTo("75.2500"));
    assertThat(sandbox.statistics().warnings()).isEmpty();
  }

  private static void copyScript(Path folder) throws IOException {
    try (var script =
        Objects.requireNonNull(
            DataverseClientJudgeTest.class.getResourceAsStream("/sandbox/dataverse/judge.cjs"))) {
      Files.write(folder.resolve("judge.cjs"), script.readAllBytes());
    }
  }

  private static Ran install(Path folder) throws InterruptedException {
    if (Files.isDirectory(folder.resolve("node_modules/dynamics-web-api"))) {
      return new Ran(0, "");
    }
    return run(
        folder, "npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE);
  }

  private static Ran run(Path folder, String... command) throws InterruptedException {
    Path output = folder.resolve(command[0] + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(25, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Ran(-1, command[0] + " took too long");
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } catch (IOException absent) {
      return new Ran(-1, absent.toString());
    }
  }
}
