package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.OrgDeal.IDENTIFIER;
import static dev.cosell.bridge.salesforce.OrgDeal.LEAD;
import static dev.cosell.bridge.salesforce.OrgDeal.OPPORTUNITY;
import static dev.cosell.bridge.salesforce.OrgDeal.answer;
import static dev.cosell.bridge.salesforce.OrgDeal.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.crm.RecordPlaces;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceSearchTest {

  private static final String NOTHING = "{'records':[]}";
  private static final String BY_REFERRAL =
      " " + IDENTIFIER + " = '" + Deals.REFERRAL + "' ORDER BY CreatedDate, Id LIMIT 1";

  private final Mappings mappings = OrgDeal.mappings();
  private final SalesforceOrganization organization = OrgDeal.organization(OrgDeal.facts(mappings));
  private final DeliveredRecords delivered = new DeliveredRecords(OrgDeal.CLOCK);
  private final SalesforceSearch search =
      new SalesforceSearch(
          mappings,
          organization,
          new SalesforceApi(TestSettings.at(URI.create("https://contoso.example"), Map.of())),
          delivered);

  @Test
  void looksForAnUnknownRecordByTheReferralAndThenByTheCrmIdThatItCarries() {
    ObjectNode carrying = lead().put("externalReferenceId", "006000000000007");
    assertThat(asked(begun(null, carrying)))
        .containsExactly(
            "Opportunity" + BY_REFERRAL,
            "Lead" + BY_REFERRAL,
            "Opportunity Id = '006000000000007AAA' LIMIT 1");
    assertThat(asked(begun(null, lead().put("externalReferenceId", LEAD.value()))))
        .containsExactly(
            "Opportunity" + BY_REFERRAL,
            "Lead" + BY_REFERRAL,
            "Lead Id = '" + LEAD.value() + "' LIMIT 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CRM-42", "' OR Id != '", "001000000000001AAA", "00600000000000"})
  void looksForNoCrmIdThatIsNoneOfADeal(String reference) {
    assertThat(asked(begun(null, Deals.referral().put("externalReferenceId", reference))))
        .containsExactly("Opportunity" + BY_REFERRAL);
  }

  @Test
  void looksForALinkedOpportunityByItsIdAloneAndForTheOneOfALinkedLeadFirst() {
    assertThat(asked(begun(OPPORTUNITY, Deals.referral())))
        .containsExactly("Opportunity Id = '" + OPPORTUNITY.value() + "' LIMIT 1");
    assertThat(asked(begun(LEAD, lead())))
        .containsExactly("Opportunity" + BY_REFERRAL, "Lead Id = '" + LEAD.value() + "' LIMIT 1");
  }

  @Test
  void followsAConvertedLeadToItsOpportunity() {
    Synchronization linked = begun(LEAD, lead());
    RecordPlaces<Soql> places = search.places(linked);
    search.read(linked, places, answer(NOTHING));
    Synchronization lead = search.read(linked, places, answer(converted(OPPORTUNITY.value())));
    assertThat(lead.knownRecordId()).isEqualTo(LEAD);
    assertThat(query(places)).isEqualTo("Opportunity Id = '" + OPPORTUNITY.value() + "' LIMIT 1");

    Synchronization opportunity =
        search.read(
            lead,
            places,
            answer(
                "{'records':[{'Id':'%s','StageName':'Prospecting','IsClosed':false,'IsWon':false}]}"
                    .formatted(OPPORTUNITY.value())));

    assertThat(places.isOpen()).isFalse();
    assertThat(opportunity.knownRecordId()).isEqualTo(OPPORTUNITY);
    assertThat(opportunity.knownRecord().row().path("StageName").asText())
        .as("the conversion was the acceptance")
        .isEqualTo(OrgStages.ACTIVE_STAGE);
  }

  @ParameterizedTest
  @CsvSource({"''", OF_AN_OPPORTUNITY})
  void keepsAConvertedLeadWhoseOpportunityIsNotThere(String opportunity) {
    Synchronization sought = begun(LEAD, lead());
    RecordPlaces<Soql> places = search.places(sought);
    sought = search.read(sought, places, answer(NOTHING));
    sought = search.read(sought, places, answer(converted(opportunity)));
    while (places.isOpen()) {
      sought = search.read(sought, places, answer(NOTHING));
    }

    assertThat(sought.knownRecordId()).isEqualTo(LEAD);
    assertThat(SalesforceRows.isOpen(sought.knownRecord().row())).isFalse();
  }

  private static final String OF_AN_OPPORTUNITY = "006000000000001AAA";

  private static String converted(String opportunity) {
    return "{'records':[{'Id':'%s','Status':'Closed - Converted','IsConverted':true,'ConvertedOpportunityId':%s}]}"
        .formatted(LEAD.value(), opportunity.isEmpty() ? "null" : "'" + opportunity + "'");
  }

  @Test
  void leavesTheStageOfAnOpportunityThatWasNoLead() {
    Synchronization linked = begun(OPPORTUNITY, Deals.referral());
    Synchronization read =
        search.read(
            linked,
            search.places(linked),
            answer(
                "{'records':[{'Id':'%s','StageName':'Prospecting','IsClosed':false,'IsWon':false}]}"
                    .formatted(OPPORTUNITY.value())));

    assertThat(read.knownRecord().row().path("StageName").asText())
        .isEqualTo(OrgStages.ON_HOLD_STAGE);
  }

  @Test
  void takesTheRecordThatThePollDeliveredButNoLeadThatIsConverted() {
    Synchronization woken = woken(OPPORTUNITY);
    deliver(OPPORTUNITY, "{'IsClosed':true}");
    RecordPlaces<Soql> places = search.places(woken);
    assertThat(places.isOpen()).isFalse();
    assertThat(OrgDeal.steps(search.takeDelivered(woken, places)))
        .containsExactly("the poll delivered the record");
    assertThat(search.places(woken).isOpen()).as("only once").isTrue();

    deliver(LEAD, "{'IsConverted':true}");
    assertThat(asked(woken(LEAD))).hasSize(2);
    deliver(LEAD, "{'IsConverted':false}");
    assertThat(asked(woken(LEAD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a'b", "\\", "\n"})
  void quotesWhatAReferralCarries(String id) {
    assertThat(search.byReferral("opportunity", id).text())
        .contains(IDENTIFIER + " = '")
        .doesNotContain("'" + id + "'");
  }

  @Test
  void startsOverWhenTheRecordWasSavedAgainInTheSameSecond() {
    String row = "{'Id':'%s','SystemModstamp':'2030-01-05T10:00:00.000+0000','Name':'%s'}";
    String seen = "{'records':[" + row.formatted(OPPORTUNITY.value(), "seen") + "]}";
    Synchronization linked = begun(OPPORTUNITY, Deals.referral());
    Synchronization read = search.read(linked, search.places(linked), answer(seen));
    assertThat(search.isStillOpen(read)).isTrue();

    assertThatCode(() -> search.compare(read, answer(seen))).doesNotThrowAnyException();
    for (String other : List.of(seen.replace("seen", "again"), NOTHING)) {
      RemoteFailure stale =
          catchThrowableOfType(RemoteFailure.class, () -> search.compare(read, answer(other)));
      assertThat(stale.kind()).isEqualTo(Kind.STALE);
    }
  }

  private static ObjectNode lead() {
    ObjectNode lead = Deals.referral().put("type", "Independent").put("qualification", "Direct");
    lead.withObject("/inviteContext/invitedBy").put("organizationId", "msft");
    return lead;
  }

  private static Synchronization begun(@Nullable RecordId record, ObjectNode referral) {
    return Deals.begun(Deals.link(record, null), referral);
  }

  /** Every place in turn. */
  private List<String> asked(Synchronization synchronization) {
    List<String> asked = new ArrayList<>();
    RecordPlaces<Soql> places = search.places(synchronization);
    while (places.isOpen()) {
      asked.add(query(places));
      search.read(synchronization, places, answer(NOTHING));
    }
    return asked;
  }

  /** Object and conditions. */
  private String query(RecordPlaces<Soql> places) {
    Map<String, Object> headers = headers(it -> search.next(places, it));
    assertThat(headers).doesNotContainKey("If-Unmodified-Since");
    return String.valueOf(headers.get("q"))
        .replaceFirst("SELECT .* FROM ", "")
        .replaceFirst(" WHERE", "");
  }

  private void deliver(RecordId record, String row) {
    delivered.keep(List.of(new CrmRecord(record, "1#a", null, Deals.json(row))), Deals.NOW);
  }

  private static Synchronization woken(RecordId record) {
    Link link = Deals.link(record, null);
    Trigger.News news = new Trigger.News(Trigger.Side.RECORD, "crm opportunity-updated", "1#a");
    return Synchronization.begin(
            new Trigger(List.of(news), 0, false), new RunLog(), new Progress(link))
        .withReferral(Deals.referral());
  }
}
