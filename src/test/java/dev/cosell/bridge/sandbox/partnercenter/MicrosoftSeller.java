package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;

/**
 * What Microsoft's seller does with Microsoft's referral of an engagement. Each step raises {@code
 * related-referral-updated} and leaves the own referral, its eTag included, as it is.
 *
 * <p>The engagement is named by the id of any of its referrals.
 */
public final class MicrosoftSeller {

  private final Referrals referrals;
  private final Portal portal;

  MicrosoftSeller(Referrals referrals, Portal portal) {
    this.referrals = referrals;
    this.portal = portal;
  }

  /**
   * Microsoft's referral of the engagement.
   *
   * @throws Refused 404 when Microsoft was not invited
   */
  public ObjectNode referral(String anyReferralId) {
    String engagement = referrals.get(anyReferralId).path("engagementId").asText();
    return referrals
        .of(engagement, Organization.MICROSOFT)
        .orElseThrow(
            () -> new Refused(404, "itemNotFound", "Microsoft is not in " + engagement + "."));
  }

  /** Accepts the request for help. */
  public ObjectNode accept(String anyReferralId) {
    return edit(anyReferralId, state("Active", "Accepted"));
  }

  /** Declines the request for help; this is final. */
  public ObjectNode decline(String anyReferralId, String statusReason) {
    return edit(anyReferralId, state("Closed", "Declined").put("statusReason", statusReason));
  }

  /** Sets the id of the deal in Microsoft's own CRM. */
  public ObjectNode setMsxId(String anyReferralId, String msxId) {
    ObjectNode changes = SandboxJson.object();
    changes.putObject("trackingInfo").put("microsoftMsxId", msxId);
    return edit(anyReferralId, changes);
  }

  /**
   * Adds a member to Microsoft's team.
   *
   * @throws Refused 400 when first name, last name, phone number or e-mail is missing
   */
  public ObjectNode addTeamMember(String anyReferralId, JsonNode member) {
    FieldRules.kept("/team", SandboxJson.array(member));
    ArrayNode team = SandboxJson.array(member);
    if (referral(anyReferralId).path("team") instanceof ArrayNode present) {
      team = present.deepCopy().addAll(team);
    }
    ObjectNode changes = SandboxJson.object();
    changes.set("team", team);
    return edit(anyReferralId, changes);
  }

  private ObjectNode edit(String anyReferralId, ObjectNode changes) {
    return portal.edit(referral(anyReferralId).path("id").asText(), changes, false);
  }

  private static ObjectNode state(String status, String substatus) {
    return SandboxJson.object().put("status", status).put("substatus", substatus);
  }
}
