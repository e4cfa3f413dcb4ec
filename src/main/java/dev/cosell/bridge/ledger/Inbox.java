package dev.cosell.bridge.ledger;

import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.ReferralId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes news of changes in: committed first, then a worker is called. */
@Component
public class Inbox {

  private final Links links;
  private final ChangeLedger ledger;
  private final WorkerCall workers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Inbox(
      Links links,
      ChangeLedger ledger,
      WorkerCall workers,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.links = links;
    this.ledger = ledger;
    this.workers = workers;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * Notes that a referral may have changed. When this returns, the change is committed.
   *
   * @param hint the version that the news named, null when it named none
   * @throws org.springframework.dao.DataAccessException when the store is unavailable; nothing is
   *     noted then
   * @throws org.springframework.transaction.TransactionException the same
   */
  public void referralChanged(
      ReferralId referral, ChangeSource source, String event, @Nullable String hint) {
    transaction.executeWithoutResult(
        committing -> ledger.append(links.keyOf(referral), source, event, hint));
    workers.dueAt(clock.instant());
  }
}
