package dev.cosell.bridge.mapping;

import java.util.List;

/** The paths that a PATCH of a referral may replace. Source: Partner Center Referrals OpenAPI. */
final class PatchWhitelist {

  static final List<String> PATHS =
      List.of(
          "/campaignId",
          "/consent/consentToShareReferralWithMicrosoftSellers",
          "/customerProfile/team",
          "/details/closingDateTime",
          "/details/currency",
          "/details/dealValue",
          "/details/notes",
          "/details/requirements/solutions",
          "/externalReferenceId",
          "/referralProgram",
          "/salesStage",
          "/status",
          "/statusReason",
          "/substatus",
          "/team");

  private PatchWhitelist() {}

  static boolean allows(String path) {
    return PATHS.contains(path);
  }
}
