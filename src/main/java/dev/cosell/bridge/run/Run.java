package dev.cosell.bridge.run;

import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one synchronization did.
 *
 * @param id key in the store; 0 before it is kept
 * @param linkKey the link that was reconciled
 * @param referralId its referral, null when it had none yet
 * @param recordId the record's id in the CRM, null when there is none
 * @param trigger the last of the changes that woke it
 * @param outcome how it ended
 * @param reason why it was held, ignored, postponed or failed
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param detail step by step
 */
public record Run(
    long id,
    long linkKey,
    @Nullable ReferralId referralId,
    @Nullable String recordId,
    String trigger,
    Outcome outcome,
    @Nullable String reason,
    Instant startedAt,
    Instant finishedAt,
    RunDetail detail) {}
