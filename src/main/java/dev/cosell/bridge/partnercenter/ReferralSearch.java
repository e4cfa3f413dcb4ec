package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.ReferralId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A search as far as it has come: first the pages of a list, then each referral that may be the one
 * is read by its id. It belongs to one exchange.
 */
final class ReferralSearch {

  /** Reading more than these would cost more than the search is worth. */
  static final int MOST_READS = 20;

  private static final int MOST_PAGES = 200;

  private final SoughtReferral sought;
  private final String query;
  private final boolean doubtful;
  private final Set<String> seenTokens = new TreeSet<>();
  private final Deque<ReferralId> likely = new ArrayDeque<>();
  private final Deque<ReferralId> possible = new ArrayDeque<>();
  private final List<ObjectNode> found = new ArrayList<>();
  private @Nullable String token;
  private boolean listing;
  private boolean filterUsable = true;
  private boolean complete = true;
  private int reads;

  private ReferralSearch(SoughtReferral sought, String query, boolean doubtful) {
    this.sought = sought;
    this.query = query;
    this.doubtful = doubtful;
    this.listing = !query.isEmpty();
  }

  /**
   * A search by a filter for just this referral. Nobody documents that the external reference can
   * be filtered: the server may refuse it, or pass over it.
   */
  static ReferralSearch by(SoughtReferral sought) {
    boolean documented = sought.field().equals(SoughtReferral.ENGAGEMENT);
    return new ReferralSearch(sought, "$filter=" + SkipToken.encoded(sought.filter()), !documented);
  }

  /** A search in a list of other referrals too. */
  static ReferralSearch among(SoughtReferral sought, String query) {
    return new ReferralSearch(sought, query, false);
  }

  /** A referral whose id is known. */
  static ReferralSearch known(SoughtReferral sought, ReferralId id) {
    ReferralSearch search = new ReferralSearch(sought, "", false);
    search.likely.add(id);
    return search;
  }

  /** Whether there is one more page. */
  boolean isListing() {
    return listing;
  }

  /** The query of the next page. */
  String query() {
    return token == null ? query : query + "&$skiptoken=" + SkipToken.encoded(token);
  }

  /** Takes a page in. What stands last changed last, and is read first. */
  void listed(JsonNode page) {
    for (JsonNode item : page.path("value")) {
      filterUsable &= !(doubtful && sought.contradicts(item));
      ReferralId.parse(item.path("id").asText())
          .filter(id -> sought.mayBe(item))
          .ifPresent(id -> (sought.tells(item) ? likely : possible).addFirst(id));
    }
    goOn(page.path("@odata.nextLink").asText(""));
  }

  /** A link without a token, or with one that was there before, leads nowhere. */
  private void goOn(String nextLink) {
    token = SkipToken.of(nextLink).orElse(null);
    boolean more = token != null && seenTokens.add(token) && seenTokens.size() <= MOST_PAGES;
    listing = more && filterUsable;
    complete &= more || nextLink.isEmpty() || "null".equals(nextLink);
  }

  /** Takes in that the filter was refused. */
  void refused() {
    listing = false;
    filterUsable = false;
  }

  /**
   * Whether the filter led to nothing. An empty answer proves nothing: an index may lag behind, and
   * nobody documents that the filter works.
   */
  boolean isInVain() {
    return likely.isEmpty() && (!filterUsable || (doubtful && possible.isEmpty()));
  }

  /** Whether there is one more referral to be read. */
  boolean isReading() {
    // a record has one referral; an engagement may have several of ours
    boolean enough = !found.isEmpty() && sought.field().equals(SoughtReferral.REFERENCE);
    boolean open = !likely.isEmpty() || (!enough && !possible.isEmpty());
    return open && reads < MOST_READS;
  }

  /** The next referral to be read. */
  ReferralId next() {
    return likely.isEmpty() ? possible.element() : likely.element();
  }

  /** Takes in a referral that was read. */
  void read(ObjectNode referral) {
    if (sought.is(referral)) {
      found.add(referral);
    }
    passOver();
  }

  /** Takes in that a referral cannot be read. */
  void passOver() {
    reads++;
    ReferralId done = likely.isEmpty() ? possible.remove() : likely.remove();
    likely.removeIf(done::equals);
    possible.removeIf(done::equals);
  }

  /** Whether nothing was left out. */
  boolean isComplete() {
    return complete && likely.isEmpty() && possible.isEmpty();
  }

  /** All that were found. */
  List<ObjectNode> found() {
    return List.copyOf(found);
  }

  /** The best of those found: one that is still open, else the oldest. */
  Optional<ObjectNode> best() {
    return found.stream()
        .min(
            Comparator.comparing((ObjectNode it) -> "Closed".equals(it.path("status").asText()))
                .thenComparing(it -> it.path("createdDateTime").asText()));
  }
}
