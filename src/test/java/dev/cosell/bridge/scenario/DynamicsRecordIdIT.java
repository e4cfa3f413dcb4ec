package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A Dataverse without an alternate key on the referral id. */
@OnlyOn("dynamics")
@TestPropertySource(properties = "cosell.dynamics.create-by=record-id")
class DynamicsRecordIdIT extends BridgeScenario {

  private static final DataverseSettings BEFORE = SANDBOX.dataverse().settings();

  @BeforeAll
  static void dropTheKeys() {
    SANDBOX.dataverse().change(BEFORE.withKeys(Map.of()));
  }

  @AfterAll
  static void restoreTheKeys() {
    SANDBOX.dataverse().change(BEFORE);
  }

  @Test
  void createOnceWithoutAnAlternateKey() {
    forgetRequests();
    SANDBOX.dataverse().fail(Fault.losingAnswer("PATCH", "opportunities"));
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode row = opportunity(referral);

    assertThat(runs(referral)).extracting(Run::outcome).contains(Outcome.POSTPONED);
    assertThat(row.path("referralId").asText()).isEqualTo(referral);
    assertThat(SANDBOX.dataverse().requests())
        .extracting(SandboxRequest::path)
        .noneMatch(path -> path.contains("referralidentifier="));
  }
}
