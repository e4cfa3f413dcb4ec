package dev.cosell.bridge.worker;

import dev.cosell.bridge.ledger.ChangeLedger;
import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.Intents;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.worker.Aftermath.Changes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a link back. A link that the store does not take fails alone: it is the oldest one that is
 * due, so an exception would bring every worker back to it and to no other.
 */
@Component
class LinkKeeper {

  private final Links links;
  private final ChangeLedger ledger;
  private final Creations creations;
  private final Intents intents;
  private final TransactionTemplate savepoint;

  LinkKeeper(
      Links links,
      ChangeLedger ledger,
      Creations creations,
      Intents intents,
      PlatformTransactionManager transactions) {
    this.links = links;
    this.ledger = ledger;
    this.creations = creations;
    this.intents = intents;
    this.savepoint = new TransactionTemplate(transactions);
    savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** Keeps what was reached or, if that cannot be, the link as it was before, as failed. */
  Aftermath kept(Aftermath reached, Link before) {
    ReferralId referral = before.referralId() == null ? reached.link().referralId() : null;
    try {
      Aftermath possible = uniting(reached, before, referral);
      savepoint.executeWithoutResult(keeping -> save(possible));
      if (referral != null && possible.link().referralId() != null) {
        creations.forget(before.id());
      }
      if (possible.changes() == Changes.COMPLETE) {
        intents.forget(before.id());
      }
      return possible;
    } catch (DataIntegrityViolationException refused) {
      Aftermath otherwise =
          isBegunThisMoment(reached.link())
              ? again(reached, before)
              : Aftermath.failed(reason(reached.link(), refused), before, reached.nextAt());
      save(otherwise);
      return otherwise;
    }
  }

  /**
   * Remembers up to which change the link knows its referral now, so that the sweep passes over it.
   * Changes that are kept for another attempt tell it themselves.
   */
  void sawReferral(Aftermath aftermath, @Nullable Instant changedAt) {
    if (changedAt != null && aftermath.changes() == Changes.COMPLETE) {
      links.sawReferral(aftermath.link().id(), changedAt);
    }
  }

  private Aftermath uniting(Aftermath reached, Link before, @Nullable ReferralId referral) {
    takeRecord(reached.link(), before);
    return referral == null ? reached : takingReferral(reached, referral);
  }

  /** The poll may have begun a link for a new record before this one knew it. */
  private void takeRecord(Link link, Link before) {
    RecordId record = link.record();
    if (record == null || record.equals(before.record())) {
      return;
    }
    links
        .find(record)
        .filter(other -> other.id() != link.id() && other.referralId() == null)
        .flatMap(other -> links.lock(other.id()))
        .ifPresent(other -> giveWay(other.id(), link.id()));
  }

  /**
   * A notification may have begun a link for the new referral before this one knew it. Without a
   * record of its own it gives way. While a worker looks at it, or a notification begins it this
   * very moment, this link keeps everything but the referral's id and comes again.
   */
  private Aftermath takingReferral(Aftermath reached, ReferralId referral) {
    Optional<Link> other = links.find(referral).filter(found -> found.id() != reached.link().id());
    if (other.isEmpty()) {
      return canTake(reached.link()) ? reached : again(reached);
    }
    if (other.get().record() != null) {
      return reached; // the store refuses it, and the link fails with that reason
    }
    return links
        .lock(other.get().id())
        .map(
            locked -> {
              giveWay(locked.id(), reached.link().id());
              return reached;
            })
        .orElseGet(() -> again(reached));
  }

  private void giveWay(long other, long link) {
    links.join(other, link);
    ledger.move(other, link);
  }

  private boolean canTake(Link link) {
    try {
      savepoint.executeWithoutResult(trying -> links.take(link));
      return true;
    } catch (DuplicateKeyException begunThisMoment) {
      return false;
    }
  }

  /** A worker looks at the link that the poll began for the record; then it gives way. */
  private boolean isBegunThisMoment(Link link) {
    RecordId record = link.record();
    return record != null
        && links
            .find(record)
            .filter(other -> other.id() != link.id() && other.referralId() == null)
            .isPresent();
  }

  private static Aftermath again(Aftermath reached) {
    return again(reached, reached.link().withoutReferral());
  }

  /** What was written is found again by the id that it carries, so nothing is done twice. */
  private static Aftermath again(Aftermath reached, Link kept) {
    return new Aftermath(
        reached.outcome(), reached.reason(), kept, Changes.POSTPONE, reached.nextAt(), null);
  }

  private void save(Aftermath aftermath) {
    links.save(aftermath.link(), aftermath.nextAt());
  }

  private static String reason(Link link, DataIntegrityViolationException refused) {
    return refused instanceof DuplicateKeyException
        ? "the CRM's " + link.record() + " is linked with another referral already"
        : "what was reached cannot be kept: " + refused.getMostSpecificCause().getMessage();
  }
}
