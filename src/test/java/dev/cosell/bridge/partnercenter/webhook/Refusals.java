package dev.cosell.bridge.partnercenter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says that a call is refused, and with which status. */
final class Refusals {

  private Refusals() {}

  /** Checks the status and leads on to the reason. */
  static AbstractStringAssert<?> assertRefused(int status, ThrowingCallable call) {
    return assertThatExceptionOfType(WebhookRefused.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.status()).as(refused.reason()).isEqualTo(status))
        .extracting(WebhookRefused::reason, InstanceOfAssertFactories.STRING);
  }
}
