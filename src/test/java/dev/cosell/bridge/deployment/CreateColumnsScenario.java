package dev.cosell.bridge.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The script that an administrator of Dynamics 365 runs, against a fake of the Web API. */
abstract class CreateColumnsScenario {

  static final int ENGLISH = 1033;
  static final int COLUMNS = 9;
  static final String SYNC = "contoso_microsoftpartnercenterreferralsync";
  static final String IDENTIFIER = "contoso_microsoftpartnercenterreferralidentifier";
  static final String SOLUTIONS = "contoso_microsoftpartnercentersolutions";
  static final String KEY = "contoso_referralidentifierkey";

  @SuppressWarnings("NullAway.Init")
  MetadataFake dataverse;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    dataverse = new MetadataFake(ENGLISH);
    assumeThat(Command.exists("bash") && Command.exists("curl")).as("bash and curl").isTrue();
  }

  @AfterEach
  void stop() {
    dataverse.close();
    assertThat(dataverse.complaints()).isEmpty();
  }

  /** Runs the script with a token that is accepted. */
  Command run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /** Runs the script with other environment variables. */
  Command run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> variables =
        new HashMap<>(Map.of("DATAVERSE_TOKEN", MetadataFake.TOKEN, "KEY_PAUSE", "0.05"));
    variables.putAll(environment);
    List<String> line =
        new ArrayList<>(List.of("bash", "crm/dynamics/create-columns.sh", "--prefix", "contoso"));
    line.add(dataverse.url().toString());
    line.addAll(List.of(arguments));
    return Command.run(Path.of("."), Duration.ofMinutes(2), variables, line);
  }
}
