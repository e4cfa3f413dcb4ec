package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.dataverse.DataverseSettings;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** No check mark, no leads, and a CRM without an alternate key on the referral id. */
@TestPropertySource(
    properties = {
      "cosell.check-mark=off",
      "cosell.sync-cosell-opportunities-only=true",
      "cosell.dynamics.create-by=record-id"
    })
class OtherSettingsIT extends BridgeScenario {

  private static final DataverseSettings BEFORE = SANDBOX.dataverse().settings();

  @BeforeAll
  static void dropTheKeys() {
    SANDBOX.dataverse().change(BEFORE.withKeys(Map.<String, Set<String>>of()));
  }

  @AfterAll
  static void restoreTheKeys() {
    SANDBOX.dataverse().change(BEFORE);
  }

  @Test
  void leaveTheNameWithoutACheckMark() {
    String referral = deal(DealKind.SHARED, "{}");

    assertThat(opportunity(referral).path("name")).isEqualTo(referral(referral).path("name"));
  }

  @Test
  void keepLeadsOutOfTheCrmUntilTheyAreAccepted() {
    String referral = deal(DealKind.LEAD, "{}");
    await().atMost(PATIENCE).until(() -> !runs(referral).isEmpty());
    quiet(referral);
    assertThat(lastRun(referral).outcome()).isEqualTo(Outcome.IGNORED);
    assertThat(lastRun(referral).reason()).contains("sync-cosell-opportunities-only");
    assertThat(records("leads", referral)).isEmpty();
  }

  @Test
  void createOnceWithoutAnAlternateKey() {
    SANDBOX.dataverse().fail(new Fault("PATCH", "opportunities", 0, null, null, 1, true, 0));
    String referral = deal(DealKind.SHARED, "{}");
    ObjectNode row = opportunity(referral);

    assertThat(row.path("msft_microsoftpartnercenterreferralidentifier").asText())
        .isEqualTo(referral);
    assertThat(SANDBOX.dataverse().requests())
        .extracting(SandboxRequest::path)
        .noneMatch(path -> path.contains("referralidentifier="));
  }
}
