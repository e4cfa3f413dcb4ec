package dev.cosell.bridge.ledger;

import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.ReferralId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes news of changes in: committed first, then a worker is called. */
@Component
public class Inbox {

  private final Links links;
  private final ChangeLedger ledger;
  private final RecordChanges records;
  private final ReferralChanges referrals;
  private final WorkerCall workers;
  private final TransactionTemplate transaction;
  private final TransactionTemplate page;
  private final Clock clock;

  Inbox(
      Links links,
      ChangeLedger ledger,
      RecordChanges records,
      ReferralChanges referrals,
      WorkerCall workers,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.links = links;
    this.ledger = ledger;
    this.records = records;
    this.referrals = referrals;
    this.workers = workers;
    this.transaction = new TransactionTemplate(transactions);
    this.page = new TransactionTemplate(transactions);
    page.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
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

  /**
   * Notes that the deal of a link may have changed. When this returns, the change is committed.
   *
   * @param linkKey key of a link that exists
   * @throws org.springframework.dao.DataAccessException as above
   */
  public void dealChanged(long linkKey, ChangeSource source, String event) {
    transaction.executeWithoutResult(committing -> ledger.append(linkKey, source, event, null));
    workers.dueAt(clock.instant());
  }

  /**
   * Notes that the two sides of a deal differ although nothing told of it. When this returns, it is
   * committed, in a transaction of its own.
   *
   * @param linkKey key of a link that exists
   * @throws org.springframework.dao.DataAccessException as above
   */
  public void dealDiffers(long linkKey) {
    page.executeWithoutResult(
        committing -> ledger.append(linkKey, ChangeSource.SWEEP, Change.DRIFT, null));
    workers.dueAt(clock.instant());
  }

  /**
   * Notes a page of news of records, and how far the poll has come with it. News that a link knows
   * already, or that a waiting change tells already, is passed over. When this returns, all of it
   * is committed, in a transaction of its own: the caller may hold another one for its turn.
   *
   * @return how many changes were noted
   * @throws org.springframework.dao.DataAccessException as above; the cursor has not moved then
   */
  public int recordsChanged(List<RecordNews> news, CursorMove move) {
    return called(page.execute(committing -> records.note(news, move)));
  }

  /**
   * The same for a page of referrals that the sweep listed.
   *
   * @return how many changes were noted: those of which nothing else had told
   * @throws org.springframework.dao.DataAccessException as above; the cursor has not moved then
   */
  public int referralsListed(List<ReferralNews> news, CursorMove move) {
    return called(page.execute(committing -> referrals.note(news, move)));
  }

  private int called(@Nullable Integer noted) {
    int changes = noted == null ? 0 : noted;
    if (changes > 0) {
      workers.dueAt(clock.instant());
    }
    return changes;
  }
}
