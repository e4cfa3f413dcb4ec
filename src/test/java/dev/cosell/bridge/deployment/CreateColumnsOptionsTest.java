package dev.cosell.bridge.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script's dry run and its other options, and how it treats token and mistakes. */
class CreateColumnsOptionsTest extends CreateColumnsScenario {

  private static final int GERMAN = 1031;
  private static final Pattern BODY = Pattern.compile("(?ms)^\\{(\\n.*?^}|[^\\n]+})$");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void onlyReadsInADryRun() throws IOException, InterruptedException {
    dataverse.table("lead").addColumn(SYNC, "Boolean", 0);

    Command ran = run("--dry-run", "--change-tracking");

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(dataverse.writes()).isEmpty();
    assertThat(ran.output())
        .contains("would create column opportunity." + SYNC)
        .contains("column lead." + SYNC + " exists")
        .endsWith("22 requests would be sent; nothing was changed\n");
    assertThat(bodies(ran.output())).hasSize(2 * COLUMNS - 1 + 2 + 2);
  }

  @Test
  void needsNoEnvironmentForADryRun() throws IOException, InterruptedException {
    Command ran = run(Map.of("DATAVERSE_TOKEN", ""), "--dry-run");

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(dataverse.requests()).isEmpty();
    assertThat(bodies(ran.output()))
        .filteredOn(it -> it.has("AttributeType"))
        .hasSize(2 * COLUMNS)
        .allSatisfy(it -> assertThat(ColumnRules.problemsOfColumn(it, ENGLISH)).isEmpty());
  }

  @Test
  void labelsColumnsInTheLanguageOfTheEnvironment() throws IOException, InterruptedException {
    dataverse.close();
    dataverse = new MetadataFake(GERMAN);

    Command ran = run("--language", "1031", "--solution", "ContosoCosell");

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(dataverse.headers("POST EntityDefinitions"))
        .containsEntry("MSCRM.SolutionUniqueName", "ContosoCosell");
  }

  @Test
  void switchesChangeTrackingOnWhenItIsAskedTo() throws IOException, InterruptedException {
    assertThat(run("--change-tracking").exit()).isZero();
    assertThat(dataverse.tables().values())
        .allMatch(it -> it.definition().path("ChangeTrackingEnabled").asBoolean());
    dataverse.forgetRequests();

    Command again = run("--change-tracking");

    assertThat(again.output())
        .contains("change tracking of opportunity is on")
        .contains("change tracking of lead is on");
    assertThat(dataverse.writes()).isEmpty();
  }

  @Test
  void tellsThatChangeTrackingIsOff() throws IOException, InterruptedException {
    assertThat(run().output()).contains("NOTE     change tracking of lead is off");
  }

  @Test
  void stopsWithoutDynamicsSales() throws IOException, InterruptedException {
    dataverse.tables().remove("opportunity");

    Command ran = run();

    assertThat(ran.exit()).isOne();
    assertThat(ran.output()).contains("there is no table opportunity");
    assertThat(dataverse.writes()).isEmpty();
  }

  @Test
  void stopsAtARefusedToken() throws IOException, InterruptedException {
    Command ran = run(Map.of("DATAVERSE_TOKEN", "another.token"));

    assertThat(ran.exit()).isOne();
    assertThat(ran.output()).contains("answered 401").contains("The token is not accepted");
    assertThat(dataverse.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--prefix X",
        "--prefix a_b",
        "--prefix abcdefghi",
        "--prefix",
        "--language english",
        "--solution a/b",
        "--wait long",
        "--publish",
        "http://contoso.example"
      })
  void refusesArgumentsThatItDoesNotUnderstand(String arguments)
      throws IOException, InterruptedException {
    Command ran = run(arguments.split(" "));

    assertThat(ran.exit()).isOne();
    assertThat(ran.output()).startsWith("create-columns.sh: ");
    assertThat(dataverse.requests()).isEmpty();
  }

  @Test
  void keepsTheTokenOutOfTheListOfProcesses() throws IOException, InterruptedException {
    Path curl = folder.resolve("curl");
    Files.writeString(
        curl,
        """
        #!/usr/bin/env bash
        echo "$@" >> '%s'
        PATH=${PATH#*:} exec curl "$@"
        """
            .formatted(folder.resolve("arguments")));
    Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwx------"));

    Command ran = run(Map.of("PATH", folder + ":" + System.getenv("PATH")));

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(Files.readString(folder.resolve("arguments")))
        .contains("PublishAllXml")
        .doesNotContain(MetadataFake.TOKEN);
    assertThat(ran.output()).doesNotContain(MetadataFake.TOKEN);
  }

  /** The bodies that a dry run shows. */
  private static List<JsonNode> bodies(String output) throws IOException {
    List<JsonNode> bodies = new ArrayList<>();
    for (String body : BODY.matcher(output).results().map(it -> it.group()).toList()) {
      bodies.add(DataverseColumns.json(body));
    }
    return bodies;
  }
}
