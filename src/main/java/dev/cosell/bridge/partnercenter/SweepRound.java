package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.ledger.CursorMove;
import dev.cosell.bridge.ledger.Inbox;
import dev.cosell.bridge.ledger.ReferralNews;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One sweep as far as it has come. Its watermark knows Partner Center's times alone; the cursor's
 * token is the time at which the first sweep ended: a referral that was closed before and that
 * nobody linked stays out of the CRM.
 */
final class SweepRound implements ReferralListing.Taker {

  private final Inbox inbox;
  private final Duration patience;
  private final ReferralListing listing;
  private final @Nullable Instant firstEndedAt;
  private Cursor cursor;
  private @Nullable Instant latest;
  private @Nullable Instant askedAt;
  private Instant leftFrom = Instant.MAX;
  private int listed;
  private int noted;

  /**
   * Begins at the watermark.
   *
   * @param patience how old a change has to be before it is taken in
   */
  SweepRound(Inbox inbox, Cursor cursor, SweepSettings settings, Duration patience) {
    this.inbox = inbox;
    this.cursor = cursor;
    this.patience = patience;
    this.firstEndedAt = cursor.token() == null ? null : Instant.parse(cursor.token());
    Instant watermark = cursor.watermark();
    this.listing =
        new ReferralListing(
            watermark == null ? settings.sweepSince() : watermark.minus(settings.sweepOverlap()),
            this);
  }

  ReferralListing listing() {
    return listing;
  }

  /** Whether no sweep has come to its end before. */
  boolean isFirst() {
    return firstEndedAt == null;
  }

  int listed() {
    return listed;
  }

  int noted() {
    return noted;
  }

  @Nullable Instant watermark() {
    return cursor.watermark();
  }

  @Override
  public void take(List<ListedReferral> page, boolean isInOrder, @Nullable Instant sentAt) {
    askedAt = askedAt == null ? sentAt : askedAt;
    List<ListedReferral> due = page.stream().filter(item -> isDue(item, sentAt)).toList();
    listed += page.size();
    page.stream()
        .filter(item -> !isDue(item, sentAt))
        .map(ListedReferral::changedAt)
        .filter(Objects::nonNull)
        .forEach(at -> leftFrom = at.isBefore(leftFrom) ? at : leftFrom);
    Instant ofPage = latest(due, sentAt);
    latest =
        Stream.concat(Stream.ofNullable(latest), Stream.ofNullable(ofPage))
            .max(Comparator.naturalOrder())
            .orElse(null);
    CursorMove move = isInOrder ? cursor.reaching(ofPage) : cursor.staying();
    commit(due.stream().map(this::news).toList(), move);
  }

  /** A change of a moment ago is left to its notification and to the next sweep. */
  private boolean isDue(ListedReferral item, @Nullable Instant sentAt) {
    Instant at = item.changedAt();
    return at == null
        || sentAt == null
        || at.isAfter(sentAt)
        || !at.isAfter(sentAt.minus(patience));
  }

  /**
   * Not one that lies ahead of Partner Center's own clock: such a time would hide every change
   * until then. Nor one behind a change that is left to the next sweep.
   */
  private @Nullable Instant latest(List<ListedReferral> items, @Nullable Instant sentAt) {
    return items.stream()
        .map(ListedReferral::changedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(it -> sentAt != null && it.isAfter(sentAt) ? sentAt : it)
        .map(it -> it.isAfter(leftFrom) ? leftFrom : it)
        .map(it -> it.truncatedTo(ChronoUnit.MICROS)) // as the store keeps it
        .orElse(null);
  }

  /** Microsoft's side of a deal and an old closed deal are news only where a link knows them. */
  private ReferralNews news(ListedReferral item) {
    return new ReferralNews(
        item.id(),
        item.changedAt(),
        item.isMicrosofts() ? "related-referral-updated" : "referral-updated",
        !item.isMicrosofts() && (!item.isClosed() || isSinceTheFirst(item)));
  }

  private boolean isSinceTheFirst(ListedReferral item) {
    Instant at = item.changedAt();
    return firstEndedAt != null && at != null && at.isAfter(firstEndedAt);
  }

  private void commit(List<ReferralNews> news, CursorMove move) {
    if (!news.isEmpty() || !move.reached().equals(cursor)) {
      noted += inbox.referralsListed(news, move);
      cursor = move.reached();
    }
  }

  /** Moves the watermark over everything that was listed, once that is known to be complete. */
  void end() {
    Cursor reached = cursor.reaching(latest).reached();
    Instant end = reached.watermark() == null ? askedAt : reached.watermark();
    boolean isFirstEnd = reached.token() == null && end != null;
    commit(List.of(), isFirstEnd ? reached.goingOnAt(String.valueOf(end)) : reached.staying());
  }
}
