package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The verbs of the route {@code partner-center-sweep}. */
@Component("referralSweep")
class ReferralSweep {

  /** The list that is to be read. */
  public ReferralListing listing(@Body SweepRound round) {
    return round.listing();
  }

  /**
   * Ends the sweep.
   *
   * @throws RemoteFailure when the list could not be read to its end: what was read is kept
   */
  public void end(@Variable("sweep") SweepRound round) {
    String problem = round.listing().problem();
    if (problem != null) {
      throw new RemoteFailure(Kind.REJECTED, problem, null, null);
    }
    round.end();
  }
}
