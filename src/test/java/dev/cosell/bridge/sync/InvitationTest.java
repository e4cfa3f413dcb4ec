package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Snapshot;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryCrm
class InvitationTest {

  private static final String PRIVATE = "{'inviteContext':{'assistanceRequestCode':null}}";
  private static final String HELP = "{'help':'GeneralOrOther'}";
  private static final String ASKED = "{'help':'GeneralOrOther'}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PRIVATE,
        "{'inviteContext':{'assistanceRequestCode':'Unknown'}}",
        "{'inviteContext':null}"
      })
  void isDueOnceASellerAsksForHelpWithAnAcceptedDeal(String referral) {
    Invitation invitation = invitation(referral, "{}", ASKED, false);

    assertThat(invitation.isOpen()).isTrue();
    assertThat(invitation.isDue()).isTrue();
    assertThat(invitation.refusal()).isNull();
    assertThat(invitation.field()).isEqualTo("help");
  }

  @ParameterizedTest(name = "{0}: {1}, {2}, {3}, {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody asks             | " + PRIVATE + " | {} | {} | false",
        "it was asked before     | "
            + PRIVATE
            + " | {'help':'GeneralOrOther'} | "
            + ASKED
            + " | false",
        "Microsoft is invited    | " + PRIVATE + " | {} | " + ASKED + " | true",
        "Microsoft knows it      | {} | {} | " + ASKED + " | false",
        "Microsoft invited us    | {'inviteContext':{'assistanceRequestCode':null,'invitedBy':{'organizationId':'MSFT'}}} | {} | "
            + ASKED
            + " | false",
        "help stood there before | "
            + PRIVATE
            + " | {'partner-center help':'ProofOfConceptOrDemo'} | "
            + ASKED
            + " | false",
      })
  void isNotOpenWhere(String why, String referral, String base, String record, boolean invited) {
    Invitation invitation = invitation(referral, base, record, invited);

    assertThat(invitation.isOpen()).as(why).isFalse();
    assertThat(invitation.isDue()).isFalse();
    assertThat(invitation.refusal()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "New,Pending,the deal is not accepted yet",
    "Closed,Won,'the deal is closed there, which is final'"
  })
  void waitsWithAReasonWhereTheDealDoesNotAllowIt(String status, String substatus, String why) {
    Invitation invitation =
        invitation(
            "{'status':'"
                + status
                + "','substatus':'"
                + substatus
                + "','inviteContext':{'assistanceRequestCode':null}}",
            "{}",
            ASKED,
            false);

    assertThat(invitation.isOpen()).isTrue();
    assertThat(invitation.isDue()).isFalse();
    assertThat(invitation.refusal()).isEqualTo("Not sent to Partner Center: help: " + why);
  }

  @ParameterizedTest
  @ValueSource(strings = {ASKED, "{}"})
  void theKindOfHelpIsFixedOnceItWasAskedFor(String now) {
    Invitation invitation = invitation("{}", "{'help':'ProofOfConceptOrDemo'}", now, true);

    assertThat(invitation.isOpen()).isTrue();
    assertThat(invitation.isDue()).isFalse();
    assertThat(invitation.refusal())
        .isEqualTo(
            "Not sent to Partner Center: help: the kind of help is fixed once it was asked for; set"
                + " it back");
  }

  @Test
  void invitesNobodyWithAWordThatTheMappingDoesNotKnow() {
    Invitation invitation = invitation(PRIVATE, "{}", "{'help':'299600099'}", false);

    assertThat(invitation.isDue()).isFalse();
    assertThat(invitation.refusal())
        .isEqualTo(
            "The value 299600099 of the help is not in the field mapping; ask your administrator");
  }

  @Test
  void askingForHelpMakesTheDealVisibleOnBothSides() {
    ObjectNode hidden =
        referral(
            "{'inviteContext':{'assistanceRequestCode':null},"
                + "'consent':{'consentToShareReferralWithMicrosoftSellers':false}}");

    Plan plan = decided(linked(OPPORTUNITY, hidden), hidden);

    assertThat(plan.invites()).isTrue();
    assertThat(Objects.requireNonNull(plan.send()).fields()).containsExactly("visibleToMicrosoft");
    assertThat(written(plan.knownWrite(), "visibleToMicrosoft")).hasToString("true");
    assertThat(plan.sentBase().get("visibleToMicrosoft").asBoolean()).isTrue();
  }

  @Test
  void asksNothingWhereTheMappingHasNoHelp(@TempDir Path folder) {
    FieldMapping helpless =
        DealFixture.changed(
            "opportunity", folder, text -> text.replaceAll("(?s)  help:\n.*?(?=  # Of)", ""));

    Invitation invitation =
        Invitation.of(helpless, referral(PRIVATE), snapshot("{}"), snapshot(ASKED), false);

    assertThat(invitation.isOpen()).isFalse();
    assertThat(invitation.isDue()).isFalse();
  }

  @Test
  void thePlanInvitesMicrosoftAndRemembersThatItWasAsked() {
    ObjectNode deal = referral(PRIVATE);
    Link link = linked(OPPORTUNITY, deal);

    Plan plan = decided(link, deal);

    assertThat(plan.invites()).isTrue();
    assertThat(plan.reason()).isNull();
    assertThat(plan.send()).isNull();
    assertThat(Base.ofRecord(plan.sentBase(), "help").isNull())
        .as("not before it is done")
        .isTrue();

    Reconcile reconcile = DealFixture.reconcile();
    Synchronization remembered =
        reconcile.remember(reconcile(link, deal, record(OPPORTUNITY, deal, HELP)));
    Link once = reconcile.invited(remembered).link();
    Snapshot asked = Snapshot.fromJson(once.base().toString());
    assertThat(Base.ofRecord(asked, "help").asText()).isEqualTo("GeneralOrOther");
    assertThat(Base.ofReferral(asked, "help").isNull()).isTrue();
    assertThat(decided(once, deal).invites()).as("asked once").isFalse();
  }

  @Test
  void theHelpThatCannotBeAskedForIsHeldUntilTheDealIsAccepted() {
    ObjectNode unaccepted =
        referral(
            "{'status':'New','substatus':'Pending','inviteContext':{'assistanceRequestCode':null}}");
    Link link = linked(OPPORTUNITY, unaccepted);

    Plan held = reconcile(link, unaccepted, record(OPPORTUNITY, unaccepted, HELP)).knownPlan();

    assertThat(held.invites()).isFalse();
    assertThat(held.reason()).contains("help: the deal is not accepted yet");
    assertThat(held.settled()).isFalse();
    assertThat(held.sentBase().get("help").isNull()).isTrue();

    Link kept = link.agreeing(Json.object(held.sentBase().toJson()), null, null);
    ObjectNode accepted = referral(PRIVATE);
    assertThat(
            reconcile(kept, accepted, record(OPPORTUNITY, unaccepted, HELP)).knownPlan().invites())
        .isTrue();
  }

  private static Plan decided(Link link, ObjectNode deal) {
    return reconcile(link, deal, record(OPPORTUNITY, deal, HELP)).knownPlan();
  }

  private static Synchronization reconcile(Link link, ObjectNode deal, CrmRecord record) {
    return DealFixture.reconcile().decide(thorough(link, deal, record));
  }

  private static Invitation invitation(
      String referral, String base, String record, boolean invited) {
    return Invitation.of(
        MAPPINGS.opportunity(), referral(referral), snapshot(base), snapshot(record), invited);
  }

  private static Snapshot snapshot(String fields) {
    return Snapshot.fromJson(json(fields).toString());
  }
}
