package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All referrals that were changed since some time, page by page.
 *
 * <p>Where the list is in the order of its times, as asked, the next page is asked for by the time
 * that the last one reached: a skip token counts rows, and a referral that is changed meanwhile
 * moves to the end, so that another one would be skipped. Where the time does not advance, or the
 * order is not kept, the skip token leads on; a referral that was listed on such a page and comes
 * once more with another time has moved, so that everything from there on is listed again. It
 * belongs to one exchange.
 */
final class ReferralListing {

  /** Whatever an answer says, an end is reached. */
  private static final int MOST_PAGES = 10_000;

  /** Each time fewer are left that may move. */
  private static final int MOST_TIMES_AGAIN = 20;

  private static final Set<Integer> REFUSED_OPTION = Set.of(400, 501);

  private final Taker taker;
  private final Set<String> seenTokens = new HashSet<>();
  private @Nullable Instant from;
  private @Nullable Instant reached;
  private @Nullable String token;
  private boolean open = true;
  private boolean ordering = true;
  private boolean filtering = true;
  private boolean inOrder = true;
  private boolean proven;
  private @Nullable Instant endOfFirst;

  private final TokenTrail trail = new TokenTrail();
  private int timesAgain;
  private int pages;
  private @Nullable String problem;

  /** Takes the items of a page in. */
  interface Taker {

    /**
     * Takes a page in; only then the next one is asked for.
     *
     * @param isInOrder whether it is known that everything that was changed before the page's last
     *     item was listed
     * @param sentAt when Partner Center sent it, by its own clock; null when it does not say
     */
    void take(List<ListedReferral> page, boolean isInOrder, @Nullable Instant sentAt);
  }

  /**
   * Begins.
   *
   * @param from the time from which on changes are listed, null for all
   */
  ReferralListing(@Nullable Instant from, Taker taker) {
    this.from = from == null ? null : from.truncatedTo(ChronoUnit.SECONDS);
    this.taker = taker;
  }

  /** Whether there is one more page. */
  boolean isOpen() {
    return open;
  }

  /** The query of the next page. Whole seconds: nobody tells how many decimals are taken. */
  String query() {
    List<String> options = new ArrayList<>();
    if (filtering && from != null) {
      options.add("$filter=" + SkipToken.encoded("updatedDateTime ge " + from));
    }
    if (ordering) {
      options.add("$orderby=updatedDateTime%20asc");
    }
    if (token != null) {
      options.add("$skiptoken=" + SkipToken.encoded(token));
    }
    return String.join("&", options);
  }

  /** Takes a page in. */
  void listed(JsonNode page, @Nullable Instant sentAt) {
    pages++;
    List<ListedReferral> items =
        page.path("value").valueStream().map(ListedReferral::of).flatMap(Optional::stream).toList();
    boolean wasProven = proven && trail.isEmpty();
    items.forEach(this::look);
    taker.take(items, inOrder && wasProven, sentAt);
    String nextLink = page.path("@odata.nextLink").asText("");
    if (!nextLink.isEmpty() && !"null".equals(nextLink)) {
      goOn(nextLink, items);
    } else if (trail.hasShifted()) {
      beginAgainWhereTokensLed();
    } else {
      open = false;
    }
    if (open && pages >= MOST_PAGES) {
      end("its list does not end");
    }
  }

  private void look(ListedReferral item) {
    Instant at = item.changedAt();
    if (at == null) {
      inOrder = false;
      return;
    }
    trail.cross(item.id(), at);
    boolean isBehind = reached != null && at.isBefore(floor(reached));
    boolean isUnasked = from != null && at.isBefore(from);
    inOrder &= !isBehind && !isUnasked;
    reached = reached == null || at.isAfter(reached) ? at : reached;
  }

  private void goOn(String nextLink, List<ListedReferral> page) {
    Optional<String> next = SkipToken.of(nextLink).filter(seenTokens::add);
    prove();
    if (inOrder && (proven || next.isEmpty()) && isFurther()) {
      if (pages == 2) {
        trail.end(); // all of it is listed once more
      }
      from = floor(reached);
      token = null;
      seenTokens.clear();
    } else if (next.isPresent()) {
      trail.follow(page, from);
      token = next.get();
    } else {
      end("its list names a further page without a skip token, or with one that was there before");
    }
  }

  private void beginAgainWhereTokensLed() {
    if (++timesAgain > MOST_TIMES_AGAIN) {
      end("its referrals change faster than its list can be read");
      return;
    }
    from = trail.from();
    reached = null;
    token = null;
    seenTokens.clear();
    trail.end();
  }

  /**
   * One page may be in order by chance. So the second one is asked for by the skip token: if it
   * goes on in order, the order is kept, and it is read once more by the time of the first one.
   */
  private void prove() {
    if (pages == 1) {
      endOfFirst = reached;
    } else if (pages == 2 && token != null && inOrder) {
      proven = true;
      reached = endOfFirst;
    }
  }

  private boolean isFurther() {
    return reached != null && (from == null || floor(reached).isAfter(from));
  }

  private void end(String why) {
    open = false;
    problem = "Partner Center: " + why;
  }

  /**
   * Takes in that the list was refused: without the order, then without the condition, it may work.
   *
   * @return false when neither can be the reason
   */
  boolean refused(int status) {
    if (!REFUSED_OPTION.contains(status) || token != null || !(ordering || filtering)) {
      return false;
    }
    if (ordering) {
      ordering = false;
      inOrder = false;
      return true;
    }
    filtering = false;
    return from != null;
  }

  /** Why the list could not be read to its end, null when it could. */
  @Nullable String problem() {
    return problem;
  }

  int pages() {
    return pages;
  }

  /** Whether Partner Center did what it was asked for. */
  boolean isAsAsked() {
    return inOrder && ordering && filtering;
  }

  /** A page begins in the second in which the last one ended. */
  private static Instant floor(@Nullable Instant time) {
    return Objects.requireNonNull(time).truncatedTo(ChronoUnit.SECONDS);
  }
}
