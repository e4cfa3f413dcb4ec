package dev.cosell.bridge.run;

import dev.cosell.bridge.link.ReferralId;
import org.jspecify.annotations.Nullable;

/**
 * A search for runs.
 *
 * @param outcome only runs that ended so; null finds all
 * @param referralId only runs of this referral; null finds all
 * @param recordId only runs of this record of the CRM; null finds all
 * @param page number of the page, from 0
 * @param size runs per page
 */
public record RunQuery(
    @Nullable Outcome outcome,
    @Nullable ReferralId referralId,
    @Nullable String recordId,
    int page,
    int size) {

  /** A search that does not look at the record. */
  public RunQuery(@Nullable Outcome outcome, @Nullable ReferralId referralId, int page, int size) {
    this(outcome, referralId, null, page, size);
  }
}
