package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceCollectionsTest extends SalesforceTestBase {

  private static final String URL = "composite/sobjects";

  @Test
  void createsInOrderAndTellsSingleFailures() {
    Answer answer = api.post(URL, records(false, account("A"), account(""), account("C")));

    JsonNode results = answer.json();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(results.path(0).path("id").asText()).startsWith("001");
    assertThat(results.path(1))
        .hasToString(
            json(
                "{'success':false,'errors':[{'message':'Required fields are missing: [Name]','fields':['Name'],'statusCode':'REQUIRED_FIELD_MISSING'}]}"));
    assertThat(results.path(2).path("success").asBoolean()).isTrue();
    assertThat(sandbox.rows("Account")).hasSize(2);
  }

  @Test
  void createsAllOrNone() {
    JsonNode results = api.post(URL, records(true, account("A"), account(""))).json();

    assertThat(results.at("/0/success").asBoolean(true)).isFalse();
    assertThat(results.at("/0/errors/0/statusCode").asText())
        .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
    assertThat(results.at("/1/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(sandbox.rows("Account")).isEmpty();
  }

  @Test
  void updatesRowsOfSeveralKinds() {
    String deal = created("Deal");
    String account = api.post("sobjects/Account", json("{'Name':'A'}")).id();

    JsonNode results =
        api.patch(
                URL,
                records(
                    false,
                    record("Opportunity", "'id':'" + deal + "','NextStep':'call'"),
                    record("Account", "'Id':'" + account.substring(0, 15) + "','Phone':'1'"),
                    record("Account", "'id':'abc','Phone':'1'"),
                    record("Account", "'id':'001gL0000000009','Phone':'1'"),
                    record("Account", "'Phone':'1'"),
                    record("Opportunity", "'id':'" + deal + "','Foo':'1'")))
            .json();

    assertThat(results.findValuesAsText("success"))
        .containsExactly("true", "true", "false", "false", "false", "false");
    assertThat(results.findValuesAsText("statusCode"))
        .containsExactly(
            "MALFORMED_ID", "INVALID_CROSS_REFERENCE_KEY", "MISSING_ARGUMENT", "INVALID_FIELD");
    assertThat(results.at("/5/id").asText()).isEqualTo(deal);
    assertThat(row(deal).path("NextStep").asText()).isEqualTo("call");
  }

  @Test
  void upsertsByAnExternalIdInTheRecords() {
    created("Deal", "\"" + REFERRAL + "\":\"r-1\"");
    String url = URL + "/Opportunity/" + REFERRAL;

    JsonNode results =
        api.patch(
                url,
                records(
                    false,
                    record("Opportunity", "'" + REFERRAL + "':'R-1','NextStep':'call'"),
                    record(
                        "Opportunity",
                        "'"
                            + REFERRAL
                            + "':'r-2','Name':'New','StageName':'Qualification','CloseDate':'2030-11-14'"),
                    record("Opportunity", "'Name':'Nameless'"),
                    record("Lead", "'" + REFERRAL + "':'r-3'")))
            .json();

    assertThat(results.findValuesAsText("created")).containsExactly("false", "true");
    assertThat(results.findValuesAsText("statusCode"))
        .containsExactly("MISSING_ARGUMENT", "INVALID_TYPE");
    assertThat(api.get("sobjects/Opportunity/" + REFERRAL + "/r-2").status()).isEqualTo(200);
  }

  @Test
  void refusesAnExternalIdThatIsNotOne() {
    change(settings -> settings.withUniqueReferralId(false));
    created("First", "\"" + REFERRAL + "\":\"r-1\"");
    created("Second", "\"" + REFERRAL + "\":\"r-1\"");
    String twice = record("Opportunity", "'" + REFERRAL + "':'r-2'");

    JsonNode results =
        api.patch(
                URL + "/Opportunity/" + REFERRAL,
                records(false, record("Opportunity", "'" + REFERRAL + "':'r-1'"), twice, twice))
            .json();

    assertThat(results.findValuesAsText("statusCode"))
        .containsExactly("DUPLICATE_EXTERNAL_ID", "DUPLICATE_VALUE", "DUPLICATE_VALUE");
    assertThat(api.patch(URL + "/Opportunity/Name", records(false, twice)).status()).isEqualTo(404);
  }

  @Test
  void readsRowsInTheOrderOfTheIds() {
    String first = created("First");
    String second = created("Second");
    String absent = "006gL000ZZZZZZZ";

    JsonNode got =
        api.get(URL + "/Opportunity?fields=Name&ids=" + String.join(",", second, absent, first))
            .json();
    JsonNode posted =
        api.post(
                URL + "/Opportunity",
                json(
                    "{'ids':['"
                        + String.join("','", second, absent, first)
                        + "'],'fields':['Name']}"))
            .json();

    assertThat(got.findValuesAsText("Name")).containsExactly("Second", "First");
    assertThat(got.path(1).isNull()).isTrue();
    assertThat(posted).isEqualTo(got);
  }

  @Test
  void deletesSingleRowsOrAllOrNone() {
    String first = created("First");
    String second = created("Second");

    JsonNode results = api.delete(URL + "?allOrNone=true&ids=" + first + ",006gL000ZZZZZZZ").json();
    assertThat(results.findValuesAsText("statusCode"))
        .containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "INVALID_CROSS_REFERENCE_KEY");
    assertThat(sandbox.rows("Opportunity")).hasSize(2);

    api.delete(URL + "?ids=" + first + ",006gL000ZZZZZZZ," + second);

    assertThat(sandbox.rows("Opportunity")).isEmpty();
  }

  @Test
  void takesTwoHundredRecordsAndNoMore() {
    assertThat(api.post(URL, records(false, accounts(200))).json()).hasSize(200);

    Answer answer = api.post(URL, records(false, accounts(201)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("EXCEEDED_ID_LIMIT");
    assertThat(sandbox.rows("Account")).hasSize(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'records':[]}",
        "{'records':{}}",
        "{'records':['x']}",
        "{'records':[{'Name':'A'}]}"
      })
  void refusesACollectionThatIsNotWellFormed(String body) {
    assertThat(api.post(URL, json(body)).status()).isEqualTo(400);
  }

  private static String account(String name) {
    return record("Account", "'Name':'" + name + "'");
  }

  private static String[] accounts(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> account("A" + number))
        .toArray(String[]::new);
  }

  private static String record(String type, String members) {
    return json("{'attributes':{'type':'" + type + "'}," + members + "}");
  }

  private static String records(boolean allOrNone, String... records) {
    return IntStream.range(0, records.length)
        .mapToObj(index -> records[index])
        .collect(Collectors.joining(",", "{\"allOrNone\":" + allOrNone + ",\"records\":[", "]}"));
  }
}
