package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cosell.bridge.mapping.MappingProblem.Effect;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnWritesTest {

  private static final FieldMapping OPPORTUNITY =
      FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml"));
  private static final FieldMapping LEAD =
      FieldMapping.load(Path.of("routes/mappings/dynamics-lead.yaml"));

  @ParameterizedTest
  @CsvSource({
    "New,Pending,0,2,0,1", "New,Received,0,2,0,1", "Active,Accepted,0,1,1,3", "Closed,Lost,2,5,2,4",
    "Closed,Declined,2,4,2,7", "Closed,Expired,2,4,2,7", "Closed,Error,2,4,2,7",
        "Closed,BrandNew,2,4,2,7"
  })
  void writesTheStatusByThePairElseByTheStatus(
      String status, String substatus, int state, int reason, int leadState, int leadReason) {
    JsonNode referral =
        json("{\"status\": \"%s\", \"substatus\": \"%s\"}".formatted(status, substatus));
    assertThat(status(OPPORTUNITY, referral))
        .isEqualTo("statecode=%d statuscode=%d".formatted(state, reason));
    assertThat(status(LEAD, referral))
        .isEqualTo("statecode=%d statuscode=%d".formatted(leadState, leadReason));
  }

  @Test
  void winsAnOpportunityButLeavesALeadAlone() {
    JsonNode won = json("{\"status\": \"Closed\", \"substatus\": \"Won\"}");
    assertThat(status(OPPORTUNITY, won)).isEqualTo("statecode=1 statuscode=3");
    ColumnWrites writes = LEAD.columns(won, LEAD.ofReferral(won), Set.of("status"), Moment.UPDATE);
    assertThat(writes.columns()).isEmpty();
    assertThat(writes.problems())
        .containsExactly(
            new MappingProblem(
                "status",
                Effect.LEFT_OUT,
                "Partner Center says 'Closed/Won' for the status, which the CRM has no value for; the field"
                    + " was left as it is."));
  }

  @Test
  void writesTheStageThatTheMergeChoseWhenTheReferralHasAnother() {
    JsonNode active = json("{\"status\": \"Active\", \"substatus\": \"Accepted\"}");
    Snapshot lost = OPPORTUNITY.ofRecord(json("{\"statecode\": 2, \"statuscode\": 4}"));
    assertThat(OPPORTUNITY.columns(active, lost, Set.of("status"), Moment.UPDATE).columns())
        .extracting(it -> it.value().asInt())
        .containsExactly(2, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          help        | {"inviteContext": {"assistanceRequestCode": "BrandNew"}} | BrandNew
          dealValue   | {"details": {"dealValue": "ten"}}                        | ten
          closingDate | {"details": {"closingDateTime": "soon"}}                 | soon
          status      | {"status": "Paused", "substatus": "Whatever"}            | Paused/Whatever
          visibleToMicrosoft | {"consent": {"consentToShareReferralWithMicrosoftSellers": "maybe"}} | maybe
          """)
  void leavesOutWhatTheCrmHasNoValueFor(String field, String referral, String word) {
    ColumnWrites writes = update(OPPORTUNITY, json(referral), field);
    assertThat(writes.columns()).isEmpty();
    assertThat(writes.problems())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.field()).isEqualTo(field);
              assertThat(it.effect()).isEqualTo(Effect.LEFT_OUT);
              assertThat(it.sentence()).startsWith("Partner Center says '" + word + "' for the ");
            });
  }

  @Test
  void saysThatANoteWasCutAndNeverTakesTheCutForAnEdit() {
    JsonNode referral = json("{\"details\": {\"notes\": \"%s\"}}".formatted("long ".repeat(500)));
    ColumnWrites writes = update(OPPORTUNITY, referral, "notes");
    JsonNode written = writes.columns().get(0).value();
    assertThat(written.asText()).hasSizeLessThanOrEqualTo(2000).startsWith("long long");
    assertThat(writes.problems())
        .containsExactly(
            new MappingProblem(
                "notes",
                Effect.SHORTENED,
                "The CRM holds only 2000 characters for the notes; the rest is in Partner Center alone."));
    assertThat(OPPORTUNITY.ofRecord(json("{\"description\": %s}".formatted(written))).get("notes"))
        .isEqualTo(OPPORTUNITY.ofReferral(referral).get("notes"));
  }

  @Test
  void leavesRoomForTheCheckMarkInTheName() {
    JsonNode referral = json("{\"name\": \"%s\"}".formatted("x".repeat(300)));
    JsonNode written = update(OPPORTUNITY, referral, "name").columns().get(0).value();
    String marked = CheckMark.FAILED.on(CheckMark.IN_STEP.on(written.asText()));
    assertThat(marked).hasSize(300).startsWith("✘ x");
    assertThat(OPPORTUNITY.ofRecord(json("{\"name\": \"%s\"}".formatted(marked))).get("name"))
        .isEqualTo(OPPORTUNITY.ofReferral(referral).get("name"));
  }

  @Test
  void saysNothingOfATextThatFits() {
    JsonNode referral = json("{\"details\": {\"notes\": \"short  \"}}");
    assertThat(update(OPPORTUNITY, referral, "notes").problems()).isEmpty();
  }

  @Test
  void emptiesAColumnOnUpdateAndOmitsItOnCreate() {
    JsonNode referral = json("{}");
    Snapshot nothing = OPPORTUNITY.ofReferral(referral);
    assertThat(
            OPPORTUNITY
                .columns(referral, nothing, Set.of("notes", "status"), Moment.UPDATE)
                .columns())
        .containsExactly(
            new ColumnWrite(
                "notes", new Column(null, "description", FieldType.TEXT), NullNode.instance));
    assertThat(OPPORTUNITY.columns(referral, nothing, Set.of("notes"), Moment.CREATE).columns())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"status", "currency"})
  void neverEmptiesWhatTheCrmDemands(String field) {
    assertThat(update(OPPORTUNITY, json("{}"), field).columns()).isEmpty();
    assertThat(update(LEAD, json("{}"), field).columns()).isEmpty();
  }

  @Test
  void fillsAMandatoryFieldWithItsDefaultOnlyWhenTheReferralHasNone() {
    FieldMapping mapping =
        MappingText.with(
            "probability: {crm: closeprobability, type: number, default: 10}",
            "value: {referral: /details/dealValue, crm: estimatedvalue, type: money, default: 1}");
    assertThat(create(mapping, "{}", "probability", "value"))
        .isEqualTo("closeprobability=10 estimatedvalue=1");
    assertThat(create(mapping, "{\"details\": {\"dealValue\": 7.50}}", "value"))
        .isEqualTo("estimatedvalue=7.5");
    assertThat(update(mapping, json("{}"), "probability").columns()).isEmpty();
  }

  @Test
  void readsAnExpression() {
    FieldMapping mapping =
        MappingText.with(
            "intent: {expression: 'let ids = [for (.attributes) .id if (.type == \"Intent\")] $ids[0]', crm: c, type: choice,"
                + " values: {HaveNotDecided: 1}}");
    String referral =
        "{\"attributes\": [{\"type\": \"X\", \"id\": \"1\"}, {\"type\": \"Intent\", \"id\": \"HaveNotDecided\"}]}";
    assertThat(create(mapping, referral, "intent")).isEqualTo("c=1");
    assertThat(create(mapping, "{}", "intent")).isEmpty();
  }

  @Test
  void namesTheFieldWhoseExpressionFails() {
    FieldMapping mapping = MappingText.with("x: {expression: 'error(\"no\")', crm: c, type: text}");
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> mapping.ofReferral(json("{\"id\": \"r-1\"}")))
        .withMessageStartingWith("The expression of field 'x' fails for referral r-1: ");
  }

  @Test
  void writesTheWordsOfASalesforceStage() {
    FieldMapping mapping =
        MappingText.load(
            MappingText.HEAD.replaceFirst(
                "crm: statecode(.*)values: .*",
                "crm: StageName$1values: {New: On Hold, Active: Active, Closed/Won: Closed Won}}"));
    assertThat(create(mapping, "{\"status\": \"Active\"}", "status")).isEqualTo("StageName=Active");
    assertThat(mapping.ofRecord(json("{\"StageName\": \"Closed Won\"}")).get("status").asText())
        .isEqualTo("won");
  }

  @ParameterizedTest
  @CsvSource({"dealValue", "currency", "closingDate", "visibleToMicrosoft"})
  void neverSendsAnEmptyValueThatPartnerCenterDemands(String field) {
    assertThat(OPPORTUNITY.patch(field, NullNode.instance, Moment.UPDATE)).isEmpty();
  }

  @Test
  void emptiesTheNotesInPartnerCenter() {
    assertThat(OPPORTUNITY.patch("notes", NullNode.instance, Moment.UPDATE))
        .get()
        .hasToString("PatchOperation[op=replace, path=/details/notes, value=\"\"]");
  }

  private static ColumnWrites update(FieldMapping mapping, JsonNode referral, String field) {
    return mapping.columns(referral, mapping.ofReferral(referral), Set.of(field), Moment.UPDATE);
  }

  private static String status(FieldMapping mapping, JsonNode referral) {
    return text(update(mapping, referral, "status"));
  }

  private static String create(FieldMapping mapping, String referral, String... fields) {
    JsonNode json = json(referral);
    return text(mapping.columns(json, mapping.ofReferral(json), Set.of(fields), Moment.CREATE));
  }

  private static String text(ColumnWrites writes) {
    assertThat(writes.problems()).isEmpty();
    return String.join(
        " ",
        writes.columns().stream()
            .map(it -> it.column().path() + "=" + it.value().asText())
            .toList());
  }
}
