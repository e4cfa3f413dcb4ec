package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.ALONE;
import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.REFERRAL;
import static dev.cosell.bridge.sync.DealFixture.TRAITS;
import static dev.cosell.bridge.sync.DealFixture.USUAL;
import static dev.cosell.bridge.sync.DealFixture.leadReferral;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.on;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.sync.SyncSettings.CheckMarkPlace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryCrm
class DealRulesTest {

  private static final String OTHER = "99999999-0000-4000-8000-000000000009";

  private final DealRules rules = new DealRules(MAPPINGS, USUAL, ALONE, TRAITS);
  private final DealRules cosellOnly =
      new DealRules(
          MAPPINGS, new SyncSettings(CheckMarkPlace.NAME, true, List.of()), ALONE, TRAITS);

  @Test
  void ignoresMicrosoftsOwnSideEvenWhenItIsLinked() {
    JsonNode theirs = referral("{'organizationId':'msft'}");
    for (Link link : new Link[] {newLink(), linked(OPPORTUNITY, referral())}) {
      assertRefused(
          rules.refusal(on(link, theirs)),
          Decision.IGNORE,
          "this is Microsoft's own side of the deal; it has no record of its own");
    }
  }

  @Test
  void ignoresANewReferralWhoseCrmIdTheCrmDoesNotKnow() {
    JsonNode referral = referral("{'externalReferenceId':'0-A1'}");
    assertRefused(
        rules.refusal(on(newLink(), referral).withRecord(null)),
        Decision.IGNORE,
        "the referral already carries the CRM id 0-A1, which this CRM does not know");
  }

  @Test
  void bringsAReferralWhoseCrmIdTheCrmKnows() {
    JsonNode referral = referral("{'externalReferenceId':'" + OPPORTUNITY.value() + "'}");
    CrmRecord found = record(OPPORTUNITY, referral(), "{'referralId':null}");
    assertThat(rules.refusal(on(newLink(), referral).withRecord(found))).isEmpty();
  }

  @Test
  void ignoresANewLeadOnlyWhenLeadsAreKeptOut() {
    Synchronization lead = on(newLink(), leadReferral("{}")).withRecord(null);
    assertThat(rules.refusal(lead)).isEmpty();
    assertRefused(
        cosellOnly.refusal(lead),
        Decision.IGNORE,
        "it is a lead, and cosell.sync-cosell-opportunities-only is on");
  }

  @Test
  void keepsOutNoOpportunityAndNoLeadThatTheCrmHas() {
    assertThat(cosellOnly.refusal(on(newLink(), referral()).withRecord(null))).isEmpty();
    assertThat(cosellOnly.refusal(on(linked(LEAD, leadReferral("{}")), leadReferral("{}"))))
        .isEmpty();
  }

  @Test
  void holdsADealWhoseRecordIsGone() {
    assertRefused(
        rules.refusal(thorough(linked(OPPORTUNITY, referral()), referral(), null)),
        Decision.HOLD,
        "the opportunity "
            + OPPORTUNITY.value()
            + " does not exist in the CRM any more; it is not created again");
  }

  @Test
  void doesNotTakeARecordThatWasNotSoughtForGone() {
    assertThat(rules.refusal(on(linked(OPPORTUNITY, referral()), referral()))).isEmpty();
  }

  @Test
  void leavesARecordToTheReferralItBelongsTo() {
    JsonNode referral = referral("{'externalReferenceId':'" + OPPORTUNITY.value() + "'}");
    CrmRecord found = record(OPPORTUNITY, referral(), "{'referralId':'" + OTHER + "'}");
    assertRefused(
        rules.refusal(on(newLink(), referral).withRecord(found)),
        Decision.IGNORE,
        "the opportunity "
            + OPPORTUNITY.value()
            + " belongs to the referral "
            + OTHER
            + " already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "'  '"})
  void takesARecordThatBelongsToNobody(String owner) {
    CrmRecord found = record(OPPORTUNITY, referral(), "{'referralId':" + owner + "}");
    assertThat(rules.refusal(on(newLink(), referral()).withRecord(found))).isEmpty();
  }

  @Test
  void knowsItsOwnRecordWhateverTheCaseOfTheId() {
    CrmRecord found =
        record(
            OPPORTUNITY, referral(), "{'referralId':'" + REFERRAL.toUpperCase(Locale.ROOT) + "'}");
    assertThat(rules.refusal(on(newLink(), referral()).withRecord(found))).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}/{2} with {3}")
  @CsvSource({
    "lead, New, Pending, none, CREATE_LEAD",
    "lead, New, Received, none, CREATE_LEAD",
    "lead, Active, Accepted, none, CREATE_OPPORTUNITY",
    "lead, Closed, Won, none, CREATE_OPPORTUNITY",
    "lead, Closed, Lost, none, CREATE_OPPORTUNITY",
    "lead, Closed, Declined, none, CREATE_LEAD",
    "lead, Closed, Expired, none, CREATE_LEAD",
    "lead, Closed, Error, none, CREATE_LEAD",
    "lead, Invented, Invented, none, CREATE_LEAD",
    "lead, New, Pending, lead, UPDATE",
    "lead, Closed, Declined, lead, UPDATE",
    "lead, Closed, Expired, lead, UPDATE",
    "lead, Closed, Error, lead, UPDATE",
    "lead, Active, Accepted, lead, TURN_LEAD_INTO_OPPORTUNITY",
    "lead, Closed, Won, lead, TURN_LEAD_INTO_OPPORTUNITY",
    "lead, Closed, Lost, lead, TURN_LEAD_INTO_OPPORTUNITY",
    "lead, New, Pending, opportunity, UPDATE",
    "lead, Active, Accepted, opportunity, UPDATE",
    "opportunity, New, Pending, none, CREATE_OPPORTUNITY",
    "opportunity, Active, Accepted, none, CREATE_OPPORTUNITY",
    "opportunity, Closed, Won, none, CREATE_OPPORTUNITY",
    "opportunity, Closed, Expired, none, CREATE_OPPORTUNITY",
    "opportunity, Invented, Invented, none, CREATE_OPPORTUNITY",
    "opportunity, New, Pending, lead, UPDATE",
    "opportunity, Active, Accepted, lead, TURN_LEAD_INTO_OPPORTUNITY",
    "opportunity, New, Pending, opportunity, UPDATE",
    "opportunity, Active, Accepted, opportunity, UPDATE",
    "opportunity, Closed, Lost, opportunity, UPDATE",
  })
  void decidesByKindAcceptanceAndRecord(
      String kind, String status, String substatus, String recordKind, Decision decision) {
    ObjectNode referral = kind.equals("lead") ? leadReferral("{}") : referral();
    referral.put("status", status).put("substatus", substatus);
    RecordId id = recordId(recordKind);

    // linked and not read, linked and read, found by search
    if (id == null) {
      assertThat(rules.decide(on(newLink(), referral).withRecord(null))).isEqualTo(decision);
    } else {
      assertThat(rules.decide(on(linked(id, referral()), referral))).isEqualTo(decision);
      CrmRecord read = record(id, referral(), "{}");
      assertThat(rules.decide(thorough(linked(id, referral()), referral, read)))
          .isEqualTo(decision);
      assertThat(rules.decide(on(newLink(), referral).withRecord(read))).isEqualTo(decision);
    }
  }

  @Test
  void believesTheRecordThatWasFoundMoreThanTheLink() {
    CrmRecord opportunity = record(OPPORTUNITY, referral(), "{}");
    assertThat(rules.decide(thorough(linked(LEAD, referral()), referral(), opportunity)))
        .isEqualTo(Decision.UPDATE);
  }

  private static @Nullable RecordId recordId(String kind) {
    return switch (kind) {
      case "lead" -> LEAD;
      case "opportunity" -> OPPORTUNITY;
      default -> null;
    };
  }

  private static void assertRefused(Optional<Plan> refusal, Decision decision, String sentence) {
    assertThat(refusal)
        .get()
        .satisfies(
            plan -> {
              assertThat(plan.decision()).isEqualTo(decision);
              assertThat(plan.reason()).isEqualTo(sentence);
              assertThat(plan.write()).isNull();
              assertThat(plan.settled()).isFalse();
              assertThat(plan.isOpen()).isTrue();
            });
  }
}
