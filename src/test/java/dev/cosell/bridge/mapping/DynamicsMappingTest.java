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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the two shipped files. A line of the guide: field | column | written into the CRM on
 * create | on update | sent to Partner Center on create | on update; a dash where the row does not
 * travel.
 */
class DynamicsMappingTest {

  private static final String REFERRAL =
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

  private static final String OPPORTUNITY =
      """
      referralId        | msft_microsoftpartnercenterreferralidentifier | "33333333-0000-4000-8000-00000000000a" | = | - | -
      referralLink      | msft_microsoftpartnercenterreferrallink | "https://partner.microsoft.com/referrals/v2/inbox?id=33333333-0000-4000-8000-00000000000A" | = | - | -
      externalReference | opportunityid | - | - | /externalReferenceId "11111111-0000-4000-8000-000000000001" | =
      syncFlag          | msft_microsoftpartnercenterreferralsync | true | - | - | -
      audit             | msft_microsoftpartnercenterreferralsyncaudit | - | - | - | -
      name              | name | "Example rollout" | = | /name "Example rollout" | -
      dealValue         | estimatedvalue | 50000 | = | /details/dealValue 50000 | =
      currency          | transactioncurrencyid | "USD" | = | /details/currency "USD" | =
      closingDate       | estimatedclosedate | "2030-11-14" | = | /details/closingDateTime "2030-11-14T00:00:00Z" | =
      notes             | description | "Synthetic deal." | = | /details/notes "Synthetic deal." | =
      status            | statecode | 0 | = | - | -
      status            | statuscode | 1 | = | - | -
      visibleToMicrosoft | msft_microsoftpartnercenterreferralvisible | true | = | /consent/consentToShareReferralWithMicrosoftSellers true | =
      help              | msft_microsoftpartnercenterhelp | 299600002 | = | /inviteContext/assistanceRequestCode "ProofOfConceptOrDemo" | -
      microsoftMsxId    | msft_microsoftcrmidentifier | "7-ABC" | = | - | -
      referralProgram   | msft_microsoftpartnercenterreferralprogram | "Co-Sell" | = | - | -
      solutions         | msft_microsoftpartnercentersolutions | "SOL-1-A, SOL-2-B" | = | - | -
      accountName       | account.name | "Example Customer Ltd" | - | /customerProfile/name "Example Customer Ltd" | -
      addressLine1      | account.address1_line1 | "1 Sample Street" | - | /customerProfile/address/addressLine1 "1 Sample Street" | -
      addressLine2      | account.address1_line2 | "Floor 2" | - | /customerProfile/address/addressLine2 "Floor 2" | -
      city              | account.address1_city | "Sampletown" | - | /customerProfile/address/city "Sampletown" | -
      state             | account.address1_stateorprovince | "WA" | - | /customerProfile/address/state "WA" | -
      postalCode        | account.address1_postalcode | "00000" | - | /customerProfile/address/postalCode "00000" | -
      country           | account.address1_country | "US" | - | /customerProfile/address/country "US" | -
      contactFirstName  | contact.firstname | "Avery" | - | /customerProfile/team/0/firstName "Avery" | -
      contactLastName   | contact.lastname | "Example" | - | /customerProfile/team/0/lastName "Example" | -
      contactEmail      | contact.emailaddress1 | "Avery@customer.example" | - | /customerProfile/team/0/email "Avery@customer.example" | -
      contactPhone      | contact.telephone1 | "+15550100" | - | /customerProfile/team/0/phoneNumber "+15550100" | -
      customerTeam      | parentcontactid | - | - | - | -
      team              | ownerid | - | - | - | -
      """;

  private static final String LEAD =
      """
      referralId        | msft_microsoftpartnercenterreferralidentifier | "33333333-0000-4000-8000-00000000000a" | = | - | -
      referralLink      | msft_microsoftpartnercenterreferrallink | "https://partner.microsoft.com/referrals/v2/inbox?id=33333333-0000-4000-8000-00000000000A" | = | - | -
      externalReference | leadid | - | - | /externalReferenceId "11111111-0000-4000-8000-000000000001" | =
      syncFlag          | msft_microsoftpartnercenterreferralsync | true | - | - | -
      audit             | msft_microsoftpartnercenterreferralsyncaudit | - | - | - | -
      name              | subject | "Example rollout" | = | /name "Example rollout" | -
      dealValue         | estimatedvalue | 50000 | = | /details/dealValue 50000 | =
      currency          | transactioncurrencyid | "USD" | = | /details/currency "USD" | =
      closingDate       | estimatedclosedate | "2030-11-14" | = | /details/closingDateTime "2030-11-14T00:00:00Z" | =
      notes             | description | "Synthetic deal." | = | /details/notes "Synthetic deal." | =
      status            | statecode | 1 | = | - | -
      status            | statuscode | 3 | = | - | -
      microsoftMsxId    | msft_microsoftcrmidentifier | "7-ABC" | = | - | -
      referralProgram   | msft_microsoftpartnercenterreferralprogram | "Co-Sell" | = | - | -
      solutions         | msft_microsoftpartnercentersolutions | "SOL-1-A, SOL-2-B" | = | - | -
      companyName       | companyname | "Example Customer Ltd" | - | /customerProfile/name "Example Customer Ltd" | -
      addressLine1      | address1_line1 | "1 Sample Street" | - | /customerProfile/address/addressLine1 "1 Sample Street" | -
      addressLine2      | address1_line2 | "Floor 2" | - | /customerProfile/address/addressLine2 "Floor 2" | -
      city              | address1_city | "Sampletown" | - | /customerProfile/address/city "Sampletown" | -
      state             | address1_stateorprovince | "WA" | - | /customerProfile/address/state "WA" | -
      postalCode        | address1_postalcode | "00000" | - | /customerProfile/address/postalCode "00000" | -
      country           | address1_country | "US" | - | /customerProfile/address/country "US" | -
      contactFirstName  | firstname | "Avery" | = | /customerProfile/team/0/firstName "Avery" | -
      contactLastName   | lastname | "Example" | = | /customerProfile/team/0/lastName "Example" | -
      contactEmail      | emailaddress1 | "Avery@customer.example" | = | /customerProfile/team/0/email "Avery@customer.example" | -
      contactPhone      | telephone1 | "+15550100" | = | /customerProfile/team/0/phoneNumber "+15550100" | -
      """;

  static Stream<Arguments> guides() {
    return Stream.of(
        Arguments.of("dynamics-opportunity", OPPORTUNITY), Arguments.of("dynamics-lead", LEAD));
  }

  static Stream<Arguments> rows() {
    return guides()
        .flatMap(
            guide ->
                String.valueOf(guide.get()[1])
                    .lines()
                    .map(line -> Arguments.of(guide.get()[0], Row.of(line))));
  }

  @ParameterizedTest
  @MethodSource("guides")
  void mapsTheColumnsOfTheGuideAndNoOther(String name, String guide) {
    List<Row> rows = guide.lines().map(Row::of).toList();
    FieldMapping mapping = mapping(name);
    assertThat(
            mapping.columns().stream()
                .map(Column::path)
                .filter(column -> !column.equals("isrevenuesystemcalculated")))
        .containsExactlyElementsOf(rows.stream().map(Row::column).toList());
    assertThat(mapping.fields().stream().map(MappedField::name))
        .containsExactlyElementsOf(rows.stream().map(Row::field).distinct().toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void writesEachRowIntoTheCrm(String name, Row row) {
    assertThat(written(name, row, Moment.CREATE)).isEqualTo(row.crmCreate());
    assertThat(written(name, row, Moment.UPDATE)).isEqualTo(row.crmUpdate());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void sendsEachRowToPartnerCenter(String name, Row row) {
    assertThat(sent(name, row, Moment.CREATE)).isEqualTo(row.patchCreate());
    assertThat(sent(name, row, Moment.UPDATE)).isEqualTo(row.patchUpdate());
  }

  @ParameterizedTest
  @MethodSource("guides")
  void readsBackWhatItWroteAsNoDifference(String name) {
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
  void writesNothingIntoColumnsThatItDoesNotRead(String name) {
    FieldMapping mapping = mapping(name);
    Snapshot referral = mapping.ofReferral(json(REFERRAL));
    for (Moment moment : Moment.values()) {
      assertThat(mapping.columns(json(REFERRAL), referral, referral.fields(), moment).columns())
          .allSatisfy(it -> assertThat(mapping.columns()).contains(it.column()));
    }
  }

  @Test
  void findsAccountsByNameAndPostalCode() {
    assertThat(mapping("dynamics-opportunity").accountMatch())
        .extracting(it -> it.column().path())
        .containsExactly("account.name", "account.address1_postalcode");
    assertThat(mapping("dynamics-lead").accountMatch()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guides")
  void leavesTheTeamsToThoseWhoSeeBothLists(String name) {
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
    ObjectNode row =
        json("""
                {"opportunityid": "{11111111-0000-4000-8000-000000000001}", "leadid": "11111111-0000-4000-8000-000000000001",
                 "ownerid": %s, "parentcontactid": %s}
                """
                .formatted(PARTNER_TEAM, CUSTOMER_TEAM))
            .require();
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

  private static FieldMapping mapping(String name) {
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
