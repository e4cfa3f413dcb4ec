package dev.cosell.bridge.worker;

import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.Neighbours;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The other links, from the store. */
@Component
class LinkNeighbours implements Neighbours {

  private final Links links;
  private final Creations creations;

  LinkNeighbours(Links links, Creations creations) {
    this.links = links;
    this.creations = creations;
  }

  @Override
  public Optional<Link> holderOf(RecordId record) {
    return links.find(record);
  }

  @Override
  public Optional<Link> holderOf(ReferralId referral) {
    return links.find(referral);
  }

  @Override
  public boolean isBeingCreated(long linkKey) {
    return creations
        .of(linkKey)
        .filter(it -> it.begunAt() != null || it.referralId() != null)
        .isPresent();
  }
}
