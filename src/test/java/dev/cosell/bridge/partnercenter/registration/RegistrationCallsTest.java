package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.partnercenter.webhook.SignatureHeader;
import dev.cosell.bridge.sync.RemoteFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationCallsTest {

  private final RegistrationCalls calls = new RegistrationCalls();
  private final HeartbeatCalls heartbeats = new HeartbeatCalls();
  private final RegistrationCheck check =
      new RegistrationCheck(
          new RegistrationRules(RegistrationRulesTest.wanted(SignatureHeader.ANY), false, null));

  @Test
  void createsWhatIsMissingAndReadsItBack() {
    calls.viewed(check, "", 404);
    assertThat(calls.needsKnownEvents(check)).isTrue();
    calls.listed(check, "[\"referral-created\",\"test-created\"]", 200);
    calls.decide(check);
    assertThat(calls.isMissing(check)).isTrue();
    calls.created(check, 200);
    assertThat(calls.isOpen(check)).isTrue();

    calls.viewed(check, calls.document(again()), 200);
    calls.decide(check);

    assertThat(calls.isOpen(check)).isFalse();
    assertThat(check.verdict()).isEqualTo(new Verdict.Right());
    assertThat(check.isWritten()).isTrue();
  }

  /** Another look that would write the same. */
  private RegistrationCheck again() {
    RegistrationCheck other =
        new RegistrationCheck(
            new RegistrationRules(RegistrationRulesTest.wanted(SignatureHeader.ANY), false, null));
    calls.decide(other);
    return other;
  }

  @Test
  void readsAgainWhenSomebodyElseRegisteredMeanwhile() {
    calls.viewed(check, "", 404);
    calls.decide(check);
    calls.created(check, 409);
    assertThat(calls.isOpen(check)).isTrue();
    assertThat(check.isWritten()).isFalse();

    calls.viewed(check, "{\"WebhookUrl\":\"https://staging.example/in\"}", 200);
    calls.decide(check);

    assertThat(check.verdict()).isEqualTo(new Verdict.Foreign("https://staging.example/in"));
    assertThat(calls.isDifferent(check) || calls.isMissing(check)).isFalse();
  }

  @Test
  void readsAgainWhenSomebodyElseRemovedItMeanwhile() {
    calls.viewed(check, "{\"WebhookUrl\":\"\"}", 200);
    calls.decide(check);
    assertThat(calls.isDifferent(check)).isTrue();
    calls.replaced(check, 404);
    calls.viewed(check, "", 404);
    calls.decide(check);
    assertThat(calls.isMissing(check)).isTrue();
  }

  @Test
  void givesUpAfterTwoWrites() {
    for (int round = 0; round < 2; round++) {
      calls.viewed(check, "", 404);
      calls.decide(check);
      assertThat(calls.isMissing(check)).isTrue();
      calls.created(check, 409);
    }
    calls.viewed(check, "", 404);
    calls.decide(check);
    assertThat(calls.isMissing(check)).isFalse();
    assertThat(calls.isOpen(check)).isFalse();
  }

  @Test
  void doesNotAskWhichEventsExistWhileNothingIsToBeWritten() {
    calls.viewed(check, "{\"WebhookUrl\":\"https://staging.example/in\"}", 200);
    assertThat(calls.needsKnownEvents(check)).isFalse();
  }

  @Test
  void takesAllEventsForKnownWithoutAnAnswer() {
    calls.viewed(check, "", 404);
    calls.listed(check, "", 404);
    calls.decide(check);
    assertThat(calls.document(check)).contains("related-referral-updated");
  }

  @Test
  void doesNotTakeAPageForARegistration() {
    assertThatThrownBy(() -> calls.viewed(check, "<html>", 200))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void readsTheNameOfATestEventInBothForms() {
    assertThat(heartbeats.sent("{\"CorrelationId\":\"4a-1\"}")).isEqualTo("4a-1");
    assertThat(heartbeats.sent("\"4a-1\"")).isEqualTo("4a-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "\"../../x\"", "{\"correlationId\":\"a/b\"}", "[]"})
  void followsNoNameThatWouldChangeTheAddress(String answer) {
    assertThatThrownBy(() -> heartbeats.sent(answer)).isInstanceOf(RemoteFailure.class);
  }
}
