package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was listed where skip tokens lead from page to page. They count rows: one that comes once
 * more with another time has moved to the end, and the row that took its place was skipped.
 */
final class TokenTrail {

  private final Map<ReferralId, Instant> listed = new HashMap<>();
  private @Nullable Instant from;
  private boolean shifted;

  /** Whether every page so far was asked for by its time. */
  boolean isEmpty() {
    return listed.isEmpty();
  }

  /** A token leads on behind this page. */
  void follow(List<ListedReferral> page, @Nullable Instant asked) {
    from = listed.isEmpty() ? asked : from;
    for (ListedReferral item : page) {
      Instant at = item.changedAt();
      if (at != null) {
        listed.put(item.id(), at);
      }
    }
  }

  /** Looks whether a referral that is listed now was listed before with another time. */
  void cross(ReferralId id, Instant at) {
    Instant before = listed.get(id);
    shifted |= before != null && !before.equals(at);
  }

  /** Whether a row may have been skipped. */
  boolean hasShifted() {
    return shifted;
  }

  /** The time from which on the first of its pages was asked for, null for all. */
  @Nullable Instant from() {
    return from;
  }

  /** Forgets it: its pages are asked for once more. */
  void end() {
    listed.clear();
    shifted = false;
  }
}
