package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.ROWS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.leadReferral;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.on;
import static dev.cosell.bridge.sync.DealFixture.reconcile;
import static dev.cosell.bridge.sync.DealFixture.record;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.thorough;
import static dev.cosell.bridge.sync.DealFixture.words;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.CheckMark;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.run.RunDetail;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record gets when the two sides differ, with the shipped mapping files. */
@EveryCrm
class UpdateTest {

  /** Every field of both files that reads a place of the referral. */
  static Stream<Arguments> fields() {
    return Stream.of(OPPORTUNITY, LEAD)
        .flatMap(
            id ->
                MAPPINGS.of(id).fields().stream()
                    .filter(field -> field.path().isPresent())
                    .map(field -> Arguments.of(id, field.name())));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void writesExactlyTheColumnsOfTheFieldThatWasEdited(RecordId id, String name) {
    MappedField field = MAPPINGS.of(id).field(name);
    ObjectNode before = deal(id);
    ObjectNode after = edited(before, field);
    assertThat(after).as("the edit").isNotEqualTo(before);

    Plan unread = reconcile().decide(on(linked(id, before), after)).knownPlan();
    Plan read =
        reconcile()
            .decide(thorough(linked(id, before), after, record(id, before, "{}")))
            .knownPlan();

    for (Plan plan : List.of(unread, read)) {
      assertThat(columns(plan)).isEqualTo(expectedColumns(field));
      assertThat(plan.decision())
          .isEqualTo(columns(plan).isEmpty() ? Decision.NOTHING : Decision.UPDATE);
      assertThat(plan.settled()).isTrue();
    }
  }

  private static Set<String> expectedColumns(MappedField field) {
    Set<String> columns = new TreeSet<>();
    if (!field.toCrm().include(Moment.UPDATE)) {
      return columns;
    }
    columns.add(field.name());
    if (field.name().equals("referralId")) {
      columns.add("referralLink");
    }
    return columns;
  }

  private static ObjectNode edited(ObjectNode before, MappedField field) {
    ObjectNode after = before.deepCopy();
    JsonPointer place = JsonPointer.compile(field.path().orElseThrow());
    JsonNode value = json("{'it':" + edit(field) + "}").get("it");
    if (field.name().equals("status")) {
      after.put("substatus", "Declined");
    }
    JsonNode parent = after.at(place.head());
    if (parent instanceof ObjectNode object) {
      object.set(place.last().getMatchingProperty(), value);
    } else {
      ((ArrayNode) parent).set(place.last().getMatchingIndex(), value);
    }
    return after;
  }

  private static String edit(MappedField field) {
    return switch (field.type()) {
      case TEXT -> "'Other words'";
      case MONEY, NUMBER -> "12.34";
      case CURRENCY -> "'EUR'";
      case DATE, DATETIME -> "'2031-02-03T00:00:00Z'";
      case BOOLEAN -> "false";
      case CHOICE -> "'GeneralOrOther'";
      case STATUS -> "'Closed'";
      case IDENTIFIER -> "'33333333-0000-4000-8000-00000000000b'";
      case COUNTRY -> "'DE'";
      case TEAM -> "[{'email':'kim@other.example'}]";
      case SOLUTIONS -> "[{'id':'SOL-9'}]";
    };
  }

  @ParameterizedTest
  @MethodSource("fields")
  void emptiesAColumnButNeverStatusOrCurrency(RecordId id, String name) {
    MappedField field = MAPPINGS.of(id).field(name);
    ObjectNode after = deal(id);
    JsonPointer place = JsonPointer.compile(field.path().orElseThrow());
    if (!(after.at(place.head()) instanceof ObjectNode parent)) {
      return;
    }
    parent.putNull(place.last().getMatchingProperty());

    Plan plan = reconcile().decide(on(linked(id, deal(id)), after)).knownPlan();

    boolean kept = List.of("status", "currency").contains(name);
    assertThat(columns(plan)).isEqualTo(kept ? new TreeSet<>() : expectedColumns(field));
    if (!kept && plan.write() != null) {
      JsonNode empty = MAPPINGS.of(id).ofReferral(json("{}")).get(name);
      JsonNode written = Objects.requireNonNull(written(plan.knownWrite(), name));
      assertThat(CheckMark.strip(written.asText())).isEqualTo(empty.asText());
      assertThat(written.isNull()).isEqualTo(empty.isNull());
    }
    assertThat(plan.base().get("currency"))
        .isEqualTo(MAPPINGS.of(id).ofReferral(deal(id)).get("currency"));
    assertThat(plan.settled()).isTrue();
  }

  @Test
  void marksANewNameAndWritesNoAuditLineForAnUpdate() {
    Plan plan =
        reconcile()
            .decide(on(linked(OPPORTUNITY, referral()), referral("{'name':'Renamed'}")))
            .knownPlan();
    assertThat(plan.knownWrite().columns()).hasSize(1);
    assertThat(written(plan.knownWrite(), "name")).hasToString("\"✔ Renamed\"");
  }

  @Test
  void writesTheAuditLineWhenTheRecordMeetsItsReferral() {
    Plan plan =
        reconcile()
            .decide(
                on(newLink(), referral())
                    .withRecord(record(OPPORTUNITY, referral(), "{'notes':null,'audit':null}")))
            .knownPlan();
    assertThat(columns(plan)).containsExactly("audit", "notes");
  }

  @ParameterizedTest
  @CsvSource({
    "Active,Accepted,New,Pending,ON_HOLD",
    "New,Pending,Active,Accepted,IN_PROGRESS",
    "Active,Accepted,Closed,Won,WON",
    "New,Pending,Closed,Won,WON",
    "Active,Accepted,Closed,Lost,LOST",
    "New,Pending,Closed,Declined,LOST",
    "New,Pending,Closed,Expired,LOST",
    "Active,Accepted,Closed,Error,LOST",
    "Active,Accepted,Closed,Invented,LOST",
  })
  void followsTheReferralToEachState(
      String from, String fromSub, String to, String toSub, DealStage stage) {
    ObjectNode before = referral("{'status':'" + from + "','substatus':'" + fromSub + "'}");
    ObjectNode after = referral("{'status':'" + to + "','substatus':'" + toSub + "'}");

    Plan plan = reconcile().decide(on(linked(OPPORTUNITY, before), after)).knownPlan();

    assertThat(plan.knownWrite().stage()).isEqualTo(stage);
    assertThat(plan.knownWrite().own()).isEmpty();
    assertThat(written(plan.knownWrite(), "status")).hasToString('"' + stage.word() + '"');
  }

  @ParameterizedTest
  @CsvSource({"Invented,Accepted", "None,None"})
  void leavesTheRecordWhereItStandsWhenTheStatusIsUnknown(String status, String substatus) {
    ObjectNode after =
        referral("{'name':'Renamed','status':'" + status + "','substatus':'" + substatus + "'}");
    Plan plan = reconcile().decide(on(linked(OPPORTUNITY, referral()), after)).knownPlan();
    assertThat(columns(plan)).containsExactly("name");
    assertThat(plan.knownWrite().stage()).isNull();
    assertThat(plan.base().get("status").asText()).isEqualTo("in-progress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"won", "lost"})
  void holdsAnEditOfARecordThatIsClosedInTheCrmAndNamesTheFields(String word) {
    assumeTrue(DealFixture.isReadOnly(word), "closed records can be edited in this CRM");
    CrmRecord closed = record(OPPORTUNITY, referral(), "{'status':'" + word + "'}");
    ObjectNode after = referral("{'name':'Renamed','details':{'dealValue':1,'notes':'Other'}}");

    Plan plan =
        reconcile().decide(thorough(linked(OPPORTUNITY, referral()), after, closed)).knownPlan();

    assertThat(plan.decision()).isEqualTo(Decision.UPDATE);
    assertThat(plan.write()).isNull();
    assertThat(sent(plan)).containsExactly("status");
    assertThat(plan.reason())
        .isEqualTo(
            "the opportunity is closed as "
                + word
                + " in the CRM and cannot be changed; Partner Center has another value for:"
                + " dealValue, name, notes. Reopen it to let the change in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"won", "lost"})
  void bringsAnEditIntoAClosedRecordWhereThatCanBeEdited(String word) {
    assumeFalse(DealFixture.isReadOnly(word), "closed records are read-only in this CRM");
    CrmRecord closed = record(OPPORTUNITY, referral(), "{'status':'" + word + "'}");
    ObjectNode after = referral("{'name':'Renamed','details':{'dealValue':1,'notes':'Other'}}");

    Plan plan =
        reconcile().decide(thorough(linked(OPPORTUNITY, referral()), after, closed)).knownPlan();

    assertThat(columns(plan)).containsExactly("dealValue", "name", "notes");
    assertThat(plan.knownWrite().stage()).as("it stays closed").isNull();
    assertThat(sent(plan)).containsExactly("status");
    assertThat(plan.reason()).isNull();
  }

  @Test
  void doesNotHoldAClosedRecordThatDiffersOnlyInWhatTheSellerChanged() {
    CrmRecord closed = record(OPPORTUNITY, referral(), "{'status':'won'}");
    Plan plan =
        reconcile()
            .decide(thorough(linked(OPPORTUNITY, referral()), referral("{'eTag':'e2'}"), closed))
            .knownPlan();
    assertThat(plan.reason()).isNull();
    assertThat(sent(plan)).containsExactly("status");
    assertThat(plan.settled()).isTrue();
  }

  @Test
  void doesNotHoldAClosedRecordForAValueThatTheCrmCouldNotTakeAnyway() {
    CrmRecord closed = record(OPPORTUNITY, referral(), "{'status':'won'}");
    ObjectNode after =
        referral(
            "{'status':'Closed','substatus':'Won','inviteContext':{'assistanceRequestCode':'Invented'}}");
    Plan plan =
        reconcile().decide(thorough(linked(OPPORTUNITY, referral()), after, closed)).knownPlan();
    assertThat(plan.decision()).isEqualTo(Decision.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    // referral later, record later, at the same instant, no time at all
    "2030-01-05T10:00:01Z, 2030-01-05T10:00:00Z, 12",
    "2030-01-05T10:00:00Z, 2030-01-05T10:00:01Z, 99",
    "2030-01-05T10:00:00.0000000Z, 2030-01-05T10:00:00Z, 12",
    "2030-01-05T11:00:01+01:00, 2030-01-05T10:00:02Z, 99",
    "soon, 2030-01-05T10:00:00Z, 12",
  })
  void letsTheSideThatWasChangedLastWin(String updated, String modified, int winner) {
    ObjectNode after = referral("{'details':{'dealValue':12},'updatedDateTime':'" + updated + "'}");
    CrmRecord edited = record(OPPORTUNITY, referral(), "{'dealValue':99}");
    Synchronization synchronization =
        thorough(
            linked(OPPORTUNITY, referral()),
            after,
            new CrmRecord(
                edited.id(), edited.version(), java.time.Instant.parse(modified), edited.row()));

    Plan plan = reconcile().decide(synchronization).knownPlan();

    assertThat(plan.decision()).isEqualTo(Decision.UPDATE);
    assertThat(columns(plan)).isEqualTo(winner == 12 ? Set.of("dealValue") : Set.of());
    assertThat(sent(plan)).isEqualTo(winner == 12 ? List.of() : List.of("dealValue"));
    assertThat(plan.settled()).isTrue();
    assertThat(plan.base().get("dealValue").asInt()).isEqualTo(winner == 12 ? 12 : 50000);
    assertThat(plan.sentBase().get("dealValue").asInt()).isEqualTo(winner);
    assertThat(synchronization.log().detail(List.of(), 0).conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.field()).isEqualTo("dealValue");
              assertThat(conflict.base()).hasToString("50000");
              assertThat(conflict.partnerCenter()).hasToString("12");
              assertThat(conflict.crm()).hasToString("99");
              assertThat(conflict.decision()).isEqualTo(winner == 12 ? "partner-center" : "crm");
            });
  }

  @Test
  void trustsTheVersionOfARecordThatHoldsASellersEditOnlyOnceItIsSent() {
    CrmRecord edited = record(OPPORTUNITY, referral(), "{'notes':'From the seller'}");
    Link link = linked(OPPORTUNITY, referral());

    Plan edit = reconcile().decide(thorough(link, referral("{'eTag':'e2'}"), edited)).knownPlan();
    Plan both =
        reconcile()
            .decide(thorough(link, referral("{'details':{'dealValue':1}}"), edited))
            .knownPlan();

    assertThat(columns(edit)).isEmpty();
    assertThat(columns(both)).containsExactly("dealValue");
    for (Plan plan : List.of(edit, both)) {
      assertThat(sent(plan)).containsExactly("notes");
      assertThat(plan.base().get("notes").asText()).isEqualTo("Synthetic deal.");
      assertThat(plan.sentBase().get("notes").asText()).isEqualTo("From the seller");
      Synchronization written =
          reconcile().remember(thorough(link, referral(), edited).withPlan(plan));
      assertThat(written.link().recordVersion()).isNull();
    }
    assertThat(both.base().get("dealValue").asInt()).isEqualTo(1);

    Synchronization sent =
        DealFixture.outgoing()
            .sent(
                reconcile().remember(thorough(link, referral(), edited).withPlan(edit)),
                referral());
    assertThat(sent.link().recordVersion()).isEqualTo(edited.version());
    assertThat(sent.link().base().path("notes").asText()).isEqualTo("From the seller");
  }

  @Test
  void trustsTheVersionOfARecordThatEqualsTheReferral() {
    Plan plan =
        reconcile()
            .decide(
                thorough(
                    linked(OPPORTUNITY, referral()),
                    referral("{'eTag':'e2'}"),
                    record(OPPORTUNITY, referral(), "{}")))
            .knownPlan();
    assertThat(plan.decision()).isEqualTo(Decision.NOTHING);
    assertThat(plan.settled()).isTrue();
  }

  /** What the CRM makes of a value by itself must never look like an edit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'details':{'dealValue':50000.00}}                             | {'dealValue':50000.0000}",
        "{'details':{'dealValue':'50000'}}                              | {'dealValue':5E+4}",
        "{'details':{'dealValue':100.005,'currency':'JPY'}}             | {'dealValue':100,'currency':'JPY'}",
        "{'details':{'dealValue':0}}                                    | {'dealValue':0.0000000000}",
        "{'details':{'closingDateTime':'2030-11-14T23:59:59.9999999Z'}} | {'closingDate':'2030-11-14'}",
        "{'details':{'closingDateTime':'2030-11-14T23:00:00-02:00'}}    | {'closingDate':'2030-11-15'}",
        "{'details':{'notes':'a\\r\\nb  '}}                             | {'notes':'a\\nb'}",
        "{'details':{'notes':'  a\\r\\n\\r\\n b\\t'}}                      | {'notes':'a\\n\\n b'}",
        "{'details':{'notes':'   '}}                                    | {'notes':null}",
        "{'details':{'dealValue':10000000}}                             | {'dealValue':1.0E7}",
        "{'name':'Deal'}                                                | {'name':'✘ ✔ Deal'}",
        "{'inviteContext':{'assistanceRequestCode':'Unknown'}}          | {'help':null}",
        "{'details':{'requirements':{'solutions':[]}}}                  | {'solutions':''}",
      })
  void seesNoDifferenceInWhatOnlyLooksDifferent(String referral, String row) {
    Synchronization synchronization =
        on(newLink(), referral(referral)).withRecord(record(OPPORTUNITY, referral(), row));
    Plan plan = reconcile().decide(synchronization).knownPlan();
    assertThat(plan.decision()).isEqualTo(Decision.NOTHING);
    assertThat(plan.settled()).isTrue();
  }

  @Test
  void takesADateThatIsNotSetForTheOneThatStandsForNone() {
    JsonNode none = MAPPINGS.opportunity().ofReferral(json("{}")).get("closingDate");
    ObjectNode unset = referral("{'details':{'closingDateTime':'0001-01-01T00:00:00Z'}}");
    CrmRecord record = record(OPPORTUNITY, unset, "{'closingDate':" + none + "}");

    Plan plan = reconcile().decide(thorough(linked(OPPORTUNITY, unset), unset, record)).knownPlan();

    assertThat(plan.decision()).isEqualTo(Decision.NOTHING);
  }

  @Test
  void takesACurrencyThatTheCrmDoesNotTellForTheAgreedOne() {
    CrmRecord silent = record(OPPORTUNITY, referral(), "{'currency':null,'notes':'Edited'}");
    Plan plan =
        reconcile()
            .decide(thorough(linked(OPPORTUNITY, referral()), referral("{'eTag':'e2'}"), silent))
            .knownPlan();

    assertThat(sent(plan)).containsExactly("notes");
    assertThat(plan.reason()).isNull();
    assertThat(plan.base().get("currency").asText()).isEqualTo("USD");
  }

  @ParameterizedTest
  @CsvSource({"10.125,", "10.12,dealValue", "10.14,dealValue", "10.126,dealValue"})
  void seesTheSmallestEditOfAnAmount(String amount, @Nullable String sent) {
    assertThat(sentOfDinars(new BigDecimal(amount)))
        .isEqualTo(sent == null ? List.of() : List.of(sent));
  }

  @Test
  void takesAnAmountForTheAgreedOneOnlyWhereTheCrmHasToRoundIt() {
    boolean hasRoom = CRM.traits().amountPlaces() > 2;

    assertThat(sentOfDinars(new BigDecimal("10.13")))
        .isEqualTo(hasRoom ? List.of("dealValue") : List.of());
  }

  /** What of a record with this amount is sent, where 10.125 dinars were agreed on. */
  private static List<String> sentOfDinars(BigDecimal amount) {
    ObjectNode dinars = referral("{'details':{'dealValue':10.125,'currency':'KWD'}}");
    CrmRecord record = record(OPPORTUNITY, dinars, "{'currency':'KWD'}");
    ObjectNode row = (ObjectNode) record.row();
    row.put(ROWS.column("opportunity", "dealValue"), amount);

    Link link = linked(OPPORTUNITY, dinars);
    ObjectNode base =
        Json.object(link.base().toString()).put("dealValue", new BigDecimal("10.125"));
    Link agreed = link.agreeing(base, link.referralVersion(), link.recordVersion());

    return sent(reconcile().decide(thorough(agreed, dinars, record)).knownPlan());
  }

  @Test
  void neverTakesACutNoteForAnEditAndWritesItAnewOnlyWhenItsBeginningChanges() {
    String whole = "long ".repeat(CRM.longestNotes() / 5 + 100);
    CrmRecord cut = record(OPPORTUNITY, referral("{'details':{'notes':'" + whole + "'}}"), "{}");
    assertThat(ROWS.value("opportunity", cut.row(), "notes").asText())
        .hasSizeLessThanOrEqualTo(CRM.longestNotes());
    Link link = linked(OPPORTUNITY, referral("{'details':{'notes':'" + whole + "'}}"));

    assertThat(
            reconcile()
                .decide(thorough(link, referral("{'details':{'notes':'" + whole + "'}}"), cut))
                .knownPlan()
                .decision())
        .isEqualTo(Decision.NOTHING);
    assertThat(
            reconcile()
                .decide(thorough(link, referral("{'details':{'notes':'" + whole + "!'}}"), cut))
                .knownPlan()
                .decision())
        .isEqualTo(Decision.NOTHING);
    assertThat(
            columns(
                reconcile()
                    .decide(thorough(link, referral("{'details':{'notes':'!" + whole + "'}}"), cut))
                    .knownPlan()))
        .containsExactly("notes");
  }

  @Test
  void aFieldThatWasLeftOutNeitherEntersTheBaseNorLoops() {
    BothSides sides = BothSides.linked(referral());
    sides.portal("{'inviteContext':{'assistanceRequestCode':'Invented'}}");

    sides.synchronize();
    assertThat(sides.writes).isEmpty();
    assertThat(sides.link.base().path("help").asText()).isEqualTo("ProofOfConceptOrDemo");
    assertThat(sides.log.detail(List.of(), 0).steps())
        .anyMatch(step -> step.contains("Partner Center says 'Invented' for the help"));

    sides.synchronize();
    sides.synchronize(DealFixture.operator());
    assertThat(sides.writes).isEmpty();

    sides.portal("{'inviteContext':{'assistanceRequestCode':'GeneralOrOther'}}");
    sides.synchronize();
    assertThat(sides.shown("help").asText()).isEqualTo("GeneralOrOther");
  }

  @Test
  void tellsTheRunWhichFieldsWereWritten() {
    BothSides sides = BothSides.linked(referral());
    sides.portal("{'details':{'dealValue':12.5},'status':'New','substatus':'Pending'}");
    sides.synchronize();
    assertThat(sides.log.detail(List.of(), 0).fields())
        .extracting(RunDetail.FieldChange::toString)
        .containsExactlyInAnyOrder(
            "FieldChange[field=dealValue, side=crm, from=50000, to=12.5]",
            "FieldChange[field=status, side=crm, from=\"in-progress\", to=\"on-hold\"]");
  }

  private static ObjectNode deal(RecordId id) {
    return id.isLead() ? leadReferral("{}") : referral();
  }

  private static List<String> sent(Plan plan) {
    return plan.send() == null ? List.of() : plan.send().fields();
  }

  private static Set<String> columns(Plan plan) {
    return words(plan.write());
  }
}
