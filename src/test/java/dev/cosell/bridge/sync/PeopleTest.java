package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.ROWS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.merged;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.operator;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunLog;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner and the contact of a record. */
@EveryCrm
class PeopleTest {

  private static final FieldMapping MAPPING = MAPPINGS.opportunity();
  private static final String OWNER = "{'firstName':'Kim','email':'kim@partner.example'}";

  @Test
  void arePeopleWhoTravelToPartnerCenter() {
    assertThat(People.fields(MAPPING))
        .extracting(MappedField::name)
        .containsExactly("customerTeam", "team");
  }

  @ParameterizedTest(name = "{0}, then {1}: {2}, changed {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{}                                      | {'ownerId':'u1'}         | -       | false",
        "{'id of team':'u1'}                     | {'ownerId':'u1'}         | -       | false",
        "{'id of team':'u1'}                     | {'ownerId':'u2'}         | owner   | true",
        "{'id of team':'u1'}                     | {'team':'u2'}                   | owner   | true",
        "{'id of team':'u1'}                     | {}                              | -       | true",
        "{'id of team':''}                       | {}                              | -       | false",
        "{'id of team':''}                       | {'ownerId':'u1'}         | owner   | true",
        "{'id of customerTeam':'c1'}             | {'contactId':'c2'} | contact | true",
        "{'id of customerTeam':'c1'}             | {'contactId':'c1'} | -       | false",
        "{'id of team':'u1','id of customerTeam':'c1'} | {'ownerId':'u2','contactId':'c2'} | owner contact | true",
      })
  void areReadOnlyWhereTheRecordNamesAnotherPersonThanItDid(
      String base, String words, @Nullable String wanted, boolean changed) {
    Link link = newLink().agreeing(json(base), null, null);

    assertThat(People.wanted(link, MAPPING, row(words)))
        .isEqualTo(wanted == null ? Set.of() : Set.of(wanted.split(" ", -1)));
    assertThat(People.changed(link, MAPPING, row(words))).isEqualTo(changed);
  }

  @Test
  void whoWereNotReadAreThoseWhoWereAgreedOnLast() {
    Snapshot base = snapshot("{'team':[" + OWNER + "],'partner-center team':['other']}");

    Snapshot unread =
        People.filledIn(
            row("{'name':'Rollout','ownerId':'u2'}"), base, MAPPING, DealFixture.TRAITS);
    Snapshot read = People.filledIn(row("{'team':[]}"), base, MAPPING, DealFixture.TRAITS);

    assertThat(unread.get("team")).isEqualTo(base.get("team"));
    assertThat(unread.get("name").asText()).isEqualTo("Rollout");
    assertThat(read.get("team").isNull()).isTrue();
  }

  @Test
  void areRememberedByIdButForThoseWhoAreStillToBeSent() {
    Snapshot remembered =
        People.remembered(
            snapshot("{'id of customerTeam':'c1'}"),
            MAPPING,
            row("{'ownerId':'u2','contactId':'c2'}"),
            Set.of("customerTeam"));

    assertThat(remembered).isEqualTo(snapshot("{'id of customerTeam':'c1','id of team':'u2'}"));
  }

  @Test
  void whomARecordNamesWhenItIsFirstMetIsNoEdit() {
    Plan met = compared(newLink().with(OPPORTUNITY, null), "{'ownerId':'u1'}");

    assertThat(met.send()).isNull();
    assertThat(met.sentBase().get("id of team").asText()).isEqualTo("u1");
  }

  @Test
  void aNewOwnerJoinsTheTeamOfTheReferralAndIsRememberedOnceSent() {
    Link met = agreed(compared(newLink().with(OPPORTUNITY, null), "{'ownerId':'u1'}"));
    String handedOver = "{'ownerId':'u2','team':[" + OWNER + "]}";

    assertThat(relatedWanted(met, "{'ownerId':'u2'}")).containsExactly("owner");
    Plan plan = compared(met, handedOver);

    assertThat(Objects.requireNonNull(plan.send()).fields()).containsExactly("team");
    assertThat(plan.send().operations().toString()).contains("kim@partner.example");
    assertThat(plan.base().get("id of team").asText()).as("before it is sent").isEqualTo("u1");
    assertThat(plan.sentBase().get("id of team").asText()).isEqualTo("u2");
    assertThat(relatedWanted(agreed(plan), "{'ownerId':'u2'}")).isEmpty();
  }

  @Test
  void aPersonWhomTheRecordNoLongerNamesStaysInPartnerCenter() {
    Link met = agreed(compared(newLink().with(OPPORTUNITY, null), "{'contactId':'c1'}"));

    Plan plan = compared(met, "{}");

    assertThat(plan.send()).isNull();
    assertThat(plan.reason()).isNull();
    assertThat(plan.sentBase().get("customerTeam"))
        .isEqualTo(Snapshot.fromJson(met.base().toString()).get("customerTeam"));
  }

  private static Set<String> relatedWanted(Link link, String row) {
    return new HashSet<>(synchronization(link, row).relatedWanted(MAPPINGS));
  }

  private static Plan compared(Link link, String row) {
    return DealFixture.reconcile().decide(synchronization(link, row)).knownPlan();
  }

  private static Synchronization synchronization(Link link, String people) {
    CrmRecord record = record(OPPORTUNITY, referral(), "{}");
    merged((ObjectNode) record.row(), row(people));
    return Synchronization.begin(operator(), new RunLog(), new Progress(link))
        .withReferral(referral())
        .withRecord(record);
  }

  private static Link agreed(Plan plan) {
    RecordId record = OPPORTUNITY;
    return newLink()
        .with(record, null)
        .agreeing(Json.object(plan.sentBase().toJson()), "\"e0\"", null);
  }

  private static ObjectNode row(String words) {
    return ROWS.row("opportunity", json(words));
  }

  private static Snapshot snapshot(String fields) {
    return Snapshot.fromJson(json(fields).toString());
  }

  @Test
  void ofADealThatIsNotSharedEverybodyIsRead() {
    Link seller = newLink().withoutReferral().with(OPPORTUNITY, null);
    CrmRecord record = record(OPPORTUNITY, referral(), "{}");
    Synchronization begun = Synchronization.begin(operator(), new RunLog(), new Progress(seller));

    assertThat(begun.relatedWanted(MAPPINGS)).isEmpty();
    assertThat(begun.withRecord(record).relatedWanted(MAPPINGS))
        .containsExactlyInAnyOrderElementsOf(List.of("account", "contact", "owner"));
    assertThat(
            begun
                .withRecord(record)
                .withPlan(Plan.asAWhole(Decision.IGNORE, "off"))
                .relatedWanted(MAPPINGS))
        .isEmpty();
  }
}
