package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.ROWS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.merged;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One PATCH and what is remembered of it. */
@EveryCrm
class OutgoingTest {

  private static final String CONTACT =
      "{'contactId':'c2','customerTeam':[{'firstName':'Sam','email':'sam@customer.example'}]}";
  private static final String CARRIES = "{'externalReferenceId':'" + OPPORTUNITY.value() + "'}";
  private static final JsonNode ANSWER =
      json("{'eTag':'\\\"e7\\\"','updatedDateTime':'2030-01-05T10:00:07.1000000Z'}");

  private final Outgoing outgoing = DealFixture.outgoing();

  @Test
  void sendsTheFieldsInTheOrderOfTheMappingTheStatusBehindThemAndTheCrmIdLast() {
    Synchronization decided =
        decided(referral(), "{'notes':'Edited','dealValue':1,'status':'won'}");

    assertThat(outgoing.isNeeded(decided)).isTrue();
    assertThat(outgoing.operations(decided))
        .extracting(PatchOperation::path)
        .containsExactly(
            "/details/dealValue",
            "/details/notes",
            "/status",
            "/substatus",
            "/externalReferenceId");
  }

  @Test
  void sendsTheCrmIdOnceAndNothingWhereNothingDiffers() {
    assertThat(outgoing.isNeeded(decided(referral(CARRIES), "{}"))).isFalse();
    assertThat(outgoing.operations(decided(referral(), "{}")))
        .containsExactly(
            new PatchOperation(
                "replace", "/externalReferenceId", TextNode.valueOf(OPPORTUNITY.value())));
    assertThat(outgoing.operations(decided(referral(CARRIES), "{'notes':'Edited'}")))
        .extracting(PatchOperation::path)
        .containsExactly("/details/notes");
  }

  @Test
  void neverSendsAnythingOfADealThatIsHeldAsAWhole() {
    Synchronization held =
        decided(referral(), "{'notes':'Edited'}").withPlan(Plan.asAWhole(Decision.HOLD, "because"));

    assertThat(outgoing.isNeeded(held)).isFalse();
  }

  @Test
  void remembersTheVersionThatItsWriteMadeToKnowItsEcho() {
    Synchronization decided = decided(referral(), "{'notes':'Edited'}");
    outgoing.operations(decided);

    Link link = outgoing.sent(decided, ANSWER).link();

    assertThat(link.referralVersion()).isEqualTo("\"e7\"");
    assertThat(link.ownWrite()).isEqualTo("2030-01-05T10:00:07.100Z");
    assertThat(link.base().path("notes").asText()).isEqualTo("Edited");
    assertThat(link.base().path("externalReference").asText()).isEqualTo(OPPORTUNITY.value());
    assertThat(link.recordVersion()).isEqualTo(version(2));
    assertThat(decided.log().detail(List.of(), 0).fields())
        .extracting(FieldChange::field)
        .containsExactly("notes", "externalReference");
  }

  @Test
  void readsTheReferralAgainWhereItWasNotAnswered() {
    Synchronization decided = decided(referral(), "{'notes':'Edited'}");

    Link link = outgoing.sent(decided, json("{}")).link();

    assertThat(link.referralVersion()).isNull();
    assertThat(link.ownWrite()).isNull();
  }

  @Test
  void doesNotTrustARecordInWhichSomethingIsStillHeldBack() {
    Synchronization decided = decided(referral(), "{'notes':'Edited','dealValue':null}");
    assertThat(decided.knownPlan().reason()).contains("deal value");

    Link link = outgoing.sent(decided, ANSWER).link();

    assertThat(link.recordVersion()).isNull();
    assertThat(link.base().path("notes").asText()).isEqualTo("Edited");
    assertThat(link.base().path("dealValue").asInt()).isEqualTo(50000);
  }

  @Test
  void leavesOutTheCustomersTeamOnceItWasRefusedAsLocked() {
    ObjectNode deal = referral(CARRIES);
    Link link = knowing(linked(OPPORTUNITY, deal));
    Synchronization refused = decided(link, deal, "{'notes':'Edited'}", CONTACT);
    assertThat(outgoing.operations(refused))
        .extracting(PatchOperation::path)
        .containsExactly("/details/notes", "/customerProfile/team");

    assertThat(refused.progress().lockWhatWasRefused()).isTrue();
    Synchronization again = decided(refused.link(), deal, "{'notes':'Edited'}", CONTACT);

    assertThat(outgoing.operations(again))
        .extracting(PatchOperation::path)
        .containsExactly("/details/notes");
    assertThat(again.knownPlan().reason()).contains("customer team: Partner Center has fixed it");
    assertThat(again.progress().lockWhatWasRefused()).as("nothing else can be locked").isFalse();
  }

  @Test
  void whatPartnerCenterTookIsNotLocked() {
    ObjectNode deal = referral(CARRIES);
    Synchronization taken =
        decided(knowing(linked(OPPORTUNITY, deal)), deal, "{'notes':'Edited'}", CONTACT);
    outgoing.operations(taken);

    Synchronization sent = outgoing.sent(taken, ANSWER);

    assertThat(sent.progress().lockWhatWasRefused()).isFalse();
    assertThat(sent.link().base().path("id of customerTeam").asText()).isEqualTo("c2");
  }

  @Test
  void aRefusalOfOtherFieldsLocksNothing() {
    Synchronization decided = decided(referral(CARRIES), "{'notes':'Edited'}");
    outgoing.operations(decided);

    assertThat(decided.progress().lockWhatWasRefused()).isFalse();
  }

  private static Link knowing(Link link) {
    ObjectNode base = link.base().deepCopy();
    base.put("id of customerTeam", "c1");
    base.set(
        "customerTeam",
        DealFixture.MAPPINGS.opportunity().ofReferral(referral()).get("customerTeam"));
    return link.agreeing(base, null, null);
  }

  private static Synchronization decided(ObjectNode deal, String edit) {
    return decided(linked(OPPORTUNITY, deal), deal, edit, "{}");
  }

  private static Synchronization decided(Link link, ObjectNode deal, String edit, String people) {
    CrmRecord record = record(OPPORTUNITY, deal, edit);
    merged((ObjectNode) record.row(), ROWS.row("opportunity", json(people)));
    return DealFixture.reconcile().decide(thorough(link, deal, record));
  }
}
