package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static dev.cosell.bridge.mapping.ShippedMapping.REFERRAL;
import static dev.cosell.bridge.mapping.ShippedMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of values on their way into the fields of Salesforce and back. */
class SalesforceValuesTest {

  @ParameterizedTest
  @CsvSource({
    "opportunity, name, /name, 118",
    "opportunity, notes, /details/notes, 32000",
    "opportunity, referralProgram, /referralProgram, 100",
    "opportunity, accountName, /customerProfile/name, 255",
    "opportunity, addressLine1, /customerProfile/address/addressLine1, 127",
    "opportunity, addressLine2, /customerProfile/address/addressLine2, 127",
    "opportunity, city, /customerProfile/address/city, 40",
    "opportunity, state, /customerProfile/address/state, 80",
    "opportunity, postalCode, /customerProfile/address/postalCode, 20",
    "opportunity, contactFirstName, /customerProfile/team/0/firstName, 40",
    "opportunity, contactLastName, /customerProfile/team/0/lastName, 80",
    "opportunity, contactEmail, /customerProfile/team/0/email, 80",
    "opportunity, contactPhone, /customerProfile/team/0/phoneNumber, 40",
    "lead, name, /name, 253",
    "lead, notes, /details/notes, 32000",
    "lead, referralProgram, /referralProgram, 100",
    "lead, companyName, /customerProfile/name, 255",
    "lead, addressLine1, /customerProfile/address/addressLine1, 127",
    "lead, addressLine2, /customerProfile/address/addressLine2, 127",
    "lead, city, /customerProfile/address/city, 40",
    "lead, state, /customerProfile/address/state, 80",
    "lead, postalCode, /customerProfile/address/postalCode, 20",
    "lead, contactFirstName, /customerProfile/team/0/firstName, 40",
    "lead, contactLastName, /customerProfile/team/0/lastName, 80",
    "lead, contactEmail, /customerProfile/team/0/email, 80",
    "lead, contactPhone, /customerProfile/team/0/phoneNumber, 40",
  })
  void cutsATextToTheLengthOfItsFieldAndSaysSo(
      String entity, String field, String path, int length) {
    FieldMapping mapping = mapping("salesforce-" + entity);
    assertThat(mapping.field(field).path()).contains(path);
    JsonNode referral = json(REFERRAL);
    int slash = path.lastIndexOf('/');
    ((ObjectNode) referral.at(path.substring(0, slash)))
        .put(path.substring(slash + 1), "x".repeat(40_000));
    Snapshot values = mapping.ofReferral(referral);

    ColumnWrites writes = mapping.columns(referral, values, Set.of(field), Moment.CREATE);

    assertThat(writes.columns())
        .singleElement()
        .satisfies(it -> assertThat(it.value().asText()).hasSize(length));
    assertThat(writes.problems())
        .extracting(MappingProblem::effect)
        .containsExactly(MappingProblem.Effect.SHORTENED);
    assertThat(mapping.isShortened(field, referral)).isTrue();
    assertThat(mapping.isShortened(field, json(REFERRAL))).isFalse();
  }

  @Test
  void cutsSolutionsBetweenTwoIds() {
    FieldMapping mapping = mapping("salesforce-opportunity");
    String ids =
        IntStream.range(100, 200)
            .mapToObj(id -> "{\"id\": \"SOL-" + id + "\"}")
            .collect(Collectors.joining(","));
    JsonNode referral = json("{\"details\": {\"requirements\": {\"solutions\": [" + ids + "]}}}");

    String written =
        mapping
            .columns(referral, mapping.ofReferral(referral), Set.of("solutions"), Moment.UPDATE)
            .columns()
            .get(0)
            .value()
            .asText();

    assertThat(written).hasSizeLessThanOrEqualTo(255).endsWith("SOL-127");
    assertThat(mapping.isShortened("solutions", referral)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "opportunity, New, Pending, on-hold-stage, on-hold",
    "opportunity, Active, Accepted, active-stage, in-progress",
    "opportunity, Closed, Won, won-stage, won",
    "opportunity, Closed, Lost, lost-stage, lost",
    "opportunity, Closed, Declined, lost-stage, lost",
    "opportunity, Closed, Expired, lost-stage, lost",
    "lead, New, Pending, Open - Not Contacted, on-hold",
    "lead, Active, Accepted, Working - Contacted, in-progress",
    "lead, Closed, Declined, Closed - Not Converted, lost",
    "lead, Closed, Lost, Closed - Not Converted, lost",
  })
  void translatesEachStatusAndBack(
      String entity, String status, String substatus, String stored, String stage) {
    FieldMapping mapping = mapping("salesforce-" + entity);
    JsonNode referral =
        json("{\"status\": \"" + status + "\", \"substatus\": \"" + substatus + "\"}");

    List<ColumnWrite> written =
        mapping
            .columns(referral, mapping.ofReferral(referral), Set.of("status"), Moment.UPDATE)
            .columns();

    assertThat(written).extracting(it -> it.value().asText()).containsExactly(stored);
    ObjectNode row = json("{}").require();
    row.put(mapping.column(Role.STATUS).name(), stored);
    assertThat(mapping.ofRecord(row).get("status").asText()).isEqualTo(stage);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "Unknown, null",
        "WorkloadSpecificValueProposition, Workload Specific Value Proposition",
        "CustomerTechnicalArchitecture, Customer Technical Architecture",
        "ProofOfConceptOrDemo, Proof Of Concept or Demo",
        "QuotesOrLicensing, Quotes or Licensing",
        "PostSalesCustomerSuccess, Post Sales Customer Success",
        "GeneralOrOther, General or Other",
      })
  void translatesEachKindOfHelpAndBack(String word, @Nullable String stored) {
    FieldMapping mapping = mapping("salesforce-opportunity");
    JsonNode referral = json("{\"inviteContext\": {\"assistanceRequestCode\": \"" + word + "\"}}");

    ColumnWrites writes =
        mapping.columns(referral, mapping.ofReferral(referral), Set.of("help"), Moment.UPDATE);

    assertThat(writes.columns()).extracting(it -> it.value().asText(null)).containsExactly(stored);
    ObjectNode row = json("{}").require();
    row.put(mapping.field("help").column().name(), stored);
    assertThat(mapping.ofRecord(row).get("help").asText(null))
        .isEqualTo(stored == null ? null : word);
  }

  @ParameterizedTest
  @CsvSource({
    "10000000, 1.0E7",
    "12345678.9, 1.23456789E7",
    "50000, 50000.0",
    "0.1, 0.10",
    "0, 0.0"
  })
  void readsAnAmountInTheNotationOfSalesforce(String exact, String told) {
    FieldMapping mapping = mapping("salesforce-opportunity");

    Snapshot record = mapping.ofRecord(json("{\"Amount\": " + told + "}"));

    assertThat(record.get("dealValue"))
        .isEqualTo(
            mapping
                .ofReferral(json("{\"details\": {\"dealValue\": " + exact + "}}"))
                .get("dealValue"));
    assertThat(mapping.patch("dealValue", record.get("dealValue"), Moment.UPDATE))
        .get()
        .extracting(it -> it.value().toString())
        .as("what Partner Center gets")
        .isEqualTo(exact);
  }

  @Test
  void knowsByItsProductsWhetherSalesforceComputesTheAmount() {
    FieldMapping mapping = mapping("salesforce-opportunity");

    assertThat(mapping.isComputed(json("{\"HasOpportunityLineItem\": true}"))).isTrue();
    assertThat(mapping.isComputed(json("{\"HasOpportunityLineItem\": false}"))).isFalse();
    assertThat(mapping.field("dealValue").isComputed(json("{\"HasOpportunityLineItem\": true}")))
        .isTrue();
  }
}
