package dev.cosell.bridge.ledger;

import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import org.jspecify.annotations.Nullable;

/**
 * News of a record in the CRM.
 *
 * @param record which one
 * @param referral the referral that the record says it belongs to, null when it names none
 * @param version the version that the CRM named, null when the record has none any more
 * @param event what was said to have happened, for example {@code opportunity-updated}
 * @param beginsLink whether a link is begun for a record that has none; else the news is dropped
 */
public record RecordNews(
    RecordId record,
    @Nullable ReferralId referral,
    @Nullable String version,
    String event,
    boolean beginsLink) {}
