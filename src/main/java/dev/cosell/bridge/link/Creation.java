package dev.cosell.bridge.link;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a referral that is being created for a link.
 *
 * @param requestId under which it was asked for; a repetition after a lost answer uses it again
 * @param begunAt when it was asked for without a known answer, null when no answer is open
 * @param referralId the referral, once its id is known
 */
public record Creation(
    UUID requestId, @Nullable Instant begunAt, @Nullable ReferralId referralId) {}
