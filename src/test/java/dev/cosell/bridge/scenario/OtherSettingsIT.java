package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** No check mark, and no leads. */
@TestPropertySource(
    properties = {"cosell.check-mark=off", "cosell.sync-cosell-opportunities-only=true"})
@Tag(Crm.EVERY)
class OtherSettingsIT extends BridgeScenario {

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
    assertThat(CRM.leads(referral)).isEmpty();
  }
}
