package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewReferralTest {

  private static final FieldMapping MAPPING =
      FieldMapping.load(Path.of("routes/mappings/dynamics-opportunity.yaml"));

  private static final String ROW =
      """
      {"opportunityid": "11111111-0000-4000-8000-000000000001", "name": "✔ Example rollout [private]",
       "msft_microsoftpartnercenterreferralidentifier": "33333333-0000-4000-8000-000000000003",
       "estimatedvalue": 50000.0000, "transactioncurrencyid": "USD", "estimatedclosedate": "2030-11-14",
       "description": "Synthetic deal.\\r\\n", "statecode": 0, "statuscode": 1,
       "msft_microsoftpartnercenterreferralvisible": false,
       "msft_microsoftpartnercenterhelp": 299600002, "msft_microsoftpartnercentersolutions": "SOL-2-B; SOL-1-A",
       "account": {"name": "Example Customer Ltd", "address1_line1": "1 Sample Street", "address1_city": "Sampletown",
         "address1_stateorprovince": "WA", "address1_postalcode": "00000", "address1_country": "us"},
       "contact": {"firstname": "Avery", "lastname": "Example", "emailaddress1": "avery@customer.example",
         "telephone1": "+15550100"},
       "parentcontactid": {"firstName": "Another", "lastName": "One", "email": "another@customer.example"},
       "ownerid": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "+15550101",
         "email": "Robin@partner.example"}]}
      """;

  private static final String BODY =
      """
      {"name": "Example rollout [private]", "externalReferenceId": "11111111-0000-4000-8000-000000000001",
       "customerProfile": {"name": "Example Customer Ltd",
         "address": {"addressLine1": "1 Sample Street", "city": "Sampletown", "state": "WA", "postalCode": "00000",
           "country": "US"},
         "team": [{"firstName": "Avery", "lastName": "Example", "email": "avery@customer.example",
           "phoneNumber": "+15550100"}]},
       "consent": {"consentToShareReferralWithMicrosoftSellers": false},
       "details": {"notes": "Synthetic deal.", "dealValue": 50000, "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00Z",
         "requirements": {"solutions": [{"type": "Name", "id": "SOL-1-A"}, {"type": "Name", "id": "SOL-2-B"}]}},
       "team": [{"firstName": "Robin", "lastName": "Seller", "email": "robin@partner.example",
         "phoneNumber": "+15550101"}]}
      """;

  @Test
  void holdsEveryFieldThatGoesOutOnCreateAndNothingElse() {
    assertThat(body(MAPPING, ROW)).isEqualTo(json(BODY));
  }

  @Test
  void saysTheSameAsTheRecord() {
    Snapshot record = MAPPING.ofRecord(json(ROW));
    Snapshot referral = MAPPING.ofReferral(MAPPING.newReferral(record));
    assertThat(MAPPING.newReferralFields())
        .hasSizeGreaterThan(15)
        .allSatisfy(it -> assertThat(referral.get(it.name())).isEqualTo(record.get(it.name())));
  }

  @Test
  void writesTheAmountAsANumberWithoutAnExponent() {
    JsonNode body = body(MAPPING, "{\"estimatedvalue\": 1E+7}");
    assertThat(body).hasToString("{\"details\":{\"dealValue\":10000000}}");
  }

  @Test
  void leavesOutWhatTheRecordDoesNotTell() {
    assertThat(body(MAPPING, "{}")).isEmpty();
    assertThat(body(MAPPING, "{\"contact\": {\"firstname\": null}}")).isEmpty();
  }

  @Test
  void neverSendsAPersonWithoutAnEmailAddress() {
    JsonNode body =
        body(
            MAPPING,
            """
            {"contact": {"lastname": "Example"}, "ownerid": [{"lastName": "Nobody"}, {"email": "a@b.example"}]}""");
    assertThat(body)
        .isEqualTo(
            json("{\"customerProfile\":{\"team\":[]},\"team\":[{\"email\":\"a@b.example\"}]}"));
  }

  @Test
  void sendsNoMorePeopleThanPartnerCenterTakes() {
    ArrayNode people = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 60; i++) {
      people.addObject().put("email", "m" + i + "@partner.example");
    }
    assertThat(body(MAPPING, "{\"ownerid\": " + people + "}").path("team")).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "XYZ", "United States"})
  void neverSendsAWordThatPartnerCenterDoesNotKnow(String word) {
    String row =
        "{\"account\": {\"address1_country\": \"%s\"}, \"estimatedvalue\": \"ten\"}"
            .formatted(word);
    assertThat(body(MAPPING, row)).isEmpty();
  }

  @Test
  void makesListsOfPlacesWithNumbers() {
    FieldMapping mapping =
        MappingText.with(
            "intent: {referral: /details/requirements/additionalRequirements/attributes/1/id, crm: c, type: text,"
                + " to-crm: never}",
            "dun: {referral: /customerProfile/ids/0/id, crm: d, type: text, to-crm: never}",
            "wild: {referral: /customerProfile/ids/x, crm: e, type: text, to-crm: never}",
            "far: {referral: /customerProfile/ids/999999999, crm: f, type: text, to-crm: never}");
    assertThat(body(mapping, "{\"c\": \"Yes\", \"d\": \"1\", \"e\": \"?\", \"f\": \"?\"}"))
        .isEqualTo(
            json(
                """
                {"details": {"requirements": {"additionalRequirements": {"attributes": [{}, {"id": "Yes"}]}}},
                 "customerProfile": {"ids": [{"id": "1"}]}}"""));
  }

  @Test
  void writesSinglePlacesIntoAWholeTeam() {
    FieldMapping mapping =
        MappingText.with(
            "first: {referral: /customerProfile/team/0/title, crm: t, type: text, to-crm: never}",
            "all: {referral: /customerProfile/team, crm: p, type: team, to-crm: never}");
    assertThat(body(mapping, "{\"t\": \"Head\", \"p\": [{\"email\": \"a@b.example\"}]}"))
        .isEqualTo(
            json(
                "{\"customerProfile\": {\"team\": [{\"email\": \"a@b.example\", \"title\": \"Head\"}]}}"));
  }

  private static JsonNode body(FieldMapping mapping, String row) {
    return json(mapping.newReferral(mapping.ofRecord(json(row))).toString());
  }
}
