package dev.cosell.bridge.operations;

import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.link.ReferralId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Synchronizing one referral by hand, whether it is linked or not. */
@RestController
class ReferralsApi {

  private final Inbox inbox;

  ReferralsApi(Inbox inbox) {
    this.inbox = inbox;
  }

  @PostMapping("/api/referrals/{referralId}/synchronize")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted synchronize(@PathVariable String referralId) {
    ReferralId referral = Problem.referralId(referralId);
    inbox.referralChanged(referral, ChangeSource.OPERATOR, "synchronize", null);
    return new Accepted(referral.value());
  }
}
