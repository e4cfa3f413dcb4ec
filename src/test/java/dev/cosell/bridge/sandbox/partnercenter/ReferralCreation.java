package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Carries a POST out. Nothing protects from duplicates: the same body twice makes two deals, unless
 * the strictness lets {@code MS-RequestId} protect.
 */
final class ReferralCreation {

  private final Referrals referrals;
  private final Organization organization;
  private final StrictnessSwitch strictness;
  private final Map<String, String> byRequestId = new HashMap<>();

  ReferralCreation(Referrals referrals, Organization organization, StrictnessSwitch strictness) {
    this.referrals = referrals;
    this.organization = organization;
    this.strictness = strictness;
  }

  /**
   * Creates the own referral, or, with the id of an engagement, Microsoft's.
   *
   * @param requestId the {@code MS-RequestId}, if any
   * @throws Refused 400 when the body does not do, 409 when Microsoft is invited already
   */
  synchronized ObjectNode create(ObjectNode sent, Optional<String> requestId) {
    Optional<String> earlier =
        requestId
            .filter(id -> strictness.current().repeatByRequestId())
            .map(id -> byRequestId.get(id));
    if (earlier.isPresent()) {
      return referrals.get(earlier.get());
    }
    ObjectNode created = create(sent);
    requestId.ifPresent(id -> byRequestId.putIfAbsent(id, created.path("id").asText()));
    return created;
  }

  private ObjectNode create(ObjectNode sent) {
    NewReferral wanted = new NewReferral(sent, strictness.current());
    return wanted.joinsEngagement()
        ? inviteMicrosoft(wanted)
        : referrals.add(wanted.own(organization), ReferralsApi.VIA);
  }

  private ObjectNode inviteMicrosoft(NewReferral wanted) {
    String engagementId = wanted.engagementId();
    ObjectNode own =
        referrals
            .of(engagementId, organization)
            .orElseThrow(() -> FieldRules.refused("/engagementId", "is not one of yours"));
    DealState.requireOpen(own, strictness.current().finalDealStatus());
    if (referrals.of(engagementId, Organization.MICROSOFT).isPresent()) {
      throw new Refused(
          409, "invalidRequest", "Microsoft has a referral of engagement " + engagementId + ".");
    }
    ObjectNode microsofts = wanted.microsofts(organization);
    upgrade(own);
    return referrals.add(microsofts, ReferralsApi.VIA);
  }

  // Asking Microsoft for help makes any deal a shared and visible one.
  private void upgrade(ObjectNode own) {
    boolean visible = own.at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean();
    if (own.path("type").asText().equals("Shared") && visible) {
      return;
    }
    referrals.change(
        own.path("id").asText(),
        ReferralsApi.VIA,
        referral ->
            referral
                .put("type", "Shared")
                .withObjectProperty("consent")
                .put("consentToShareReferralWithMicrosoftSellers", true));
  }
}
