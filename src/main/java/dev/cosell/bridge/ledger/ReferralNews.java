package dev.cosell.bridge.ledger;

import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list told of a referral.
 *
 * @param referral which one
 * @param changedAt when it was changed last, by Partner Center's own clock; null when the list does
 *     not say
 * @param event what is said to have happened, for example {@code referral-updated}
 * @param beginsLink whether a link is begun for a referral that has none; else the news is dropped
 */
public record ReferralNews(
    ReferralId referral, @Nullable Instant changedAt, String event, boolean beginsLink) {}
