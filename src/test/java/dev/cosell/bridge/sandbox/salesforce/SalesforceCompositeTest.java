package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceCompositeTest extends SalesforceTestBase {

  private static final String ACCOUNT = "{'Name':'Example Customer Ltd'}";
  private static final String DEAL =
      "{'Name':'Deal','StageName':'Qualification','CloseDate':'2030-11-14','AccountId':'@{account.id}'}";

  @Test
  void letsLaterRequestsUseEarlierAnswers() {
    Answer answer =
        composite(
            true,
            sub("account", "POST", "sobjects/Account", ACCOUNT),
            sub("deal", "POST", "sobjects/Opportunity", DEAL),
            sub("read", "GET", "sobjects/Opportunity/@{deal.id}?fields=Name,Amount,IsWon"),
            sub(
                "found",
                "GET",
                "query/?q=SELECT+Id,Account.Name+FROM+Opportunity+WHERE+Id='@{deal.id}'"),
            sub(
                "patched",
                "PATCH",
                "sobjects/Account/@{account.id}",
                "{'Description':'@{read.Name} of @{found.records[0].Account.Name}'}"));

    assertThat(answer.status()).isEqualTo(200);
    JsonNode responses = answer.json().path("compositeResponse");
    assertThat(responses.findValuesAsText("httpStatusCode"))
        .containsExactly("201", "201", "200", "200", "204");
    assertThat(responses.findValuesAsText("referenceId"))
        .containsExactly("account", "deal", "read", "found", "patched");
    assertThat(responses.at("/0/httpHeaders/Location").asText())
        .isEqualTo("/services/data/v62.0/sobjects/Account/" + responses.at("/0/body/id").asText());
    assertThat(responses.at("/2/httpHeaders")).isEmpty();
    assertThat(responses.at("/4/body").isNull()).isTrue();
    assertThat(sandbox.rows("Account").get(0).path("Description").asText())
        .isEqualTo("Deal of Example Customer Ltd");
    assertThat(answer.header("Sforce-Limit-Info")).isEqualTo("api-usage=1/100000");
  }

  @Test
  void undoesEverythingWhenAllMustSucceed() {
    String id = created("Deal");

    Answer answer =
        composite(
            true,
            sub("first", "PATCH", deal(id), "{'NextStep':'call'}"),
            sub("account", "POST", "sobjects/Account", ACCOUNT),
            sub("second", "PATCH", deal(id), "{'StageName':'Nowhere'}"),
            sub("third", "PATCH", deal(id), "{'Amount':1}"));

    assertThat(answer.status()).isEqualTo(200);
    JsonNode responses = answer.json().path("compositeResponse");
    assertThat(responses.findValuesAsText("httpStatusCode"))
        .containsExactly("400", "400", "400", "400");
    assertThat(responses.findValuesAsText("errorCode"))
        .containsExactly(
            "PROCESSING_HALTED",
            "PROCESSING_HALTED",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "PROCESSING_HALTED");
    assertThat(responses.at("/0/body/0/message").asText())
        .isEqualTo(
            "The transaction was rolled back since another operation in the same transaction failed.");
    assertThat(row(id).has("NextStep")).isFalse();
    assertThat(sandbox.rows("Account")).isEmpty();
  }

  @Test
  void goesOnAfterAFailureWhenEachStandsAlone() {
    String id = created("Deal");

    JsonNode responses =
        composite(
                false,
                sub("account", "POST", "sobjects/Account", "{}"),
                sub("deal", "POST", "sobjects/Opportunity", DEAL),
                sub("next", "PATCH", deal(id), "{'NextStep':'call'}"))
            .json()
            .path("compositeResponse");

    assertThat(responses.findValuesAsText("httpStatusCode")).containsExactly("400", "400", "204");
    assertThat(responses.at("/1/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
    assertThat(responses.at("/1/body/0/message").asText())
        .isEqualTo("Invalid reference specified. No value for account.id found in account");
    assertThat(row(id).path("NextStep").asText()).isEqualTo("call");
  }

  @Test
  void takesHeadersForSingleRequests() {
    String id = created("Deal");
    ObjectNode stale = sub("stale", "PATCH", deal(id), "{'NextStep':'call'}");
    stale.putObject("httpHeaders").put("If-Unmodified-Since", "Sat, 05 Jan 2030 09:00:00 GMT");

    JsonNode response = composite(true, stale).json().path("compositeResponse").path(0);

    assertThat(response.path("httpStatusCode").asInt()).isEqualTo(412);
    assertThat(row(id).has("NextStep")).isFalse();
  }

  @Test
  void keepsTheTypeOfAReferenceThatStandsAlone() {
    String id = created("Deal", "\"Amount\":12.5", "\"" + SYNC + "\":true");
    String other = created("Other");

    composite(
        true,
        sub("deal", "GET", deal(id)),
        sub(
            "other",
            "PATCH",
            deal(other),
            "{'Amount':'@{deal.Amount}','" + SYNC + "':'@{deal." + SYNC + "}'}"));

    assertThat(row(other).path("Amount").asDouble()).isEqualTo(12.5);
    assertThat(row(other).path(SYNC).asBoolean()).isTrue();
  }

  @Test
  void holdsCollectionsToo() {
    JsonNode responses =
        composite(
                true,
                sub(
                    "accounts",
                    "POST",
                    "composite/sobjects",
                    "{'records':[{'attributes':{'type':'Account'},'Name':'A'}]}"),
                sub("one", "GET", "sobjects/Account/@{accounts[0].id}"))
            .json()
            .path("compositeResponse");

    assertThat(responses.at("/1/body/Name").asText()).isEqualTo("A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'compositeRequest':[]}",
        "{'compositeRequest':[{'method':'GET','url':'/services/data/v62.0/sobjects'}]}",
        "{'compositeRequest':[{'method':'GET','referenceId':'a'}]}",
        "{'compositeRequest':[{'method':'GET','referenceId':'a-b','url':'/services/data/v62.0/sobjects'}]}",
        "{'compositeRequest':[{'method':'get','referenceId':'a','url':'/services/data/v62.0/sobjects'}]}",
        "{'compositeRequest':[{'method':'GET','referenceId':'a','url':'/sobjects'}]}",
        "{'compositeRequest':[{'method':'GET','referenceId':'a','url':'/services/data/v62.0/sobjects','httpHeaders':{'Accept':'x'}}]}",
        "{'compositeRequest':[{'method':'GET','referenceId':'a','url':'/services/data/v62.0/sobjects'},{'method':'GET','referenceId':'a','url':'/services/data/v62.0/sobjects'}]}"
      })
  void refusesACompositeThatIsMalformedItself(String body) {
    Answer answer = api.post("composite", json(body));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isNotEmpty();
  }

  @Test
  void holdsNoMoreThanTwentyFiveRequestsAndFiveQueries() {
    assertThat(composite(false, many(25, "sobjects")).status()).isEqualTo(200);
    assertThat(composite(false, many(26, "sobjects")).status()).isEqualTo(400);
    String query = "query/?q=SELECT+Id+FROM+Account";
    assertThat(composite(false, many(5, query)).status()).isEqualTo(200);
    assertThat(composite(false, many(6, query)).status()).isEqualTo(400);
    assertThat(
            composite(false, many(1, "limits"))
                .json()
                .at("/compositeResponse/0/httpStatusCode")
                .asInt())
        .isEqualTo(400);
  }

  @Test
  void runsABatchOfRequestsThatKnowNothingOfEachOther() {
    String id = created("Deal");
    ArrayNode requests = requests("batchRequests");
    addToBatch(requests, "PATCH", "v62.0/" + deal(id), "{'NextStep':'call'}");
    addToBatch(requests, "GET", "v62.0/sobjects/Opportunity/abc", "");
    addToBatch(requests, "GET", "v62.0/" + deal(id) + "?fields=NextStep", "");

    Answer answer = batch(requests, false);
    JsonNode results = answer.json();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(results.path("hasErrors").asBoolean()).isTrue();
    assertThat(results.findValuesAsText("statusCode")).containsExactly("204", "404", "200");
    assertThat(results.at("/results/0/result").isNull()).isTrue();
    assertThat(results.at("/results/1/result/0/errorCode").asText()).isEqualTo("NOT_FOUND");
    assertThat(results.at("/results/2/result/NextStep").asText()).isEqualTo("call");
    assertThat(batch(requests, true).json().findValuesAsText("statusCode"))
        .containsExactly("204", "404", "412");
    assertThat(batch(requests, true).json().at("/results/2/result/0/errorCode").asText())
        .isEqualTo("BATCH_PROCESSING_HALTED");
  }

  @Test
  void createsATreeOrNothing() {
    String tree =
        json(
            "{'records':[{'attributes':{'type':'Account','referenceId':'a'},'Name':'A','Contacts':{'records':[{'attributes':{'type':'Contact','referenceId':'c'},'LastName':'%s'}]}}]}");

    Answer refused = api.post("composite/tree/Account", tree.formatted(""));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("hasErrors").asBoolean()).isTrue();
    assertThat(refused.json().at("/results/0/referenceId").asText()).isEqualTo("c");
    assertThat(refused.json().at("/results/0/errors/0/statusCode").asText())
        .isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(sandbox.rows("Account")).isEmpty();

    Answer created = api.post("composite/tree/Account", tree.formatted("Example"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("results").findValuesAsText("referenceId"))
        .containsExactly("a", "c");
    assertThat(sandbox.rows("Contact").get(0).path("AccountId"))
        .isEqualTo(sandbox.rows("Account").get(0).path("Id"));
  }

  private Answer composite(boolean allOrNone, ObjectNode... subrequests) {
    ArrayNode requests = requests("compositeRequest");
    for (ObjectNode subrequest : subrequests) {
      requests.add(subrequest);
    }
    ObjectNode body = SandboxJson.object().put("allOrNone", allOrNone);
    body.set("compositeRequest", requests);
    return api.post("composite", SandboxJson.text(body));
  }

  private Answer batch(ArrayNode requests, boolean halts) {
    ObjectNode body = SandboxJson.object().put("haltOnError", halts);
    body.set("batchRequests", requests);
    return api.post("composite/batch", SandboxJson.text(body));
  }

  private static ArrayNode requests(String name) {
    return SandboxJson.object().putArray(name);
  }

  private static void addToBatch(ArrayNode requests, String method, String url, String body) {
    ObjectNode request = requests.addObject().put("method", method).put("url", url);
    if (!body.isEmpty()) {
      request.set("richInput", form(body));
    }
  }

  private static ObjectNode[] many(int count, String url) {
    ObjectNode[] all = new ObjectNode[count];
    for (int index = 0; index < count; index++) {
      all[index] = sub("r" + index, "GET", url);
    }
    return all;
  }

  private static ObjectNode sub(String id, String method, String url) {
    return SandboxJson.object()
        .put("referenceId", id)
        .put("method", method)
        .put("url", Caller.BASE + url);
  }

  private static ObjectNode sub(String id, String method, String url, String body) {
    ObjectNode sub = sub(id, method, url);
    sub.set("body", form(body));
    return sub;
  }
}
