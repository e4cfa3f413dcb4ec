package dev.cosell.bridge.worker;

import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.WorkerCall;
import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.Progress;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What a synchronization of one link means for other links. */
@Component
class OtherLinks {

  private final Links links;
  private final Creations creations;
  private final ChangeLedger ledger;
  private final WorkerCall workers;
  private final Clock clock;

  OtherLinks(
      Links links, Creations creations, ChangeLedger ledger, WorkerCall workers, Clock clock) {
    this.links = links;
    this.creations = creations;
    this.ledger = ledger;
    this.workers = workers;
    this.clock = clock;
  }

  /** Wakes the deals that have news because of this one. */
  void wake(Progress progress) {
    for (ReferralId other : progress.handedOver()) {
      ledger.append(
          links.keyOf(other), ChangeSource.PARTNER_CENTER, "related-referral-updated", null);
      workers.dueAt(clock.instant());
    }
  }

  /** The other link learns the referral's id by a note, because a worker may hold its row. */
  Aftermath joining(Aftermath aftermath, Progress progress) {
    Long taker = progress.joined();
    ReferralId referral = progress.link().referralId();
    if (taker == null || referral == null || aftermath.changes() != Aftermath.Changes.COMPLETE) {
      return aftermath;
    }
    creations.created(taker, referral);
    return aftermath.joining(taker);
  }
}
