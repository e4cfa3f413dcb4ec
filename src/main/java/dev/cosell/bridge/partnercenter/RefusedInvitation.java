package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.Optional;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Partner Center does not want Microsoft to be invited: the deal goes on without. */
@Component("refusedInvitation")
class RefusedInvitation {

  private final PartnerCenterFailures failures;

  RefusedInvitation(PartnerCenterFailures failures) {
    this.failures = failures;
  }

  /**
   * Notes the refusal.
   *
   * @return the synchronization as it was before
   * @throws Exception the failure, when it is no refusal
   */
  public Synchronization noted(
      @Variable("synchronization") Synchronization synchronization,
      @ExchangeException Exception failure)
      throws Exception {
    Optional<RemoteFailure> refused =
        failures.translate(failure).filter(it -> it.kind() == Kind.REJECTED);
    if (refused.isEmpty()) {
      throw failure;
    }
    return synchronization.withoutMicrosoft(String.valueOf(refused.get().getMessage()));
  }
}
