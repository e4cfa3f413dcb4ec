package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceFilterTest extends SalesforceTestBase {

  @BeforeEach
  void createDeals() {
    created("Alpha", "\"Amount\":10", "\"NextStep\":\"It's 100% sure\"", "\"" + SYNC + "\":true");
    created("Beta", "\"Amount\":20.5", "\"NextStep\":\"call\"", "\"CloseDate\":\"2031-01-01\"");
    created("Gamma");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name = 'ALPHA' | Alpha",
        "Name != 'alpha' | Beta,Gamma",
        "Name <> 'alpha' | Beta,Gamma",
        "Name > 'alpha' | Beta,Gamma",
        "Name IN ('alpha', 'GAMMA', 'x') | Alpha,Gamma",
        "Name NOT IN ('alpha') | Beta,Gamma",
        "Name LIKE '%A' | Alpha,Beta,Gamma",
        "name like 'b_t%' | Beta",
        "NextStep = null | Gamma",
        "NextStep = '' | Gamma",
        "NextStep != NULL | Alpha,Beta",
        "NextStep != 'call' | Alpha,Gamma",
        "NextStep NOT IN ('call') | Alpha,Gamma",
        "NextStep = 'it\\'s 100% sure' | Alpha",
        "NextStep LIKE '%100\\% s%' | Alpha",
        "NextStep LIKE '%10\\% s%' | ''",
        "Amount = 20.500 | Beta",
        "Amount = 20.5 | Beta",
        "Amount > 10 | Beta",
        "Amount >= 10 | Alpha,Beta",
        "Amount < -1 | ''",
        "Amount IN (10, 20.5) | Alpha,Beta",
        "Sync_with_Partner_Center__c = true | Alpha",
        "Sync_with_Partner_Center__c != TRUE | Beta,Gamma",
        "CloseDate = 2031-01-01 | Beta",
        "CloseDate < 2031-01-01 | Alpha,Gamma",
        "CreatedDate >= 2030-01-05T10:00:00Z | Alpha,Beta,Gamma",
        "CreatedDate < 2030-01-05T12:00:00+02:00 | ''",
        "SystemModstamp <= 2030-01-05T10:00:00.000Z | Alpha,Beta,Gamma",
        "Owner.FirstName = 'integration' | Alpha,Beta,Gamma",
        "(Name = 'alpha' OR Name = 'beta') AND Amount > 15 | Beta",
        "NOT Name = 'alpha' | Beta,Gamma",
        "(NOT Name LIKE 'a%') AND (NOT (Amount = null)) | Beta",
        "NOT (Name = 'alpha' OR Name = 'beta') | Gamma",
        "StageName = 'qualification' AND IsClosed = false | Alpha,Beta,Gamma"
      })
  void findsWhatAConditionMeans(String condition, String names) {
    List<String> found =
        api.records("SELECT Name FROM Opportunity WHERE " + condition + " ORDER BY Name")
            .findValuesAsText("Name");

    assertThat(String.join(",", found)).isEqualTo(names);
  }

  @Test
  void findsIdsOfBothLengths() {
    String id = created("Delta");

    assertThat(api.records("SELECT Id FROM Opportunity WHERE Id = '" + id + "'")).hasSize(1);
    assertThat(
            api.records("SELECT Id FROM Opportunity WHERE Id IN ('" + id.substring(0, 15) + "')"))
        .hasSize(1);
  }

  @Test
  void findsRowsByTheResultsOfAnotherQuery() {
    String contact = sandbox.create("Contact", form("{'LastName':'Example'}"));
    created("Delta", "\"ContactId\":\"" + contact + "\"");

    String roles = "(SELECT OpportunityId FROM OpportunityContactRole WHERE IsPrimary = true)";
    assertThat(
            api.records("SELECT Name FROM Opportunity WHERE Id IN " + roles)
                .findValuesAsText("Name"))
        .containsExactly("Delta");
    assertThat(api.records("SELECT Name FROM Opportunity WHERE Id NOT IN " + roles)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT Id FROM Opportunity WHERE Name = 'a' AND Name = 'b' OR Name = 'c' | unexpected token: 'OR'",
        "SELECT Id FROM Opportunity WHERE Name = 'a' AND NOT Name = 'b' | unexpected token: 'NOT'",
        "SELECT Id FROM Opportunity WHERE NOT Name = 'a' AND Name = 'b' | unexpected token: 'AND'",
        "SELECT Id FROM Opportunity WHERE | unexpected token: '<EOF>'",
        "SELECT Id, FROM Opportunity | unexpected token: 'FROM'",
        "SELECT Id Name FROM Opportunity | unexpected token: 'Name'",
        "SELECT FROM Opportunity | unexpected token: 'FROM'",
        "SELECT * FROM Opportunity | no viable alternative at character '*'",
        "DELETE FROM Opportunity | unexpected token: 'DELETE'",
        "SELECT Id FROM Opportunity WHERE Name = \"a\" | no viable alternative at character '\"'",
        "SELECT Id FROM Opportunity WHERE Name = 'O'Brien' | mismatched character '<EOF>'",
        "SELECT Id FROM Opportunity WHERE Name = 'O''Brien' | unexpected token: 'Brien'",
        "SELECT Id FROM Opportunity WHERE Name = 'a\\d' | Illegal character sequence '\\d'",
        "SELECT Id FROM Opportunity WHERE Name = :name | Bind variables only allowed in Apex code",
        "SELECT Id FROM Opportunity WHERE Name == 'a' | unexpected token: '='",
        "SELECT Id FROM Opportunity WHERE Name = a | unexpected token: 'a'",
        "SELECT Id FROM Opportunity WHERE (Name = 'a' | unexpected token: '<EOF>'",
        "SELECT Id FROM Opportunity WHERE Name IN 'a' | unexpected token: 'a'",
        "SELECT Id FROM Opportunity WHERE Name NOT LIKE 'a' | unexpected token: 'LIKE'",
        "SELECT Id FROM Opportunity LIMIT 'a' | unexpected token: 'a'",
        "SELECT Id FROM Opportunity LIMIT 5 ORDER BY Name | unexpected token: 'ORDER'",
        "SELECT Id FROM Opportunity ORDER BY Name WHERE Name = 'a' | unexpected token: 'WHERE'"
      })
  void refusesAMalformedQuery(String query, String message) {
    Answer answer = api.query(query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("MALFORMED_QUERY");
    assertThat(answer.message()).contains(message).contains("ERROR at Row:1:Column:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT Foo FROM Opportunity | INVALID_FIELD | No such column 'Foo' on entity 'Opportunity'. If you are attempting",
        "SELECT Id FROM Opportunity WHERE Foo__c = 1 | INVALID_FIELD | No such column 'Foo__c' on entity 'Opportunity'.",
        "SELECT Account.Foo FROM Opportunity | INVALID_FIELD | No such column 'Foo' on entity 'Account'.",
        "SELECT Foo.Name FROM Opportunity | INVALID_FIELD | Didn't understand relationship 'Foo' in field path.",
        "SELECT Owner FROM Opportunity | INVALID_FIELD | No such column 'Owner'",
        "SELECT Id, id FROM Opportunity | INVALID_FIELD | duplicate field selected: id",
        "SELECT Id FROM Deal | INVALID_TYPE | sObject type 'Deal' is not supported.",
        "SELECT Id FROM Name | INVALID_TYPE | sObject type 'Name' is not supported.",
        "SELECT (SELECT Id FROM Roles) FROM Opportunity | INVALID_TYPE | Didn't understand relationship 'Roles' in FROM part",
        "SELECT (SELECT Foo FROM OpportunityContactRoles) FROM Account | INVALID_TYPE | Didn't understand relationship",
        "SELECT (SELECT Foo FROM Opportunities) FROM Account | INVALID_FIELD | No such column 'Foo' on entity 'Opportunity'.",
        "SELECT Id FROM Opportunity WHERE Audit__c = 'x' | INVALID_FIELD | field 'Audit__c' can not be filtered in a query call",
        "SELECT Id FROM Opportunity WHERE Description LIKE 'x' | INVALID_FIELD | field 'Description' can not be filtered",
        "SELECT Id FROM Opportunity ORDER BY Audit__c | INVALID_FIELD | field 'Audit__c' can not be sorted in a query call",
        "SELECT Id FROM Opportunity WHERE SystemModstamp > '2030-01-05T10:00:00Z' | INVALID_FIELD | must be of type datetime and should not be enclosed in quotes",
        "SELECT Id FROM Opportunity WHERE SystemModstamp > 2030-01-05 | INVALID_FIELD | must be of type datetime",
        "SELECT Id FROM Opportunity WHERE CloseDate = '2030-01-05' | INVALID_FIELD | must be of type date and should not be enclosed in quotes",
        "SELECT Id FROM Opportunity WHERE CloseDate = 2030-01-05T10:00:00Z | INVALID_FIELD | must be of type date",
        "SELECT Id FROM Opportunity WHERE CloseDate = 2030-02-30 | INVALID_FIELD | must be of type date",
        "SELECT Id FROM Opportunity WHERE Name = 5 | INVALID_FIELD | must be of type string and should be enclosed in quotes",
        "SELECT Id FROM Opportunity WHERE Amount = '5' | INVALID_FIELD | must be of type currency",
        "SELECT Id FROM Opportunity WHERE IsWon = 'true' | INVALID_FIELD | must be of type boolean",
        "SELECT Id FROM Opportunity WHERE IsWon > true | INVALID_QUERY_FILTER_OPERATOR | invalid operator on boolean field",
        "SELECT Id FROM Opportunity WHERE Amount LIKE '5' | INVALID_QUERY_FILTER_OPERATOR | invalid operator on currency field",
        "SELECT Id FROM Opportunity WHERE AccountId = 'x' | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: x",
        "SELECT Id FROM Opportunity OFFSET 2001 | NUMBER_OUTSIDE_VALID_RANGE | Maximum SOQL offset allowed is 2000"
      })
  void refusesNamesAndValuesThatDoNotFit(String query, String code, String message) {
    Answer answer = api.query(query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).contains(message);
  }

  @Test
  void pointsAtTheMistake() {
    assertThat(api.query("SELECT Foo FROM Opportunity").message())
        .startsWith(
            "\nSELECT Foo FROM Opportunity\n       ^\nERROR at Row:1:Column:8\nNo such column");
    assertThat(api.get("query/").message()).isEqualTo("A query string has to be specified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(Id) FROM Opportunity",
        "SELECT StageName FROM Opportunity GROUP BY StageName",
        "SELECT toLabel(StageName) FROM Opportunity",
        "SELECT Id FROM Opportunity o",
        "SELECT Id FROM Opportunity WHERE CloseDate = TODAY",
        "SELECT Id FROM Opportunity WHERE CALENDAR_YEAR(CloseDate) = 2030",
        "SELECT TYPEOF Owner WHEN User THEN Phone END FROM Lead",
        "SELECT Id FROM Opportunity FOR UPDATE",
        "SELECT Id FROM Opportunity WITH SECURITY_ENFORCED"
      })
  void saysSoWhenItDoesNotSimulateWhatSalesforceCan(String query) {
    assertThat(api.query(query).status()).isEqualTo(501);
  }

  @Test
  void comparesDateTimesOfCustomFieldsToTheMillisecond() {
    sandbox.declare("Opportunity", Field.dateTime("Seen__c"));
    created("Delta", "\"Seen__c\":\"2030-01-05T10:00:00.250Z\"");

    assertThat(api.records("SELECT Id FROM Opportunity WHERE Seen__c > 2030-01-05T10:00:00.249Z"))
        .hasSize(1);
    assertThat(api.records("SELECT Id FROM Opportunity WHERE Seen__c > 2030-01-05T10:00:00.250Z"))
        .isEmpty();
  }
}
