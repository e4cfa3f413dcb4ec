package dev.cosell.bridge.worker;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.Links;
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
  private final TransactionTemplate savepoint;

  LinkKeeper(Links links, PlatformTransactionManager transactions) {
    this.links = links;
    this.savepoint = new TransactionTemplate(transactions);
    savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /** Keeps what was reached or, if that cannot be, the link as it was before, as failed. */
  Aftermath kept(Aftermath reached, Link before) {
    try {
      savepoint.executeWithoutResult(keeping -> save(reached));
      return reached;
    } catch (DataIntegrityViolationException refused) {
      Aftermath failed =
          Aftermath.failed(reason(reached.link(), refused), before, reached.nextAt());
      save(failed);
      return failed;
    }
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
