package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.IDENTIFIER;
import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.leadReferral;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.on;
import static dev.cosell.bridge.sync.DealFixture.reconcile;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  @CsvSource({"opportunity,name", "lead,subject"})
  void showsCheckMarkAndAuditLine(String entity, String name) {
    RecordWrite write = created(entity).knownWrite();
    assertThat(text(write, name)).isEqualTo("✔ Example rollout");
    assertThat(text(write, "msft_microsoftpartnercenterreferralsyncaudit"))
        .isEqualTo("2030-01-05 10:00 - Partner Center Referral to CRM sync success.");
    assertThat(text(write, "msft_microsoftpartnercenterreferralsync")).isEqualTo("true");
    assertThat(text(write, IDENTIFIER)).isEqualTo(DealFixture.REFERRAL);
  }

  @Test
  void showsNoCheckMarkWhereItIsOff() {
    Reconcile quiet = reconcile(new SyncSettings(CheckMarkPlace.OFF, false, List.of()));
    Plan plan = quiet.decide(on(newLink(), referral()).withRecord(null)).knownPlan();
    assertThat(text(plan.knownWrite(), "name")).isEqualTo("Example rollout");
    assertThat(text(plan.knownWrite(), "msft_microsoftpartnercenterreferralsyncaudit"))
        .contains("sync success");
  }

  @Test
  void putsOneCheckMarkBeforeANameThatBringsOne() {
    Plan plan = decide(referral("{'name':'✔ ✘ Example'}"));
    assertThat(text(plan.knownWrite(), "name")).isEqualTo("✔ Example");
  }

  @ParameterizedTest
  @CsvSource({
    "New,Pending,ON_HOLD,0,2",
    "New,Received,ON_HOLD,0,2",
    "Active,Accepted,IN_PROGRESS,0,1",
    "Closed,Won,WON,1,3",
    "Closed,Lost,LOST,2,5",
    "Closed,Declined,LOST,2,4",
    "Closed,Expired,LOST,2,4",
    "Closed,Error,LOST,2,4",
  })
  void bringsTheOpportunityWhereTheReferralStands(
      String status, String substatus, DealStage stage, int state, int reason) {
    Plan plan = decide(referral("{'status':'" + status + "','substatus':'" + substatus + "'}"));
    assertThat(plan.decision()).isEqualTo(Decision.CREATE_OPPORTUNITY);
    assertThat(plan.knownWrite().stage()).isEqualTo(stage);
    assertThat(plan.knownWrite().status().toString())
        .isEqualTo("{statecode=%d, statuscode=%d}".formatted(state, reason));
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
    assertThat(columns(plan.knownWrite())).doesNotContain("msft_microsoftpartnercenterhelp");
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
                        + "x".repeat(2001)
                        + "'}}"))
            .withRecord(null);
    reconcile().decide(synchronization);
    assertThat(synchronization.log().detail(List.of(), 0).steps())
        .contains(
            "Partner Center says 'Invented' for the help, which the CRM has no value for; the field was left as it is.",
            "The CRM holds only 2000 characters for the notes; the rest is in Partner Center alone.");
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
    JsonNode value = write.value(null, column);
    return value == null ? "(not written)" : value.asText();
  }

  private static ObjectNode row(RecordWrite write) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    DealFixture.write(row, write.columns());
    return row;
  }
}
