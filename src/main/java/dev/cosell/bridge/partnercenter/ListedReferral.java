package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.ReferralKind;
import dev.cosell.bridge.sync.VersionHint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list, which need not be complete: it tells that a referral is there, and at best
 * when it was changed.
 *
 * @param id the referral
 * @param changedAt when it was changed last, by Partner Center's clock; null when not told
 * @param isClosed whether it says that the deal is over
 * @param isMicrosofts whether it says that it is Microsoft's own side of a deal
 */
record ListedReferral(
    ReferralId id, @Nullable Instant changedAt, boolean isClosed, boolean isMicrosofts) {

  /** The referral of an item; empty when the item names none. */
  static Optional<ListedReferral> of(JsonNode item) {
    return ReferralId.parse(item.path("id").asText())
        .map(
            id ->
                new ListedReferral(
                    id,
                    VersionHint.instant(item.path("updatedDateTime").asText("")),
                    "Closed".equalsIgnoreCase(item.path("status").asText()),
                    ReferralKind.of(item) == ReferralKind.MICROSOFTS_SIDE));
  }
}
