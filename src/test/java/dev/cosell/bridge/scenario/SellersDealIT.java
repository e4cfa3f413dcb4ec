package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.http.Fault;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 1: created or changed in the CRM, seen in Partner Center. */
@Tag(Crm.EVERY)
class SellersDealIT extends SellerScenario {

  @Test
  void aCoSellDealIsInPartnerCenterAfterOnePoll() {
    String opportunity = saved(HELP);

    polled(opportunity);

    ObjectNode own = ownReferral(opportunity);
    assertThat(own.path("type").asText()).isEqualTo("Shared");
    assertThat(own.at("/target/0/type").asText()).isEqualTo("SolutionProfile");
    assertThat(own.path("name").asText()).startsWith("Rollout ");
    assertThat(own.at("/details/dealValue").decimalValue()).isEqualByComparingTo("50000");
    assertThat(own.at("/details/currency").asText()).isEqualTo("EUR");
    assertThat(own.at("/details/closingDateTime").asText()).startsWith("2030-11-14T00:00:00");
    assertThat(own.at("/details/notes").asText()).isEqualTo("Synthetic deal.");
    assertThat(own.at("/customerProfile/name").asText()).isEqualTo("Example Customer Ltd");
    assertThat(own.at("/customerProfile/address/country").asText()).isEqualTo("US");
    assertThat(own.at("/customerProfile/team/0/email").asText())
        .isEqualTo("avery@customer.example");
    assertThat(own.at("/team/0/email").asText()).isEqualTo("robin@partner.example");
    assertThat(own.at("/details/requirements/solutions/0/id").asText()).isEqualTo("SOL-00001-AAA");
    assertThat(own.at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean()).isTrue();
    List<ObjectNode> microsofts = microsofts(own);
    assertThat(microsofts).hasSize(1);
    assertThat(microsofts.get(0).at("/inviteContext/assistanceRequestCode").asText())
        .isEqualTo("ProofOfConceptOrDemo");
  }

  @Test
  void theOpportunityShowsThatItIsShared() {
    String opportunity = shared(HELP);

    ObjectNode row = CRM.deal(opportunity);
    String id = ownReferral(opportunity).path("id").asText();
    assertThat(row.path("referralId").asText()).isEqualTo(id);
    assertThat(row.path("referralLink").asText()).contains(id);
    assertThat(row.path("visible").asBoolean()).isTrue();
    assertThat(row.path("help").asText()).isEqualTo("ProofOfConceptOrDemo");
    assertThat(row.path("name").asText()).startsWith("✔ Rollout ");
    assertThat(audit(opportunity))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d - CRM to Partner Center Referral sync success.");
    assertThat(ownReferral(opportunity).path("name").asText()).doesNotContain("✔");
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    assertThat(runs(id)).extracting(run -> run.outcome()).contains(Outcome.CREATED);
  }

  @Test
  void nothingIsWrittenTwiceAndThenEverythingIsQuiet() {
    forgetRequests();
    String opportunity = shared(HELP);
    assertThat(writesToPartnerCenter())
        .extracting(it -> it.method())
        .containsExactly("POST", "POST");
    assertThat(writes()).hasSize(1);

    forgetRequests();
    polled(opportunity);
    polled(opportunity);
    assertThat(callsToPartnerCenter()).isEmpty();
    assertThat(CRM.requests().others()).isEmpty();
    assertThat(CRM.requests().all()).hasSize(2 * CRM.traits().callsOfAQuietPoll());
  }

  @Test
  void anEditIsOnePatchWithWhatChangedAndNoWriteToTheCrm() {
    String opportunity = shared(HELP);
    forgetRequests();

    sellerEdits(opportunity, "{'dealValue':61000.5,'closingDate':'2031-01-31'}");
    CRM.awaitNextVersion();
    polled(opportunity);

    assertThat(writesToPartnerCenter()).hasSize(1);
    assertThat(writesToPartnerCenter().get(0).body())
        .contains("/details/dealValue", "/details/closingDateTime")
        .doesNotContain("/details/notes", "/status", "/details/currency");
    assertThat(writesToPartnerCenter().get(0).header("If-Match")).isPresent();
    assertThat(writes()).isEmpty();
    assertThat(ownReferral(opportunity).at("/details/dealValue").decimalValue())
        .isEqualByComparingTo("61000.5");
    assertThat(lastRunOf(opportunity).reason()).isNull();
    assertThat(linkOf(opportunity).recordVersion()).isNotNull();
  }

  @Test
  void anEditOfWhatPartnerCenterDoesNotHaveAsksNobody() {
    String opportunity = shared(HELP);
    forgetRequests();

    sellerEdits(opportunity, "{'probability':80}");
    polled(opportunity);

    assertThat(callsToPartnerCenter()).isEmpty();
    assertThat(CRM.requests().others()).isEmpty();
  }

  @Test
  void withSyncOffNothingLeavesTheCrm() {
    String opportunity = saved("{'sync':false,'help':'QuotesOrLicensing'}");
    forgetRequests();

    polled(opportunity);

    assertThat(SANDBOX.partnerCenter().server().requests()).isEmpty();
    assertThat(ownReferrals(opportunity)).isEmpty();
    assertThat(name(opportunity)).doesNotContain("✔");
  }

  @Test
  void whatIsMissingIsToldOnTheRecordAndTheDealGoesOutOnceItIsThere() {
    String opportunity =
        saved(
            "{'solutions':[],'account':{'name':'Land Ltd','postalCode':'1','country':'Germany'}}");
    forgetRequests();
    polled(opportunity);

    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(audit(opportunity))
        .contains("A solution id is required")
        .contains("The account's country must be a two-letter ISO code");
    assertThat(name(opportunity)).startsWith("✘ ");
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.HELD);
    forgetRequests();
    polled(opportunity);
    assertThat(writes()).as("it is told once").isEmpty();

    sellerEdits(
        opportunity,
        "{'solutions':['SOL-00001-AAA'],'account':{'name':'Land Ltd','postalCode':'2','country':'DE'}}");
    polled(opportunity);

    assertThat(ownReferral(opportunity).at("/customerProfile/address/country").asText())
        .isEqualTo("DE");
    assertThat(audit(opportunity)).endsWith("sync success.");
    assertThat(name(opportunity)).startsWith("✔ ");
  }

  @Test
  void whatPartnerCenterRefusesIsToldOnTheRecord() {
    String opportunity = saved("{}");
    SANDBOX
        .partnerCenter()
        .server()
        .fail(
            new Fault(
                "POST",
                "referrals$",
                400,
                null,
                "{\"error\":{\"code\":\"invalidRequest\",\"message\":\"The solution is not co-sell ready\"}}",
                1,
                false,
                0));

    polled(opportunity);

    assertThat(audit(opportunity)).contains("The solution is not co-sell ready");
    assertThat(name(opportunity)).startsWith("✘ ");
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.FAILED);

    sellerEdits(opportunity, "{'solutions':['SOL-00002-BBB']}");
    polled(opportunity);
    assertThat(ownReferrals(opportunity)).hasSize(1);
    assertThat(name(opportunity)).startsWith("✔ ");
  }

  @ParameterizedTest
  @CsvSource({"false, Independent, false", "true, Independent, true"})
  void withoutHelpTheDealIsPrivateOrPartnerLedAndMicrosoftGetsNoRequest(
      boolean visible, String type, boolean shared) {
    String opportunity = shared("{'visible':" + visible + "}");

    ObjectNode own = ownReferral(opportunity);
    assertThat(own.path("type").asText()).isEqualTo(type);
    assertThat(own.at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean())
        .isEqualTo(shared);
    assertThat(microsofts(own)).isEmpty();
  }

  @Test
  void choosingHelpLaterMakesItACoSellDeal() {
    String opportunity = shared("{}");
    sellerEdits(opportunity, "{'help':'CustomerTechnicalArchitecture'}");

    polled(opportunity);

    ObjectNode own = ownReferral(opportunity);
    assertThat(microsofts(own)).hasSize(1);
    assertThat(microsofts(own).get(0).at("/inviteContext/assistanceRequestCode").asText())
        .isEqualTo("CustomerTechnicalArchitecture");
    assertThat(CRM.deal(opportunity).path("help").asText())
        .isEqualTo("CustomerTechnicalArchitecture");
    assertThat(own.at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean()).isTrue();
    assertThat(CRM.deal(opportunity).path("visible").asBoolean()).isTrue();
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    forgetRequests();
    sellerEdits(opportunity, "{'dealValue':3}");
    polled(opportunity);
    assertThat(microsofts(own)).hasSize(1);
    assertThat(writesToPartnerCenter()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"{}, partner-center", HELP + ", partner-center", "{}, crm"})
  void aLostAnswerNeverMakesASecondReferralOrRecord(String changes, String losing) {
    String opportunity = saved(changes);
    if (losing.equals("partner-center")) {
      SANDBOX
          .partnerCenter()
          .server()
          .fail(Fault.losingAnswer("POST", "referrals$").whenBodyMatches(opportunity).repeated(2));
    } else {
      CRM.faults().loseAnswerOfNextWrite(opportunity);
    }

    polled(opportunity);

    ObjectNode own = ownReferral(opportunity);
    assertThat(microsofts(own)).hasSize(changes.equals(HELP) ? 1 : 0);
    assertThat(CRM.deal(opportunity).path("referralId").asText())
        .isEqualTo(own.path("id").asText());
    assertThat(audit(opportunity)).endsWith("sync success.");
    assertThat(CRM.deals(own.path("id").asText())).hasSize(1);
  }

  @Test
  void solutionsAreAddedAndRemovedOneByOne() {
    String opportunity = shared("{'solutions':['SOL-1-A','SOL-2-B']}");
    edit(
        ownReferral(opportunity).path("id").asText(),
        "{'details':{'requirements':{'solutions':[{'id':'SOL-1-A','type':'Name','name':'First'},"
            + "{'id':'SOL-2-B','type':'Name'},{'id':'SOL-3-C','type':'Name','name':'Third'}]}}}");
    sellerEdits(opportunity, "{'solutions':['SOL-1-A','SOL-4-D']}");

    polled(opportunity);

    JsonNode solutions = ownReferral(opportunity).at("/details/requirements/solutions");
    assertThat(solutions.findValuesAsText("id"))
        .containsExactlyInAnyOrder("SOL-1-A", "SOL-3-C", "SOL-4-D");
    assertThat(solutions.findValuesAsText("name")).contains("First", "Third");
    assertThat(CRM.deal(opportunity).path("solutions").asText())
        .isEqualTo("SOL-1-A, SOL-3-C, SOL-4-D");
  }

  @Test
  void aNewOwnerJoinsTheTeamAndTheOldOneLeavesItButNobodyElse() {
    String opportunity = shared("{}");
    String id = ownReferral(opportunity).path("id").asText();
    ObjectNode own = ownReferral(opportunity);
    ((com.fasterxml.jackson.databind.node.ArrayNode) own.path("team"))
        .addObject()
        .put("firstName", "Pat")
        .put("lastName", "Portal")
        .put("email", "pat@partner.example")
        .put("phoneNumber", "+15550199");
    edit(id, "{'team':" + own.path("team").toString().replace('"', '\'') + "}");
    sellerEdits(opportunity, "{'owner':'kim@partner.example'}");

    polled(opportunity);

    assertThat(ownReferral(opportunity).path("team").findValuesAsText("email"))
        .containsExactlyInAnyOrder("kim@partner.example", "pat@partner.example");
  }

  @Test
  void aLockedContactIsHeldWhileTheOtherFieldsGoOut() {
    String opportunity = shared(HELP);
    sellerEdits(
        opportunity,
        "{'contact':{'firstName':'Blake','lastName':'Example','email':'blake@customer.example'},'dealValue':7}");

    polled(opportunity);

    assertThat(ownReferral(opportunity).at("/details/dealValue").asInt()).isEqualTo(7);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(opportunity)).contains("customer team: Partner Center has fixed it");

    sellerEdits(
        opportunity,
        "{'contact':{'firstName':'Avery','lastName':'Example','email':'avery@customer.example'}}");
    polled(opportunity);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    assertThat(audit(opportunity)).endsWith("sync success.");
  }

  @Test
  void withSyncSwitchedOffNeitherSideFollowsAndSwitchedOnBothDo() {
    String opportunity = shared("{}");
    String id = ownReferral(opportunity).path("id").asText();
    CRM.share(opportunity, false);
    sellerEdits(opportunity, "{'dealValue':1}");
    edit(id, "{'details':{'notes':'From the portal'}}");
    polled(opportunity);
    quiet(id);

    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.IGNORED);
    assertThat(ownReferral(opportunity).at("/details/dealValue").asInt()).isEqualTo(50000);
    assertThat(CRM.deal(opportunity).path("notes").asText()).isEqualTo("Synthetic deal.");

    CRM.share(opportunity, true);
    polled(opportunity);
    assertThat(ownReferral(opportunity).at("/details/dealValue").asInt()).isEqualTo(1);
    assertThat(CRM.deal(opportunity).path("notes").asText()).isEqualTo("From the portal");
  }

  @ParameterizedTest
  @CsvSource({"'QuotesOrLicensing'", "null"})
  void theKindOfHelpIsFixedOnceItWasAskedFor(String other) {
    String opportunity = shared(HELP);
    forgetRequests();
    sellerEdits(
        opportunity, "{'help':" + (other.equals("null") ? "null" : "'" + other + "'") + "}");
    polled(opportunity);

    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(opportunity)).contains("the kind of help is fixed");

    sellerEdits(opportunity, HELP);
    polled(opportunity);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    assertThat(audit(opportunity)).endsWith("sync success.");
  }

  @Test
  void aNameWithoutRoomForTheMarkStaysAsItIs() {
    String name = "x".repeat(CRM.traits().longestName() - 1);
    String opportunity = shared("{'name':'" + name + "'}");

    assertThat(name(opportunity)).isEqualTo(name);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    forgetRequests();
    sellerEdits(opportunity, "{'dealValue':3}");
    polled(opportunity);
    assertThat(writes()).isEmpty();
    assertThat(ownReferral(opportunity).at("/details/dealValue").asInt()).isEqualTo(3);
  }

  @Test
  void whatNobodyCouldUnderstandIsToldBeforeAnythingIsCreated() {
    String opportunity = saved("{'referralId':'garbage/../x'}");
    forgetRequests();
    polled(opportunity);

    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(audit(opportunity)).contains("The referral identifier is not one of Partner Center");

    sellerEdits(opportunity, "{'referralId':null}");
    polled(opportunity);
    assertThat(ownReferrals(opportunity)).hasSize(1);
  }

  @Test
  void aCopyOfARecordIsNoSecondRecordOfTheReferral() {
    String opportunity = shared("{}");
    String referral = ownReferral(opportunity).path("id").asText();
    CRM.keepReferralIdsUnique(false);
    String copy = saved("{'referralId':'" + referral + "'}");
    forgetRequests();
    polled(copy);
    sellerEdits(copy, "{'dealValue':1}");
    polled(copy);

    assertThat(writesToPartnerCenter()).isEmpty();
    assertThat(linkOf(copy).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(copy)).contains("belongs to the opportunity " + opportunity);
    assertThat(name(copy)).startsWith("✘ ");
    assertThat(ownReferral(opportunity).at("/details/dealValue").asInt()).isEqualTo(50000);
    // the key that comes back would refuse every write to either of them
    CRM.delete(copy);
    CRM.keepReferralIdsUnique(true);
  }

  @Test
  void aReferralThatNobodyKnowsIsToldOnTheRecordAndAskedForNoMore() {
    String opportunity = saved("{'referralId':'" + UUID.randomUUID() + "'}");
    poll();
    await().atMost(PATIENCE).until(() -> audit(opportunity).contains("404"));
    settled(opportunity);
    assertThat(name(opportunity)).startsWith("✘ ");
    forgetRequests();

    polled(opportunity);
    polled(opportunity);

    assertThat(SANDBOX.partnerCenter().server().requests()).isEmpty();
    assertThat(writes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aRefusedInvitationHoldsTheHelpAndNothingElse(boolean atOnce) {
    String opportunity = atOnce ? saved(HELP) : shared("{}");
    SANDBOX
        .partnerCenter()
        .server()
        .fail(
            new Fault(
                    "POST",
                    "referrals$",
                    400,
                    null,
                    "{\"error\":{\"code\":\"invalidRequest\",\"message\":\"Not eligible\"}}",
                    2,
                    false,
                    0)
                .whenBodyMatches("BusinessProfileLocation"));
    if (!atOnce) {
      sellerEdits(opportunity, HELP);
    }
    polled(opportunity);

    ObjectNode own = ownReferral(opportunity);
    assertThat(CRM.deal(opportunity).path("referralId").asText())
        .isEqualTo(own.path("id").asText());
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.HELD);
    assertThat(audit(opportunity))
        .contains("help: Partner Center answered 400")
        .contains("Not eligible");
    assertThat(name(opportunity)).startsWith("✘ ");

    sellerEdits(opportunity, "{'dealValue':77}");
    polled(opportunity);
    assertThat(ownReferral(opportunity).at("/details/dealValue").asInt()).isEqualTo(77);

    SANDBOX.partnerCenter().server().heal();
    sellerEdits(opportunity, "{'dealValue':78}");
    polled(opportunity);
    assertThat(microsofts(own)).hasSize(1);
    assertThat(linkOf(opportunity).state()).isEqualTo(LinkState.LINKED);
    assertThat(audit(opportunity)).endsWith("sync success.");
  }
}
