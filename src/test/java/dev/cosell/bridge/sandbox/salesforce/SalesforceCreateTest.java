package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single rows: create, read, update, delete, and what is refused. */
class SalesforceCreateTest extends SalesforceTestBase {

  @Test
  void createsARowAndTellsItsId() {
    Answer answer = api.post("sobjects/Opportunity", opportunity("Deal"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text())
        .isEqualTo("{\"id\":\"" + answer.id() + "\",\"success\":true,\"errors\":[]}");
    assertThat(answer.id()).matches("006\\w{15}");
    assertThat(answer.header("Location"))
        .isEqualTo("/services/data/v62.0/sobjects/Opportunity/" + answer.id());
  }

  @Test
  void fillsInWhatACreateLeavesOut() {
    JsonNode deal = row(created("Deal"));

    assertThat(deal.path("CurrencyIsoCode").asText()).isEqualTo("USD");
    assertThat(deal.path(SYNC).isBoolean()).isTrue();
    assertThat(deal.path("Probability").decimalValue()).isEqualByComparingTo("10");
    assertThat(deal.path("OwnerId").asText()).isEqualTo(deal.path("CreatedById").asText());
    assertThat(deal.path("SystemModstamp").asText()).isEqualTo("2030-01-05T10:00:00.000+0000");
    assertThat(sandbox.row("Lead", createdLead("Example")).orElseThrow().path("Status").asText())
        .isEqualTo("Open - Not Contacted");
  }

  @Test
  void showsEveryFieldOfARowEmptyOnesToo() {
    String id = created("Deal");

    JsonNode whole = api.get(deal(id)).json();

    assertThat(whole.at("/attributes/url").asText())
        .isEqualTo("/services/data/v62.0/sobjects/Opportunity/" + id);
    assertThat(whole.path("NextStep").isNull()).isTrue();
    assertThat(whole.path("IsDeleted").asBoolean(true)).isFalse();
    assertThat(api.get(deal(id) + "?fields=name,StageName").text())
        .isEqualTo(
            "{\"attributes\":"
                + whole.path("attributes")
                + ",\"Name\":\"Deal\",\"StageName\":\"Qualification\",\"Id\":\""
                + id
                + "\"}");
    assertThat(api.get(deal(id) + "?fields=Foo").message())
        .isEqualTo("No such column 'Foo' on sobject of type Opportunity");
  }

  @Test
  void takesIdsOfFifteenCharactersAndOfLostCase() {
    String id = created("Deal");

    assertThat(api.get(deal(id.substring(0, 15))).json().path("Id").asText()).isEqualTo(id);
    assertThat(api.get(deal(id.toLowerCase(Locale.ROOT))).json().path("Id").asText()).isEqualTo(id);
    assertThat(api.get(deal(id.substring(0, 15).toLowerCase(Locale.ROOT))).status()).isEqualTo(404);
  }

  @Test
  void updatesWithoutABody() {
    String id = created("Deal");
    clock.pass(Duration.ofSeconds(3));

    Answer answer = api.patch(deal(id), json("{'nextstep':'call','Amount':null}"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
    assertThat(row(id).path("NextStep").asText()).isEqualTo("call");
    assertThat(row(id).path("SystemModstamp").asText()).isEqualTo("2030-01-05T10:00:03.000+0000");
  }

  @Test
  void movesTheModificationDateEvenIfNothingChanges() {
    String id = created("Deal");
    clock.pass(Duration.ofSeconds(3));

    api.patch(deal(id), json("{'Name':'Deal'}"));

    assertThat(row(id).path("LastModifiedDate").asText()).isEqualTo("2030-01-05T10:00:03.000+0000");
    assertThat(row(id).path("CreatedDate").asText()).isEqualTo("2030-01-05T10:00:00.000+0000");
  }

  @Test
  void deletesOnce() {
    String id = created("Deal");

    assertThat(api.delete(deal(id)).status()).isEqualTo(204);

    for (Answer again :
        List.of(api.delete(deal(id)), api.get(deal(id)), api.patch(deal(id), "{}"))) {
      assertThat(again.status()).isEqualTo(404);
      assertThat(again.text())
          .isEqualTo(
              "[{\"message\":\"entity is deleted\",\"errorCode\":\"ENTITY_IS_DELETED\",\"fields\":[]}]");
    }
    assertThat(sandbox.row("Opportunity", id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sobjects/Opportunity/006gL000ZZZZZZZ, The requested resource does not exist",
    "sobjects/Opportunity/abc, Provided external ID field does not exist or is not accessible: abc"
  })
  void findsNoRowByAWrongId(String path, String message) {
    Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void namesEveryRequiredFieldThatIsMissing() {
    Answer answer = api.post("sobjects/Opportunity", "{\"Amount\":5}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text())
        .isEqualTo(
            json(
                "[{'message':'Required fields are missing: [Name, StageName, CloseDate]','errorCode':'REQUIRED_FIELD_MISSING','fields':['Name','StageName','CloseDate']}]"));
    assertThat(api.patch(deal(created("Deal")), json("{'Name':'  '}")).code())
        .isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(api.post("sobjects/Lead", json("{'FirstName':'A'}")).fields())
        .containsExactly("LastName", "Company");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'StageName':'Nowhere' | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | StageName | Stage: bad value for restricted picklist field: Nowhere",
        "'CurrencyIsoCode':'CHF' | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | CurrencyIsoCode | Opportunity Currency: bad value for restricted picklist field: CHF",
        "'How_can_Microsoft_help__c':'Help' | INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST | How_can_Microsoft_help__c | How can Microsoft help?: bad value",
        "'Foo':1 | INVALID_FIELD | '' | No such column 'Foo' on sobject of type Opportunity",
        "'IsWon':true | INVALID_FIELD_FOR_INSERT_UPDATE | IsWon | Unable to create/update fields: IsWon. Please check the security settings",
        "'SystemModstamp':'2030-01-05T10:00:00Z','ExpectedRevenue':1 | INVALID_FIELD_FOR_INSERT_UPDATE | SystemModstamp,ExpectedRevenue | Unable to create/update fields: SystemModstamp, ExpectedRevenue.",
        "'Id':'006gL0000000001AAA' | INVALID_FIELD_FOR_INSERT_UPDATE | Id | cannot specify Id in an insert call",
        "'AccountId':'abc' | MALFORMED_ID | AccountId | Account ID: id value of incorrect type: abc",
        "'AccountId':'003gL0000000001' | MALFORMED_ID | AccountId | Account ID: id value of incorrect type: 003gL0000000001",
        "'AccountId':'001gL0000000009AAA' | INVALID_CROSS_REFERENCE_KEY | '' | invalid cross reference id",
        "'Amount':'many' | JSON_PARSER_ERROR | '' | Cannot deserialize instance of currency from VALUE_STRING value many",
        "'Amount':true | JSON_PARSER_ERROR | '' | Cannot deserialize instance of currency from VALUE_TRUE value true",
        "'Amount':12345678901234567890 | NUMBER_OUTSIDE_VALID_RANGE | Amount | Amount: value outside of valid range on numeric field: 12345678901234567890",
        "'CloseDate':'14.11.2030' | JSON_PARSER_ERROR | '' | Cannot deserialize instance of date from VALUE_STRING value 14.11.2030",
        "'CloseDate':'2030-11-14T00:00:00Z' | JSON_PARSER_ERROR | '' | Cannot deserialize instance of date from VALUE_STRING value 2030-11-14T00",
        "'Name':5 | JSON_PARSER_ERROR | '' | Cannot deserialize instance of string from VALUE_NUMBER_INT value 5",
        "'NextStep':{} | JSON_PARSER_ERROR | '' | Cannot deserialize instance of string from START_OBJECT",
        "'Sync_with_Partner_Center__c':'maybe' | JSON_PARSER_ERROR | '' | Cannot deserialize instance of boolean from VALUE_STRING value maybe",
        "'Sync_with_Partner_Center__c':null | INVALID_TYPE_ON_FIELD_IN_RECORD | Sync_with_Partner_Center__c | Sync with Partner Center: value not of required type:"
      })
  void refusesValuesThatDoNotFit(String member, String code, String fields, String message) {
    Answer answer = api.post("sobjects/Opportunity", opportunity("Deal", json(member)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(String.join(",", answer.fields())).isEqualTo(fields);
    assertThat(answer.message()).startsWith(message);
    assertThat(sandbox.rows("Opportunity")).isEmpty();
  }

  @Test
  void refusesTextsThatAreTooLong() {
    Answer answer = api.post("sobjects/Opportunity", opportunity("x".repeat(121)));

    assertThat(answer.code()).isEqualTo("STRING_TOO_LONG");
    assertThat(answer.message())
        .isEqualTo("Name: data value too large: " + "x".repeat(121) + " (max length=120)");
    assertThat(answer.fields()).containsExactly("Name");
    created("x".repeat(120));
    created("ü".repeat(120));
    assertThat(
            api.patch(deal(created("Deal")), json("{'Description':'" + "x".repeat(32_001) + "'}"))
                .code())
        .isEqualTo("STRING_TOO_LONG");
  }

  @Test
  void refusesWhatIsNoEmailAddress() {
    Answer answer = api.post("sobjects/Contact", json("{'LastName':'Example','Email':'nobody'}"));

    assertThat(answer.code()).isEqualTo("INVALID_EMAIL_ADDRESS");
    assertThat(answer.message()).isEqualTo("Email: invalid email address: nobody");
    assertThat(answer.fields()).containsExactly("Email");
  }

  @Test
  void cutsBlanksOffTextsAndTakesEmptyOnesForNone() {
    String id = created("  Deal ", "\"NextStep\":\"   \"", "\"Description\":\"a\\nb\\n\"");

    assertThat(row(id).path("Name").asText()).isEqualTo("Deal");
    assertThat(row(id).has("NextStep")).isFalse();
    assertThat(row(id).path("Description").asText()).isEqualTo("a\nb");
  }

  @Test
  void takesNumbersAsTextsAndRoundsThem() {
    String id = created("Deal", "\"Amount\":\"1234.565\"");

    assertThat(row(id).path("Amount").decimalValue())
        .isEqualByComparingTo(new BigDecimal("1234.57"));
  }

  @Test
  void refusesAnIdInTheBodyOfAnUpdate() {
    String id = created("Deal");

    Answer answer = api.patch(deal(id), json("{'Id':'" + id + "','Name':'x'}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_FIELD");
    assertThat(answer.message())
        .isEqualTo("The Id field should not be specified in the sobject data.");
  }

  @Test
  void refusesASecondRowWithTheValueOfAUniqueField() {
    String first = created("First", "\"" + REFERRAL + "\":\"r-1\"");

    Answer answer =
        api.post("sobjects/Opportunity", opportunity("Second", "\"" + REFERRAL + "\":\"R-1\""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("DUPLICATE_VALUE");
    assertThat(answer.message())
        .isEqualTo(
            "duplicate value found: Referral_Identifier__c duplicates value on record with id: "
                + first.substring(0, 15));
    assertThat(answer.fields()).isEmpty();
    assertThat(api.patch(deal(first), json("{'" + REFERRAL + "':'r-1'}")).status()).isEqualTo(204);
    api.delete(deal(first));
    created("Third", "\"" + REFERRAL + "\":\"r-1\"");
    createdLead("Example", "\"" + REFERRAL + "\":\"r-1\"");
  }

  @Test
  void refusesWritesOfWhatAnAdministratorFills() {
    Answer answer = api.post("sobjects/OpportunityStage", json("{'MasterLabel':'x'}"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_TYPE_FOR_OPERATION");
  }
}
