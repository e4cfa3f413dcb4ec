package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What kind of deal a referral is. Source: the categories of deals in the Partner Center
 * documentation, by type, qualification and inviting organisation.
 */
public enum ReferralKind {
  /** A deal of the own sellers or a co-sell deal with Microsoft or another partner. */
  OPPORTUNITY,
  /** A marketplace lead or a qualified lead: an opportunity only once it is accepted. */
  LEAD,
  /** Microsoft's own side of an engagement; it has no record of its own. */
  MICROSOFTS_SIDE;

  private static final String MICROSOFT = "msft";

  /** The kind of this referral. */
  public static ReferralKind of(JsonNode referral) {
    if (MICROSOFT.equalsIgnoreCase(referral.path("organizationId").asText())) {
      return MICROSOFTS_SIDE;
    }
    return isLead(referral) ? LEAD : OPPORTUNITY;
  }

  private static boolean isLead(JsonNode referral) {
    if (!"Independent".equalsIgnoreCase(referral.path("type").asText())) {
      return false;
    }
    String invitedBy = referral.at("/inviteContext/invitedBy/organizationId").asText("");
    boolean fromMicrosoft = MICROSOFT.equalsIgnoreCase(invitedBy);
    return switch (referral.path("qualification").asText()) {
      case "Direct" -> fromMicrosoft || invitedBy.isEmpty() || "null".equals(invitedBy);
      case "SalesQualified", "MarketingQualified" -> fromMicrosoft;
      default -> false;
    };
  }
}
