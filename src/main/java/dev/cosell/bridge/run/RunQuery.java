package dev.cosell.bridge.run;

import dev.cosell.bridge.link.ReferralId;
import org.jspecify.annotations.Nullable;

/**
 * A search for runs.
 *
 * @param outcome only runs that ended so; null finds all
 * @param referralId only runs of this referral; null finds all
 * @param page number of the page, from 0
 * @param size runs per page
 */
public record RunQuery(
    @Nullable Outcome outcome, @Nullable ReferralId referralId, int page, int size) {}
