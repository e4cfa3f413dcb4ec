package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import java.util.Optional;

/** What a reconcile has to know of other links. */
public interface Neighbours {

  /** The link that has this record. */
  Optional<Link> holderOf(RecordId record);

  /** The link that has this referral. */
  Optional<Link> holderOf(ReferralId referral);

  /** Whether Partner Center was asked before to create the referral of this link. */
  boolean isBeingCreated(long linkKey);
}
