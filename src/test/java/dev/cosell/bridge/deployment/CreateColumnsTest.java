package dev.cosell.bridge.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the script creates, and what it leaves alone. */
class CreateColumnsTest extends CreateColumnsScenario {

  private static final String CREATE_KEY = "POST EntityDefinitions(LogicalName='lead')/Keys";

  @Test
  void createsEverythingInAnEmptyEnvironment() throws IOException, InterruptedException {
    Command ran = run();

    assertThat(ran.exit()).as(ran.output()).isZero();
    for (MetadataTable table : dataverse.tables().values()) {
      assertThat(table.columns())
          .hasSize(COLUMNS)
          .containsKeys(SYNC, IDENTIFIER, SOLUTIONS)
          .isEqualTo(DataverseColumns.read(DataverseColumns.FOLDER, "contoso").columns());
      assertThat(table.keys())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.path("LogicalName").asText()).isEqualTo(KEY);
                assertThat(it.path("KeyAttributes").path(0).asText()).isEqualTo(IDENTIFIER);
              });
      assertThat(table.definition().path("ChangeTrackingEnabled").asBoolean()).isFalse();
    }
    assertThat(dataverse.writes()).hasSize(2 * COLUMNS + 3).endsWith("POST PublishAllXml");
    assertThat(ran.output()).endsWith("21 requests were sent\n");
  }

  @Test
  void changesNothingInACompleteEnvironment() throws IOException, InterruptedException {
    run();
    dataverse.forgetRequests();

    Command again = run();

    assertThat(again.exit()).as(again.output()).isZero();
    assertThat(dataverse.requests()).isNotEmpty();
    assertThat(dataverse.writes()).isEmpty();
    assertThat(again.output()).endsWith("0 requests were sent\n");
  }

  @Test
  void createsOnlyWhatIsMissing() throws IOException, InterruptedException {
    run();
    dataverse.table("lead").columns().remove(SYNC);
    dataverse.forgetRequests();

    Command again = run();

    assertThat(dataverse.writes())
        .containsExactly(
            "POST EntityDefinitions(LogicalName='lead')/Attributes", "POST PublishAllXml");
    assertThat(again.output()).contains("create column lead." + SYNC + ": done");
    assertThat(dataverse.table("lead").columns()).containsKey(SYNC);
  }

  @Test
  void publishesOnceTheKeysAreActive() throws IOException, InterruptedException {
    dataverse.table("lead").keyStates("Pending", "InProgress", "InProgress", "Active");

    Command ran = run();

    assertThat(ran.exit()).as(ran.output()).isZero();
    List<String> requests = dataverse.requests();
    assertThat(requests.subList(requests.indexOf(CREATE_KEY) + 1, requests.size()))
        .filteredOn(it -> it.equals("GET EntityDefinitions(LogicalName='lead')/Keys"))
        .hasSize(4);
    assertThat(requests).endsWith("POST PublishAllXml");
    assertThat(ran.output()).contains("key lead." + KEY + " is active");
  }

  @Test
  void tellsAKeyThatCannotBeBuiltAndPublishesTheColumns() throws IOException, InterruptedException {
    dataverse.table("opportunity").keyStates("Pending", "Failed");

    Command ran = run();

    assertThat(ran.exit()).isOne();
    assertThat(ran.output())
        .contains("PROBLEM  key opportunity." + KEY + " failed: two rows have the same")
        .contains("key lead." + KEY + " is active");
    assertThat(dataverse.writes()).endsWith("POST PublishAllXml");
  }

  @Test
  void buildsAFailedKeyAgain() throws IOException, InterruptedException {
    run();
    dataverse.table("opportunity").keyStates("Failed");
    dataverse.forgetRequests();

    Command again = run();

    assertThat(again.exit()).as(again.output()).isZero();
    assertThat(dataverse.writes())
        .containsExactly("POST ReactivateEntityKey", "POST PublishAllXml");
    assertThat(again.output()).contains("key opportunity." + KEY + " is active");
  }

  @Test
  void doesNotWaitForAKeyForEver() throws IOException, InterruptedException {
    dataverse.table("lead").keyStates("Pending");

    Command ran = run("--wait", "0");

    assertThat(ran.exit()).isOne();
    assertThat(ran.output()).contains("key lead." + KEY + " is still Pending after 0 s");
  }

  @Test
  void takesAKeyOnTheSameColumnWhateverItsName() throws IOException, InterruptedException {
    run();
    MetadataTable lead = dataverse.table("lead");
    lead.keys().clear();
    lead.addKey("contoso_other", SYNC);
    lead.addKey("contoso_byReferral", IDENTIFIER);
    dataverse.forgetRequests();

    Command again = run();

    assertThat(again.output()).contains("key lead.contoso_byreferral exists");
    assertThat(dataverse.writes()).isEmpty();
  }

  @Test
  void tellsAColumnOfAnotherTypeAndCreatesTheRest() throws IOException, InterruptedException {
    dataverse.table("lead").addColumn(SOLUTIONS, "Picklist", 0);

    Command ran = run();

    assertThat(ran.exit()).isOne();
    assertThat(ran.output())
        .contains("PROBLEM  column lead." + SOLUTIONS + " is a Picklist, but has to be a String");
    assertThat(dataverse.table("lead").columns()).hasSize(COLUMNS);
  }

  @Test
  void notesAColumnThatHoldsLess() throws IOException, InterruptedException {
    dataverse.table("lead").addColumn(SOLUTIONS, "String", 300);

    Command ran = run();

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("column lead." + SOLUTIONS + " holds 300 characters, not 2000: say 'max: 300'");
  }
}
