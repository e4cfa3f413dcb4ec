package dev.cosell.bridge.ledger;

import dev.cosell.bridge.ledger.ReferralLinks.Known;
import dev.cosell.bridge.ledger.ReferralLinks.Waiting;
import dev.cosell.bridge.link.Links;
import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes a page of news of referrals, as part of a transaction. */
@Component
class ReferralChanges {

  private final Links links;
  private final ReferralLinks known;
  private final ChangeLedger ledger;
  private final Cursors cursors;

  ReferralChanges(Links links, ReferralLinks known, ChangeLedger ledger, Cursors cursors) {
    this.links = links;
    this.known = known;
    this.ledger = ledger;
    this.cursors = cursors;
  }

  /** Notes what is new, and how far the sweep has come; gives how many changes there were. */
  int note(List<ReferralNews> page, CursorMove move) {
    Collection<ReferralNews> latest = latestOfEach(page);
    Map<ReferralId, Known> found =
        latest.isEmpty()
            ? Map.of()
            : known.of(latest.stream().map(ReferralNews::referral).toList());
    Set<Waiting> waiting = known.waiting(found.values().stream().map(Known::key).toList());
    List<ReferralNews> news =
        latest.stream().filter(it -> isNews(it, found.get(it.referral()), waiting)).toList();
    for (ReferralNews each : news) {
      Instant at = each.changedAt();
      ledger.append(
          links.keyOf(each.referral()),
          ChangeSource.SWEEP,
          each.event(),
          at == null ? null : at.toString());
    }
    cursors.move(move);
    return news.size();
  }

  /** A list may show a referral twice: it was changed while the pages were read. */
  private static Collection<ReferralNews> latestOfEach(List<ReferralNews> page) {
    Map<ReferralId, ReferralNews> latest = new LinkedHashMap<>();
    page.forEach(news -> latest.merge(news.referral(), news, ReferralChanges::later));
    return latest.values();
  }

  private static ReferralNews later(ReferralNews one, ReferralNews other) {
    Instant before = one.changedAt();
    Instant after = other.changedAt();
    return before != null && (after == null || after.isBefore(before)) ? one : other;
  }

  private static boolean isNews(ReferralNews news, @Nullable Known link, Set<Waiting> waiting) {
    if (link == null) {
      return news.beginsLink();
    }
    Instant at = news.changedAt();
    return !link.knows(at)
        && !waiting.contains(new Waiting(link.key(), at == null ? null : at.toString()));
  }
}
