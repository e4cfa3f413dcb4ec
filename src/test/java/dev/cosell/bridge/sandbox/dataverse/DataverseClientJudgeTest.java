package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.judge.NodeJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lets the Node package dynamics-web-api, an independent client, judge the simulator. */
class DataverseClientJudgeTest extends DataverseTestBase {

  @Test
  @Timeout(100)
  void servesTheNodeClient() throws Exception {
    JsonNode verdict =
        NodeJudge.verdict(
            "dynamics-judge.mjs", sandbox.url().toString(), account.toString(), Caller.TOKEN);

    assertThat(verdict.path("updated").asText()).isEqualTo("Renamed");
    assertThat(verdict.path("stale").asInt()).isEqualTo(412);
    assertThat(verdict.path("absent").asInt()).isEqualTo(404);
    assertThat(verdict.path("upserted").asText()).isEqualTo("Second");
    assertThat(verdict.path("paged").asInt()).isEqualTo(5);
    assertThat(verdict.path("changes").asInt()).isEqualTo(1);
    assertThat(sandbox.rows("opportunities"))
        .filteredOn(row -> row.path("statecode").asInt() == 1)
        .singleElement()
        .satisfies(row -> assertThat(row.path("actualvalue").asText()).isEqualTo("75.2500"));
    assertThat(sandbox.statistics().warnings()).isEmpty();
  }
}
