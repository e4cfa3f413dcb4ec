package dev.cosell.bridge.drift;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.OpenLinks.OpenLink;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some links of a round: by their versions first, and in full where those tell something. */
final class DriftSlice {

  private final Sides sides;
  private DriftReport round;

  DriftSlice(Sides sides, DriftReport round) {
    this.sides = sides;
    this.round = round;
  }

  /** The round as far as it has come. */
  DriftReport round() {
    return round;
  }

  /**
   * Compares the next links.
   *
   * @param changes when each referral was changed last
   * @return true when there is none left
   * @throws RemoteFailure when a system does not answer; what was compared before counts
   */
  boolean compare(Map<ReferralId, Instant> changes) {
    List<OpenLink> page = sides.linksAfter(round.after());
    List<OpenLink> open = page.stream().filter(it -> !sides.isOver(it.link())).toList();
    Map<RecordId, String> versions = sides.versions(open.stream().map(OpenLink::link).toList());
    @Nullable String failedBefore = round.failing();
    for (OpenLink each : open) {
      Link link = each.link();
      boolean referralIsKnown = isKnown(each, changes);
      boolean recordIsKnown = sides.isKnown(link, versions);
      if (link.state() != LinkState.LINKED || !referralIsKnown || !recordIsKnown) {
        look(link, referralIsKnown, recordIsKnown, failedBefore != null);
      }
      failedBefore = null;
      round = round.compared(link.id());
    }
    round = page.isEmpty() ? round : round.upTo(page.get(page.size() - 1).link().id());
    return page.isEmpty();
  }

  /** A referral that a list does not show may exist all the same. */
  private static boolean isKnown(OpenLink open, Map<ReferralId, Instant> changes) {
    ReferralId referral = open.link().referralId();
    Instant changed = referral == null ? null : changes.get(referral);
    Instant seen = open.referralSeen();
    return changed != null && seen != null && !changed.isAfter(seen);
  }

  /** A link at which a round failed twice does not stop it for ever. */
  private void look(Link link, boolean referralIsKnown, boolean recordIsKnown, boolean again) {
    try {
      Found found = sides.inFull(link);
      round = round.readInFull();
      if (!found.fields().isEmpty()) {
        sides
            .explanation(link)
            .ifPresent(
                explanation -> {
                  round =
                      round.with(
                          explanation, found.fields(), found.since(referralIsKnown, recordIsKnown));
                  sides.wake(link, explanation);
                });
      }
    } catch (RemoteFailure failure) {
      if (!again && endsTheSlice(failure)) {
        throw failure;
      }
      round = round.unread();
    }
  }

  /** Whether the other links would fare no better. */
  private static boolean endsTheSlice(RemoteFailure failure) {
    return failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.UNAUTHORIZED;
  }
}
