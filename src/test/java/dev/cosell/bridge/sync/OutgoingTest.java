package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.merged;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One PATCH and what is remembered of it. */
class OutgoingTest {

  private static final String CONTACT =
      "{'_parentcontactid_value':'c2','parentcontactid':[{'firstName':'Sam','email':'sam@customer.example'}]}";
  private static final String CARRIES = "{'externalReferenceId':'" + OPPORTUNITY.value() + "'}";
  private static final JsonNode ANSWER =
      json("{'eTag':'\\\"e7\\\"','updatedDateTime':'2030-01-05T10:00:07.1000000Z'}");

  private final Outgoing outgoing = DealFixture.outgoing();

  @Test
  void sendsTheFieldsInTheOrderOfTheMappingTheStatusBehindThemAndTheCrmIdLast() {
    Synchronization decided =
        decided(
            referral(), "{'description':'Edited','estimatedvalue':1,'statecode':1,'statuscode':3}");

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
    assertThat(outgoing.operations(decided(referral(CARRIES), "{'description':'Edited'}")))
        .extracting(PatchOperation::path)
        .containsExactly("/details/notes");
  }

  @Test
  void neverSendsAnythingOfADealThatIsHeldAsAWhole() {
    Synchronization held =
        decided(referral(), "{'description':'Edited'}")
            .withPlan(Plan.asAWhole(Decision.HOLD, "because"));

    assertThat(outgoing.isNeeded(held)).isFalse();
  }

  @Test
  void remembersTheVersionThatItsWriteMadeToKnowItsEcho() {
    Synchronization decided = decided(referral(), "{'description':'Edited'}");
    outgoing.operations(decided);

    Link link = outgoing.sent(decided, ANSWER).link();

    assertThat(link.referralVersion()).isEqualTo("\"e7\"");
    assertThat(link.ownWrite()).isEqualTo("2030-01-05T10:00:07.100Z");
    assertThat(link.base().path("notes").asText()).isEqualTo("Edited");
    assertThat(link.base().path("externalReference").asText()).isEqualTo(OPPORTUNITY.value());
    assertThat(link.recordVersion()).isEqualTo("W/\"2\"");
    assertThat(decided.log().detail(List.of(), 0).fields())
        .extracting(FieldChange::field)
        .containsExactly("notes", "externalReference");
  }

  @Test
  void readsTheReferralAgainWhereItWasNotAnswered() {
    Synchronization decided = decided(referral(), "{'description':'Edited'}");

    Link link = outgoing.sent(decided, json("{}")).link();

    assertThat(link.referralVersion()).isNull();
    assertThat(link.ownWrite()).isNull();
  }

  @Test
  void doesNotTrustARecordInWhichSomethingIsStillHeldBack() {
    Synchronization decided = decided(referral(), "{'description':'Edited','estimatedvalue':null}");
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
    Synchronization refused = decided(link, deal, "{'description':'Edited'}", CONTACT);
    assertThat(outgoing.operations(refused))
        .extracting(PatchOperation::path)
        .containsExactly("/details/notes", "/customerProfile/team");

    assertThat(refused.progress().lockWhatWasRefused()).isTrue();
    Synchronization again = decided(refused.link(), deal, "{'description':'Edited'}", CONTACT);

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
        decided(knowing(linked(OPPORTUNITY, deal)), deal, "{'description':'Edited'}", CONTACT);
    outgoing.operations(taken);

    Synchronization sent = outgoing.sent(taken, ANSWER);

    assertThat(sent.progress().lockWhatWasRefused()).isFalse();
    assertThat(sent.link().base().path("id of customerTeam").asText()).isEqualTo("c2");
  }

  @Test
  void aRefusalOfOtherFieldsLocksNothing() {
    Synchronization decided = decided(referral(CARRIES), "{'description':'Edited'}");
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
    merged((ObjectNode) Objects.requireNonNull(record.row()), json(people));
    return DealFixture.reconcile().decide(thorough(link, deal, record));
  }
}
