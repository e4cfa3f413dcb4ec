package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.webhook.WebhookEvent;
import java.time.Instant;

/** Which event a change of a referral raises: also for a change that the API itself made. */
final class ReferralEvents {

  private final Organization organization;
  private final StrictnessSwitch strictness;

  ReferralEvents(Organization organization, StrictnessSwitch strictness) {
    this.organization = organization;
    this.strictness = strictness;
  }

  /**
   * The event of a change.
   *
   * @param own the own referral of the engagement, or the changed one where there is none
   */
  WebhookEvent of(ReferralChange change, JsonNode own) {
    boolean ours = organization.owns(change.referral());
    String name =
        (ours ? "" : "related-") + "referral-" + (change.created() ? "created" : "updated");
    boolean nameOwn = strictness.current().relatedEventsNameOwnReferral();
    JsonNode named = ours || !nameOwn ? change.referral() : own;
    Instant changedAt = Instant.parse(change.referral().path("updatedDateTime").asText());
    return WebhookEvent.ofReferral(name, named.path("id").asText(), changedAt);
  }
}
