package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;

/** Carries a POST out. Nothing protects from duplicates: the same body twice makes two deals. */
final class ReferralCreation {

  private final Referrals referrals;
  private final PartnerCenterSettings settings;

  ReferralCreation(Referrals referrals, PartnerCenterSettings settings) {
    this.referrals = referrals;
    this.settings = settings;
  }

  /**
   * Creates the own referral, or, with the id of an engagement, Microsoft's.
   *
   * @throws Refused 400 when the body does not do
   */
  ObjectNode create(ObjectNode sent) {
    NewReferral wanted = new NewReferral(sent, settings.strictness());
    return wanted.joinsEngagement()
        ? inviteMicrosoft(wanted)
        : referrals.add(wanted.own(settings.organization()), ReferralsApi.VIA);
  }

  private ObjectNode inviteMicrosoft(NewReferral wanted) {
    ObjectNode own =
        referrals.all().stream()
            .filter(settings.organization()::owns)
            .filter(known -> known.path("engagementId").asText().equals(wanted.engagementId()))
            .findFirst()
            .orElseThrow(() -> FieldRules.refused("/engagementId", "is not one of yours"));
    DealState.requireOpen(own);
    ObjectNode microsofts = wanted.microsofts(settings.organization());
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
