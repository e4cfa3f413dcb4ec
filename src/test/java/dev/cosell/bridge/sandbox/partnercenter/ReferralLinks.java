package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The links of a referral as published samples print them: misspelt, unquoted, not to be used. */
final class ReferralLinks {

  private ReferralLinks() {}

  static ObjectNode added(ObjectNode referral, String host) {
    ObjectNode shown = referral.deepCopy();
    ObjectNode links = shown.putObject("links");
    links
        .putObject("relatedReferrals")
        .put(
            "uri",
            "http://"
                + host
                + "/v1.0/engagments/referrals?$filter=engagementId eq "
                + referral.path("engagementId").asText())
        .put("method", "GET");
    links
        .putObject("self")
        .put("uri", "http://" + host + "/v1.0/engagments/referrals" + referral.path("id").asText())
        .put("method", "GET");
    return shown;
  }
}
