package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the two shipped files of a CRM. A line of the guide: field | column | written into
 * the CRM on create | on update | sent to Partner Center on create | on update; a dash where the
 * row does not travel.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShippedMapping {

  static final String REFERRAL =
      """
      {"id": "33333333-0000-4000-8000-00000000000A", "name": "Example rollout", "status": "Active", "substatus": "Accepted",
       "externalReferenceId": "11111111-0000-4000-8000-000000000001", "referralProgram": "Co-Sell",
       "customerProfile": {"name": "Example Customer Ltd",
         "address": {"addressLine1": "1 Sample Street", "addressLine2": "Floor 2", "city": "Sampletown", "state": "WA",
           "postalCode": "00000", "country": "us"},
         "team": [{"firstName": "Avery", "lastName": "Example", "phoneNumber": "+15550100", "email": "Avery@customer.example"}]},
       "consent": {"consentToShareReferralWithMicrosoftSellers": true},
       "details": {"notes": "Synthetic deal.\\r\\n", "dealValue": 50000.00, "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00.0000000Z",
         "requirements": {"solutions": [{"type": "Name", "id": "SOL-2-B"}, {"type": "Name", "id": "SOL-1-A"}]}},
       "inviteContext": {"assistanceRequestCode": "ProofOfConceptOrDemo"},
       "trackingInfo": {"microsoftMsxId": "7-ABC"},
       "team": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "+15550101", "email": "robin@partner.example"}]}
      """;

  private static final String PARTNER_TEAM =
      """
      [{"firstName":"Robin","lastName":"Seller","email":"robin@partner.example","phoneNumber":"+15550101"}]""";

  private static final String CUSTOMER_TEAM =
      """
      [{"firstName":"Avery","lastName":"Example","email":"avery@customer.example","phoneNumber":"+15550100"}]""";

  /** The name of each file and its guide. */
  abstract Stream<Arguments> guides();

  /** The column that tells whether the CRM computes the amount. */
  abstract String computedWhen();

  final Stream<Arguments> rows() {
    return guides()
        .flatMap(
            guide ->
                String.valueOf(guide.get()[1])
                    .lines()
                    .map(line -> Arguments.of(guide.get()[0], Row.of(line))));
  }

  @ParameterizedTest
  @MethodSource("guides")
  final void mapsTheColumnsOfTheGuideAndNoOther(String name, String guide) {
    List<Row> rows = guide.lines().map(Row::of).toList();
    FieldMapping mapping = mapping(name);
    assertThat(
            mapping.columns().stream()
                .map(Column::path)
                .filter(column -> !column.equals(computedWhen())))
        .containsExactlyElementsOf(rows.stream().map(Row::column).toList());
    assertThat(mapping.fields().stream().map(MappedField::name))
        .containsExactlyElementsOf(rows.stream().map(Row::field).distinct().toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  final void writesEachRowIntoTheCrm(String name, Row row) {
    assertThat(written(name, row, Moment.CREATE)).isEqualTo(row.crmCreate());
    assertThat(written(name, row, Moment.UPDATE)).isEqualTo(row.crmUpdate());
  }

  @ParameterizedTest
  @MethodSource("rows")
  final void sendsEachRowToPartnerCenter(String name, Row row) {
    assertThat(sent(name, row, Moment.CREATE)).isEqualTo(row.patchCreate());
    assertThat(sent(name, row, Moment.UPDATE)).isEqualTo(row.patchUpdate());
  }

  @ParameterizedTest
  @MethodSource("guides")
  final void readsBackWhatItWroteAsNoDifference(String name) {
    FieldMapping mapping = mapping(name);
    Snapshot referral = mapping.ofReferral(json(REFERRAL));
    assertThat(referral.fields())
        .containsExactlyElementsOf(
            mapping.fields().stream()
                .filter(MappedField::isCompared)
                .map(MappedField::name)
                .toList());
    assertThat(mapping.ofRecord(record(mapping, referral)).differences(referral)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guides")
  final void writesNothingIntoColumnsThatItDoesNotRead(String name) {
    FieldMapping mapping = mapping(name);
    Snapshot referral = mapping.ofReferral(json(REFERRAL));
    for (Moment moment : Moment.values()) {
      assertThat(mapping.columns(json(REFERRAL), referral, referral.fields(), moment).columns())
          .allSatisfy(it -> assertThat(mapping.columns()).contains(it.column()));
    }
  }

  @ParameterizedTest
  @MethodSource("guides")
  final void leavesTheTeamsToThoseWhoSeeBothLists(String name) {
    for (MappedField field : mapping(name).fields()) {
      if (field.type() == FieldType.TEAM) {
        assertThat(field.path()).get().isIn("/team", "/customerProfile/team");
        assertThat(field.toCrm()).isEqualTo(Moments.NEVER);
        assertThat(field.toPartnerCenter().include(Moment.UPDATE)).isTrue();
      }
    }
  }

  /**
   * The row that would stand in the CRM after everything of the referral was written, with lookups
   * resolved.
   */
  private static JsonNode record(FieldMapping mapping, Snapshot referral) {
    ObjectNode row = json("{}").require();
    for (MappedField field : mapping.fields()) {
      if (field.type() == FieldType.TEAM) {
        boolean isOurs = field.path().orElseThrow().equals("/team");
        row.set(field.column().name(), json(isOurs ? PARTNER_TEAM : CUSTOMER_TEAM));
      }
    }
    row.put(
        mapping.column(Role.EXTERNAL_REFERENCE).name(), "{11111111-0000-4000-8000-000000000001}");
    for (ColumnWrite write :
        mapping.columns(json(REFERRAL), referral, referral.fields(), Moment.CREATE).columns()) {
      String table = write.column().table();
      (table == null ? row : row.withObject("/" + table)).set(write.column().name(), write.value());
    }
    row.put(mapping.column(Role.NAME).name(), CheckMark.IN_STEP.on("Example rollout"));
    return row;
  }

  private static String written(String name, Row row, Moment moment) {
    FieldMapping mapping = mapping(name);
    Snapshot values = mapping.ofReferral(json(REFERRAL));
    ColumnWrites writes = mapping.columns(json(REFERRAL), values, Set.of(row.field()), moment);
    assertThat(writes.problems()).isEmpty();
    List<String> found = new ArrayList<>();
    writes.columns().stream()
        .filter(it -> it.column().path().equals(row.column()))
        .forEach(it -> found.add(it.value().toString()));
    return found.isEmpty() ? "-" : found.stream().collect(Collectors.joining(" and "));
  }

  private static String sent(String name, Row row, Moment moment) {
    FieldMapping mapping = mapping(name);
    JsonNode value = mapping.ofReferral(json(REFERRAL)).get(row.field());
    return mapping
        .patch(row.field(), value, moment)
        .map(it -> it.path() + " " + it.value())
        .orElse("-");
  }

  static FieldMapping mapping(String name) {
    return FieldMapping.load(Path.of("routes/mappings/" + name + ".yaml"));
  }

  private record Row(
      String field,
      String column,
      String crmCreate,
      String crmUpdate,
      String patchCreate,
      String patchUpdate) {

    static Row of(String line) {
      String[] cells = line.strip().split("\\s+\\|\\s+", -1);
      assertThat(cells).as(line).hasSize(6);
      return new Row(
          cells[0],
          cells[1],
          cells[2],
          same(cells[3], cells[2]),
          cells[4],
          same(cells[5], cells[4]));
    }

    private static String same(String cell, String before) {
      return cell.equals("=") ? before : cell;
    }
  }
}
