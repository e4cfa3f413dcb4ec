package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The verbs of the route {@code partner-center-read-versions}. */
@Component("referralVersions")
class ReferralVersions {

  /** When each referral of a list was changed last. */
  static final class Gathered implements ReferralListing.Taker {

    private final Map<ReferralId, Instant> changes = new HashMap<>();
    private final ReferralListing listing = new ReferralListing(null, this);

    @Override
    public void take(List<ListedReferral> page, boolean isInOrder, @Nullable Instant sentAt) {
      for (ListedReferral item : page) {
        Instant at = item.changedAt();
        if (at != null) {
          changes.merge(item.id(), at, (one, other) -> other.isAfter(one) ? other : one);
        }
      }
    }
  }

  /** Begins a list of all. */
  public Gathered begin() {
    return new Gathered();
  }

  /** The list that is to be read. */
  public ReferralListing listing(@Variable("gathered") Gathered gathered) {
    return gathered.listing;
  }

  /**
   * When each referral was changed last, by Partner Center's clock. One that is missing may exist
   * all the same.
   *
   * @throws RemoteFailure when the list could not be read to its end
   */
  public Map<ReferralId, Instant> changes(
      @Body ReferralListing listing, @Variable("gathered") Gathered gathered) {
    String problem = listing.problem();
    if (problem != null) {
      throw new RemoteFailure(Kind.REJECTED, problem, null, null);
    }
    return Map.copyOf(gathered.changes);
  }
}
