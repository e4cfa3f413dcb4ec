package dev.cosell.bridge.partnercenter.webhook;

import dev.cosell.bridge.link.ReferralId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a notification says: that something may have changed, never how.
 *
 * <p>Its {@code ResourceUri} gives an id and nothing else; host and path of it are never called.
 */
public sealed interface ReferralNotification {

  /**
   * Reads a verified body.
   *
   * @throws WebhookRefused with 400 when it is no notification
   */
  static ReferralNotification parse(byte[] body) {
    return new NotificationBody(body).notification();
  }

  /** The event's name, lower case where it is one that we know. */
  String eventName();

  /**
   * A referral of our own organisation was created or changed.
   *
   * @param id the referral
   * @param eventName {@code referral-created} or {@code referral-updated}
   * @param changedAt when, as the sender says; null when absent or unreadable
   */
  record ReferralChanged(ReferralId id, String eventName, @Nullable Instant changedAt)
      implements ReferralNotification {}

  /**
   * Another party's referral in the same engagement was created or changed; the documentation
   * leaves open whether the id is ours or theirs.
   *
   * @param id the referral that is named
   * @param eventName {@code related-referral-created} or {@code related-referral-updated}
   * @param changedAt when, as the sender says; null when absent or unreadable
   */
  record RelatedReferralChanged(ReferralId id, String eventName, @Nullable Instant changedAt)
      implements ReferralNotification {}

  /**
   * The test event that a registration can be validated with; there is nothing behind it to read.
   *
   * @param correlationId the id at the end of its {@code ResourceUri}; null when there is none
   */
  record TestEvent(@Nullable UUID correlationId) implements ReferralNotification {
    @Override
    public String eventName() {
      return NotificationBody.TEST_CREATED;
    }
  }

  /**
   * One of the many events that are not about referrals: to be answered with 200 and dropped.
   *
   * @param eventName as the sender writes it
   */
  record Ignored(String eventName) implements ReferralNotification {}
}
