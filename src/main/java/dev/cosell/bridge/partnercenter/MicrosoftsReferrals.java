package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Invitations;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Microsoft's own referral of a deal: invited only once, read where it is to be seen. */
@Component("microsoftsReferrals")
class MicrosoftsReferrals {

  private final Invitations invitations;
  private final NewReferrals bodies;
  private final OpenAnswer openAnswer;

  MicrosoftsReferrals(Invitations invitations, NewReferrals bodies, OpenAnswer openAnswer) {
    this.invitations = invitations;
    this.bodies = bodies;
    this.openAnswer = openAnswer;
  }

  /** Whether Microsoft has no referral of this deal, as far as we may see. */
  public boolean isMissing(@Variable("search") ReferralSearch search) {
    return search.found().isEmpty();
  }

  /** Keeps Microsoft's referral where it was found, or says that it was not. */
  public Synchronization take(
      @Body Synchronization synchronization, @Variable("search") ReferralSearch search) {
    if (search.best().isEmpty()) {
      synchronization.log().step("Microsoft's side of the deal is not to be seen");
      return synchronization;
    }
    invitations.answered(synchronization.link().id());
    return synchronization.withMicrosofts(search.best().get());
  }

  /**
   * Notes that Microsoft is about to be invited, and under which id.
   *
   * @throws RemoteFailure when Microsoft may have been invited already
   */
  public String begin(
      @Body Synchronization synchronization, @Variable("search") ReferralSearch search) {
    long link = synchronization.link().id();
    String what = "Microsoft's referral of " + synchronization.knownRecordId();
    invitations.openSince(link).ifPresent(it -> openAnswer.beSurelyLost(it, what));
    if (!search.isComplete()) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "it cannot be told whether Partner Center has " + what + ": the search found no end",
          null,
          null);
    }
    return invitations.begin(link).toString();
  }

  /**
   * Notes that nothing was created, where the failure says so.
   *
   * @throws Exception always: the failure
   */
  public void failed(
      @Variable("synchronization") Synchronization synchronization,
      @ExchangeException Exception failure)
      throws Exception {
    if (OpenAnswer.isRefusal(failure)) {
      invitations.answered(synchronization.link().id());
    }
    throw failure;
  }

  /** Microsoft's referral that was just created. */
  public Synchronization invited(
      @Body Synchronization synchronization, @Variable("answer") @Nullable String answer) {
    ObjectNode created = ReferralJson.created(answer);
    invitations.answered(synchronization.link().id());
    synchronization.log().step("Microsoft was invited: referral " + created.path("id").asText());
    bodies.noteHelp(synchronization);
    return synchronization.withMicrosofts(created);
  }

  /** Hands the news of Microsoft's referral over to our own referrals of the engagement. */
  public void handOver(
      @Body Synchronization synchronization, @Variable("search") ReferralSearch search) {
    search.found().forEach(it -> handOver(synchronization, ReferralId.of(it.path("id").asText())));
    if (search.found().isEmpty()) {
      synchronization.log().step("no referral of ours belongs to this one of Microsoft");
    }
  }

  private static void handOver(Synchronization synchronization, ReferralId own) {
    synchronization.log().step("this concerns our referral " + own);
    synchronization.progress().handOver(own);
  }
}
