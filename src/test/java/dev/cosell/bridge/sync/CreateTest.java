package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.leadReferral;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.on;
import static dev.cosell.bridge.sync.DealFixture.reconcile;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.words;
import static dev.cosell.bridge.sync.DealFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.SyncSettings.CheckMarkPlace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new record gets, with the shipped mapping files. */
@EveryCrm
class CreateTest {

  static Stream<Arguments> fields() {
    return Stream.of(MAPPINGS.opportunity(), MAPPINGS.lead())
        .flatMap(
            mapping ->
                mapping.fields().stream().map(it -> Arguments.of(mapping.entity(), it.name())));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fillsEachFieldOfTheMappingFileThatTravelsToTheCrm(String entity, String name) {
    FieldMapping mapping = MAPPINGS.of(entity);
    MappedField field = mapping.field(name);
    RecordWrite write = created(entity).knownWrite();
    if (field.toCrm().include(Moment.CREATE)) {
      Snapshot written = mapping.ofRecord(row(write));
      assertThat(written.get(name).isNull()).isFalse();
      assertThat(written.get(name)).isEqualTo(mapping.ofReferral(deal(entity)).get(name));
    } else if (field.role() != Role.AUDIT) {
      assertThat(columns(write)).doesNotContain(field.column().path());
    }
  }

  @ParameterizedTest
  @CsvSource({"opportunity", "lead"})
  void writesEachColumnOnceAndNoColumnThatTheMappingDoesNotName(String entity) {
    RecordWrite write = created(entity).knownWrite();
    assertThat(columns(write)).doesNotHaveDuplicates();
    assertThat(MAPPINGS.of(entity).columns())
        .containsAll(write.columns().stream().map(ColumnWrite::column).toList());
  }

  @ParameterizedTest
  @CsvSource({"opportunity", "lead"})
  void showsCheckMarkAndAuditLine(String entity) {
    RecordWrite write = created(entity).knownWrite();
    assertThat(text(write, "name")).isEqualTo("✔ Example rollout");
    assertThat(text(write, "audit"))
        .isEqualTo("2030-01-05 10:00 - Partner Center Referral to CRM sync success.");
    assertThat(text(write, "syncFlag")).isEqualTo("true");
    assertThat(text(write, "referralId")).isEqualTo(DealFixture.REFERRAL);
  }

  @Test
  void showsNoCheckMarkWhereItIsOff() {
    Reconcile quiet = reconcile(new SyncSettings(CheckMarkPlace.OFF, false, List.of()));
    Plan plan = quiet.decide(on(newLink(), referral()).withRecord(null)).knownPlan();
    assertThat(text(plan.knownWrite(), "name")).isEqualTo("Example rollout");
    assertThat(text(plan.knownWrite(), "audit")).contains("sync success");
  }

  @Test
  void putsOneCheckMarkBeforeANameThatBringsOne() {
    Plan plan = decide(referral("{'name':'✔ ✘ Example'}"));
    assertThat(text(plan.knownWrite(), "name")).isEqualTo("✔ Example");
  }

  @ParameterizedTest
  @CsvSource({
    "New,Pending,ON_HOLD",
    "New,Received,ON_HOLD",
    "Active,Accepted,IN_PROGRESS",
    "Closed,Won,WON",
    "Closed,Lost,LOST",
    "Closed,Declined,LOST",
    "Closed,Expired,LOST",
    "Closed,Error,LOST",
  })
  void bringsTheOpportunityWhereTheReferralStands(
      String status, String substatus, DealStage stage) {
    Plan plan = decide(referral("{'status':'" + status + "','substatus':'" + substatus + "'}"));
    assertThat(plan.decision()).isEqualTo(Decision.CREATE_OPPORTUNITY);
    assertThat(plan.knownWrite().stage()).isEqualTo(stage);
    assertThat(text(plan.knownWrite(), "status")).isEqualTo(stage.word());
    assertThat(plan.knownWrite().status()).isNotEmpty();
  }

  @Test
  void leavesTheStageOfANewRecordAloneWhereTheStatusIsUnknown() {
    Plan plan = decide(referral("{'status':'Invented'}"));
    assertThat(plan.knownWrite().stage()).isNull();
    assertThat(plan.knownWrite().status()).isEmpty();
    assertThat(plan.base().get("status").isNull()).isTrue();
  }

  @Test
  void agreesOnlyOnWhatWasWritten() {
    Plan plan = decide(referral("{'inviteContext':{'assistanceRequestCode':'Invented'}}"));
    assertThat(words(plan.knownWrite())).doesNotContain("help").contains("dealValue");
    assertThat(plan.base().fields()).doesNotContain("help").contains("dealValue", "name", "status");
    assertThat(plan.base().fields())
        .as("related rows and roles that are not compared")
        .doesNotContain("accountName", "contactEmail", "externalReference", "team");
  }

  @Test
  void tellsTheSellerWhatWasLeftOutAndWhatWasCut() {
    Synchronization synchronization =
        on(
                newLink(),
                referral(
                    "{'inviteContext':{'assistanceRequestCode':'Invented'},'details':{'notes':'"
                        + "x".repeat(CRM.longestNotes() + 1)
                        + "'}}"))
            .withRecord(null);
    reconcile().decide(synchronization);
    assertThat(synchronization.log().detail(List.of(), 0).steps())
        .contains(
            "Partner Center says 'Invented' for the help, which the CRM has no value for; the field was left as it is.",
            "The CRM holds only "
                + CRM.longestNotes()
                + " characters for the notes; the rest is in Partner Center alone.");
  }

  @Test
  void makesANewOpportunityOfAnAcceptedLeadOutOfTheReferral() {
    ObjectNode accepted = leadReferral("{'status':'Active','substatus':'Accepted'}");
    Plan plan =
        reconcile().decide(on(DealFixture.linked(LEAD, leadReferral("{}")), accepted)).knownPlan();
    assertThat(plan.decision()).isEqualTo(Decision.TURN_LEAD_INTO_OPPORTUNITY);
    assertThat(plan.knownWrite().entity()).isEqualTo("opportunity");
    assertThat(columns(plan.knownWrite()))
        .containsExactlyElementsOf(columns(decide(accepted).knownWrite()));
  }

  private static Plan decide(JsonNode referral) {
    return reconcile().decide(on(newLink(), referral).withRecord(null)).knownPlan();
  }

  private static Plan created(String entity) {
    Plan plan = decide(deal(entity));
    assertThat(plan.knownWrite().entity()).isEqualTo(entity);
    assertThat(plan.settled()).isTrue();
    return plan;
  }

  private static ObjectNode deal(String entity) {
    return new RecordId(entity, "x").isLead()
        ? leadReferral("{'inviteContext':{'assistanceRequestCode':'ProofOfConceptOrDemo'}}")
        : referral();
  }

  private static List<String> columns(RecordWrite write) {
    return write.columns().stream().map(it -> it.column().path()).toList();
  }

  private static String text(RecordWrite write, String column) {
    JsonNode value = written(write, column);
    return value == null ? "(not written)" : value.asText();
  }

  private static ObjectNode row(RecordWrite write) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    DealFixture.ROWS.write(row, write.columns());
    return row;
  }
}
