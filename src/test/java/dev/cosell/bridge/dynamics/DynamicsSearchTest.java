package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DynamicsDeal.DOLLAR;
import static dev.cosell.bridge.dynamics.DynamicsDeal.IDENTIFIER;
import static dev.cosell.bridge.dynamics.DynamicsDeal.LEAD;
import static dev.cosell.bridge.dynamics.DynamicsDeal.OPPORTUNITY;
import static dev.cosell.bridge.dynamics.DynamicsDeal.REFERRAL;
import static dev.cosell.bridge.dynamics.DynamicsDeal.answer;
import static dev.cosell.bridge.dynamics.DynamicsDeal.begun;
import static dev.cosell.bridge.dynamics.DynamicsDeal.headers;
import static dev.cosell.bridge.dynamics.DynamicsDeal.link;
import static dev.cosell.bridge.dynamics.DynamicsDeal.path;
import static dev.cosell.bridge.dynamics.DynamicsDeal.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.crm.RecordPlaces;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicsSearchTest {

  private static final String NOTHING = "{'value':[]}";
  private static final String CRM_ID = "77777777-0000-4000-8000-000000000007";

  private final DeliveredRecords delivered = new DeliveredRecords(DynamicsDeal.CLOCK);
  private final DynamicsSearch search =
      new DynamicsSearch(DynamicsDeal.MAPPINGS, DynamicsDeal.currencies(), delivered);

  @Test
  void looksForAnUnknownRecordByTheReferralAndThenByTheCrmIdThatItCarries() {
    Synchronization unlinked =
        begun(link(null, null), marketplaceLead().put("externalReferenceId", CRM_ID));
    assertThat(asked(unlinked))
        .containsExactly(
            "opportunities " + IDENTIFIER + " eq '" + REFERRAL + "' 1",
            "leads " + IDENTIFIER + " eq '" + REFERRAL + "' 1",
            "opportunities opportunityid eq " + CRM_ID + " null",
            "leads leadid eq " + CRM_ID + " null");
  }

  @Test
  void looksForLeadsOnlyWhereTheReferralIsOne() {
    assertThat(asked(begun(link(null, null), referral())))
        .containsExactly("opportunities " + IDENTIFIER + " eq '" + REFERRAL + "' 1");
  }

  private static ObjectNode marketplaceLead() {
    ObjectNode lead = referral().put("type", "Independent").put("qualification", "Direct");
    lead.withObject("/inviteContext/invitedBy").put("organizationId", "msft");
    return lead;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CRM-42", "' or 1 eq 1"})
  void looksForNoCrmIdThatIsNoneOfDynamics(String reference) {
    Synchronization unlinked =
        begun(link(null, null), referral().put("externalReferenceId", reference));
    assertThat(asked(unlinked)).hasSize(1).allMatch(it -> it.contains(IDENTIFIER));
  }

  @Test
  void looksForALinkedOpportunityByItsIdAlone() {
    assertThat(asked(begun(link(OPPORTUNITY, null), referral())))
        .containsExactly("opportunities opportunityid eq " + OPPORTUNITY.value() + " null");
  }

  @Test
  void looksForTheOpportunityThatALinkedLeadMayHaveBecomeBeforeTheLead() {
    assertThat(asked(begun(link(LEAD, null), referral())))
        .containsExactly(
            "opportunities " + IDENTIFIER + " eq '" + REFERRAL + "' 1",
            "leads leadid eq " + LEAD.value() + " null");
  }

  @Test
  void stopsAtTheFirstRecordThatIsThere() {
    Synchronization unlinked =
        begun(link(null, null), marketplaceLead().put("externalReferenceId", CRM_ID));
    RecordPlaces<DataverseQuery> places = search.places(unlinked);
    Synchronization missed = search.read(unlinked, places, answer(NOTHING));
    assertThat(places.isOpen()).isTrue();
    assertThat(missed.recordSought()).isTrue();
    assertThat(missed.record()).isNull();

    Synchronization found =
        search.read(missed, places, answer("{'value':[{'leadid':'" + LEAD.value() + "'}]}"));

    assertThat(places.isOpen()).isFalse();
    assertThat(found.knownRecordId()).isEqualTo(LEAD);
  }

  @Test
  void knowsThatThereIsNoneWhenEveryPlaceIsEmpty() {
    Synchronization unlinked = begun(link(null, null), referral());
    RecordPlaces<DataverseQuery> places = search.places(unlinked);
    Synchronization sought = unlinked;
    while (places.isOpen()) {
      sought = search.read(sought, places, answer(NOTHING));
    }
    assertThat(sought.recordSought()).isTrue();
    assertThat(sought.record()).isNull();
  }

  @Test
  void readsEveryColumnOfTheMappingAndResolvesTheCurrency() {
    CrmRecord record =
        Objects.requireNonNull(
            read("{'@odata.etag':'W/7','opportunityid':'"
                    + OPPORTUNITY.value()
                    + "','modifiedon':'2030-01-05T10:00:00Z','estimatedvalue':12.3400,'_transactioncurrencyid_value':'"
                    + DOLLAR
                    + "','name':'✔ Deal'}")
                .record());
    assertThat(record.id()).isEqualTo(OPPORTUNITY);
    assertThat(record.version()).isEqualTo("W/7");
    assertThat(record.modifiedAt()).isEqualTo(Instant.parse("2030-01-05T10:00:00Z"));
    assertThat(record.row().path("transactioncurrencyid").asText()).isEqualTo("USD");
    assertThat(DynamicsDeal.MAPPINGS.opportunity().ofRecord(record.row()).toJson())
        .contains("\"name\":\"Deal\"", "\"dealValue\":12.34", "\"currency\":\"USD\"");
  }

  @Test
  void readsARecordWithoutVersionTimeAndCurrency() {
    CrmRecord record =
        Objects.requireNonNull(
            read("{'opportunityid':'"
                    + OPPORTUNITY.value()
                    + "','modifiedon':null,'_transactioncurrencyid_value':null}")
                .record());
    assertThat(record.version()).isNull();
    assertThat(record.modifiedAt()).isNull();
    assertThat(record.row().path("transactioncurrencyid").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opportunity", "lead"})
  void asksForTheMappedColumnsOfTheRecordItself(String entity) {
    RecordId record = new RecordId(entity, CRM_ID);
    Synchronization linked = begun(link(record, null), referral());
    RecordPlaces<DataverseQuery> places = search.places(linked);
    if (record.isLead()) {
      search.read(linked, places, answer(NOTHING));
    }
    Map<String, Object> headers = headers(it -> search.next(places, it));
    assertThat(String.valueOf(headers.get("CamelOlingo4.$select")).split(",", -1))
        .contains(
            entity + "id", "modifiedon", "_transactioncurrencyid_value", "statecode", "statuscode")
        .contains(IDENTIFIER, "estimatedvalue", "estimatedclosedate", "description")
        .doesNotContain("transactioncurrencyid", "ownerid", "parentcontactid")
        .doesNotHaveDuplicates()
        .noneMatch(column -> column.contains("."));
  }

  private Synchronization read(String row) {
    Synchronization linked = begun(link(OPPORTUNITY, null), referral());
    return search.read(linked, search.places(linked), answer("{'value':[" + row + "]}"));
  }

  /** Every place in turn, as table, condition and limit. */
  private List<String> asked(Synchronization synchronization) {
    List<String> asked = new ArrayList<>();
    RecordPlaces<DataverseQuery> places = search.places(synchronization);
    while (places.isOpen()) {
      Map<String, Object> headers = headers(it -> search.next(places, it));
      @Nullable Object top = headers.get("CamelOlingo4.$top");
      asked.add(
          path(headers) + " " + String.valueOf(headers.get("CamelOlingo4.$filter")) + " " + top);
      search.read(synchronization, places, answer(NOTHING));
    }
    return asked;
  }

  @Test
  void takesTheRecordThatThePollDeliveredAndLooksNowhere() {
    Synchronization woken = wokenByThePoll(link(OPPORTUNITY, null));
    deliver(OPPORTUNITY, "{'statecode':1}");

    RecordPlaces<DataverseQuery> places = search.places(woken);

    assertThat(places.isOpen()).isFalse();
    Synchronization read = search.takeDelivered(woken, places);
    assertThat(read.knownRecord().version()).isEqualTo("W/7");
    assertThat(read.log().detail(List.of(), 0).steps())
        .containsExactly("the poll delivered the record");
  }

  /** Another poll may have brought the row once more, before what was written since. */
  @Test
  void readsTheRecordWhenItStartsOver() {
    Synchronization woken = wokenByThePoll(link(OPPORTUNITY, null));
    deliver(OPPORTUNITY, "{}");
    assertThat(search.places(woken).isOpen()).isFalse();
    woken.progress().startOver();
    deliver(OPPORTUNITY, "{}");

    RecordPlaces<DataverseQuery> again = search.places(woken);

    assertThat(again.isOpen()).isTrue();
    assertThat(search.takeDelivered(woken, again)).isSameAs(woken);
  }

  @Test
  void looksForTheOpportunityOfALeadThatWasDeliveredAsClosed() {
    deliver(LEAD, "{'statecode':1}");
    assertThat(asked(wokenByThePoll(link(LEAD, null)))).hasSize(2);

    deliver(LEAD, "{'statecode':0}");
    assertThat(asked(wokenByThePoll(link(LEAD, null)))).isEmpty();
  }

  @Test
  void looksForARecordWithoutAReferralByItsIdAlone() {
    for (RecordId record : List.of(OPPORTUNITY, LEAD)) {
      Link alone = withoutReferral(record);
      Synchronization seller =
          Synchronization.begin(
              new Trigger(List.of(), 0, false), new RunLog(), new Progress(alone));
      assertThat(asked(seller)).singleElement().asString().contains("id eq " + record.value());
    }
  }

  private static Link withoutReferral(RecordId record) {
    return new Link(
        1,
        null,
        record,
        null,
        LinkState.NEW,
        null,
        referral(),
        null,
        null,
        null,
        null,
        DynamicsDeal.NOW,
        DynamicsDeal.NOW);
  }

  private void deliver(RecordId record, String row) {
    delivered.keep(
        List.of(new CrmRecord(record, "W/7", null, DynamicsDeal.json(row))), DynamicsDeal.NOW);
  }

  private static Synchronization wokenByThePoll(Link link) {
    return Synchronization.begin(
            new Trigger(
                List.of(new Trigger.News(Trigger.Side.RECORD, "crm opportunity-updated", "W/7")),
                0,
                false),
            new RunLog(),
            new Progress(link))
        .withReferral(referral());
  }
}
