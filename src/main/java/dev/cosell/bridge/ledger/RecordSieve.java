package dev.cosell.bridge.ledger;

import dev.cosell.bridge.ledger.RecordLinks.Known;
import dev.cosell.bridge.ledger.RecordLinks.Waiting;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps of a page of news what no link knows yet and no change tells already. */
final class RecordSieve {

  private final Map<RecordId, Known> byRecord;
  private final Map<ReferralId, Known> byReferral;
  private final Set<Waiting> events;
  private final Set<Waiting> versions;

  RecordSieve(RecordLinks links, List<RecordNews> page) {
    this.byRecord = links.ofRecords(page.stream().map(RecordNews::record).toList());
    this.byReferral =
        links.ofReferrals(
            page.stream()
                .filter(news -> !byRecord.containsKey(news.record()))
                .map(RecordNews::referral)
                .filter(Objects::nonNull)
                .toList());
    this.events =
        links.waiting(
            Stream.concat(byRecord.values().stream(), byReferral.values().stream())
                .map(Known::key)
                .toList());
    this.versions = events.stream().map(RecordSieve::ofAnyEvent).collect(Collectors.toSet());
  }

  private static Waiting ofAnyEvent(Waiting change) {
    return new Waiting(change.key(), "", change.version());
  }

  /**
   * News to be noted.
   *
   * @param news what happened
   * @param link the link that it wakes, null when one has to be begun
   */
  record Kept(RecordNews news, @Nullable Known link) {}

  List<Kept> kept(List<RecordNews> page) {
    List<Kept> kept = new ArrayList<>();
    for (RecordNews news : page) {
      @Nullable Known link = link(news);
      boolean isNews = link == null ? news.beginsLink() : isUnknown(news, link);
      if (isNews) {
        kept.add(new Kept(news, link));
      }
    }
    return kept;
  }

  /**
   * The link of the record, else the one of the referral that it names while that one may be
   * getting its record. A copy of a record names the referral of the original: it gets a link of
   * its own.
   */
  private @Nullable Known link(RecordNews news) {
    @Nullable Known own = byRecord.get(news.record());
    @Nullable Known named = news.referral() == null ? null : byReferral.get(news.referral());
    return own == null && named != null && named.mayTake(news.record()) ? named : own;
  }

  private boolean isUnknown(RecordNews news, Known link) {
    if (link.isAt(news.version())) {
      return false;
    }
    // of a version any event counts, without one only the same
    Waiting change = new Waiting(link.key(), news.event(), news.version());
    return news.version() == null
        ? !events.contains(change)
        : !versions.contains(ofAnyEvent(change));
  }
}
