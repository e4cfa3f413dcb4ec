package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The categories of deals (partner-center.md, section 7). */
@EveryCrm
class ReferralKindTest {

  private static final String OWN = "44444444-0000-4000-8000-000000000004";

  @ParameterizedTest
  @CsvSource({
    // marketplace lead
    "Independent, Direct, msft, LEAD",
    "Independent, Direct, null, LEAD",
    "Independent, Direct, , LEAD",
    "Independent, Direct, MSFT, LEAD",
    // qualified lead
    "Independent, SalesQualified, msft, LEAD",
    "Independent, MarketingQualified, msft, LEAD",
    // private and partner-led deals of the own sellers
    "Independent, SalesQualified, " + OWN + ", OPPORTUNITY",
    "Independent, SalesQualified, null, OPPORTUNITY",
    "Independent, None, " + OWN + ", OPPORTUNITY",
    "Independent, None, null, OPPORTUNITY",
    "Independent, None, msft, OPPORTUNITY",
    "Independent, MarketingQualified, " + OWN + ", OPPORTUNITY",
    "Independent, Direct, " + OWN + ", OPPORTUNITY",
    // co-sell, and partner to partner: invited by another partner
    "Shared, SalesQualified, " + OWN + ", OPPORTUNITY",
    "Shared, SalesQualified, 55555555-0000-4000-8000-000000000005, OPPORTUNITY",
    "Shared, SalesQualified, msft, OPPORTUNITY",
    "Shared, None, null, OPPORTUNITY",
    "Shared, Direct, msft, OPPORTUNITY",
    // words of tomorrow
    "Independent, Invented, msft, OPPORTUNITY",
    "Invented, Direct, msft, OPPORTUNITY",
  })
  void followsTheTableOfCategories(
      String type,
      String qualification,
      @org.jspecify.annotations.Nullable String inviter,
      ReferralKind kind) {
    ObjectNode referral = json("{'organizationId':'" + OWN + "'}");
    referral.put("type", type).put("qualification", qualification);
    ObjectNode invitedBy = referral.putObject("inviteContext").putObject("invitedBy");
    invitedBy.put("organizationId", "null".equals(inviter) ? null : inviter);

    assertThat(ReferralKind.of(referral)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'inviteContext':null}",
        "{'inviteContext':{}}",
        "{'inviteContext':{'invitedBy':null}}",
        "{'inviteContext':{'invitedBy':{}}}",
        "{'inviteContext':'msft'}"
      })
  void takesAMissingInvitationForNone(String context) {
    ObjectNode direct = json(context).put("type", "Independent").put("qualification", "Direct");
    assertThat(ReferralKind.of(direct)).isEqualTo(ReferralKind.LEAD);
    assertThat(ReferralKind.of(direct.put("qualification", "SalesQualified")))
        .isEqualTo(ReferralKind.OPPORTUNITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"msft", "MSFT"})
  void knowsMicrosoftsSideByItsOwnerWhateverElseItSays(String owner) {
    for (String deal :
        new String[] {
          "{}",
          "{'type':'Shared','qualification':'SalesQualified'}",
          "{'type':'Independent','qualification':'Direct'}"
        }) {
      assertThat(ReferralKind.of(json(deal).put("organizationId", owner)))
          .isEqualTo(ReferralKind.MICROSOFTS_SIDE);
    }
  }

  @Test
  void takesAReferralThatSaysNothingForAnOpportunity() {
    assertThat(ReferralKind.of(json("{}"))).isEqualTo(ReferralKind.OPPORTUNITY);
    assertThat(ReferralKind.of(json("{'type':null,'qualification':null,'organizationId':null}")))
        .isEqualTo(ReferralKind.OPPORTUNITY);
  }
}
