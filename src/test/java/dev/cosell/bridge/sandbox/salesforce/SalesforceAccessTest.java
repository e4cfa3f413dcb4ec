package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceAccessTest extends SalesforceTestBase {

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer stale", "Basic YTpi", "Bearer"})
  void refusesAMissingOrUnknownTokenAsAnInvalidSession(String authorization) {
    Answer answer = api.get("limits", "Authorization", authorization);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json())
        .hasToString(
            json("[{'message':'Session expired or invalid','errorCode':'INVALID_SESSION_ID'}]"));
  }

  @Test
  void refusesEveryTokenOnceSessionsExpired() {
    sandbox.expireSessions();
    assertThat(api.get("limits").status()).isEqualTo(401);

    api.login();

    assertThat(api.get("limits").status()).isEqualTo(200);
  }

  @Test
  void takesTheOldSchemeAndFurtherSessionHeaders() {
    Answer answer =
        api.get(
            "limits",
            "Authorization",
            "OAuth " + api.token(),
            "X-SFDC-Session",
            "stale, " + api.token());

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void tellsItsVersionsToEverybody() {
    Answer answer = api.get("/services/data", "Authorization", "");

    assertThat(answer.json().path(0).path("version").asText()).isEqualTo("31.0");
    assertThat(answer.json().path(0).path("label").asText()).isEqualTo("Summer '14");
    assertThat(answer.json().findValuesAsText("url"))
        .contains("/services/data/v62.0")
        .endsWith("/services/data/v65.0");
    assertThat(answer.json().findValuesAsText("label")).contains("Winter '25", "Spring '24");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v30.0", "v66.0", "v62", "62.0", "v62.1"})
  void knowsNoOtherVersion(String version) {
    Answer answer = api.get("/services/data/" + version + "/limits");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void listsTheResourcesOfAVersion() {
    assertThat(api.get("/services/data/v62.0").json().path("sobjects").asText())
        .isEqualTo("/services/data/v62.0/sobjects");
    assertThat(api.get("/services/data/v62.0/").status()).isEqualTo(200);
  }

  @Test
  void countsRequestsOnEveryAnswer() {
    assertThat(api.get("limits").header("Sforce-Limit-Info")).isEqualTo("api-usage=1/100000");
    assertThat(api.get("sobjects/Nothing").header("Sforce-Limit-Info"))
        .isEqualTo("api-usage=2/100000");
    assertThat(api.query("SELECT").header("Sforce-Limit-Info")).isEqualTo("api-usage=3/100000");
    assertThat(api.get("limits").json().at("/DailyApiRequests/Remaining").asInt())
        .isEqualTo(99_996);
    assertThat(api.get("limits").json().at("/DailyApiRequests/Max").asInt()).isEqualTo(100_000);
  }

  @Test
  void refusesEverythingButALoginWhenTheQuotaIsUsedUp() {
    sandbox.useApi(14_999, 15_000);
    assertThat(api.get("limits").status()).isEqualTo(200);

    Answer refused = api.get("sobjects");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
    assertThat(refused.message()).isEqualTo("TotalRequests Limit exceeded.");
    assertThat(refused.header("Retry-After")).isEmpty();
    assertThat(refused.header("Sforce-Limit-Info")).isEqualTo("api-usage=15000/15000");
    assertThat(api.login().status()).isEqualTo(200);
  }

  @Test
  void refusesABodyThatIsNotAnnouncedAsJson() {
    Answer answer =
        api.post("sobjects/Opportunity", opportunity("Deal"), "Content-Type", "text/plain");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            api.post(
                    "sobjects/Opportunity",
                    opportunity("Deal"),
                    "Content-Type",
                    "application/json; charset=UTF-8")
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, sobjects/Opportunity",
    "PATCH, sobjects/Opportunity",
    "DELETE, sobjects/Opportunity",
    "POST, sobjects",
    "POST, query",
    "POST, sobjects/Opportunity/describe",
    "GET, composite",
    "PUT, composite/sobjects"
  })
  void refusesVerbsThatAResourceDoesNotKnow(String method, String path) {
    Answer answer = api.send(method, path, "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.code()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(answer.message())
        .startsWith("HTTP Method '" + method + "' not allowed. Allowed are");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nothing", "sobjects/Quote", "sobjects/Name", "connect/users", "sobjects/A/b/c/d"})
  void findsNothingAtAddressesThatNameNothing(String path) {
    Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.message()).isEqualTo("The requested resource does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "", "{\"Name\":}"})
  void refusesABodyThatIsNoJsonObject(String body) {
    Answer answer = api.post("sobjects/Opportunity", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("JSON_PARSER_ERROR");
  }

  @Test
  void tellsTheFeaturesOfTheOrganization() {
    assertThat(api.get("connect/organization").json().at("/features/multiCurrency").asBoolean())
        .isTrue();
    assertThat(
            api.get("connect/organization").json().at("/features/defaultCurrencyIsoCode").isNull())
        .isTrue();

    change(settings -> settings.withMultiCurrency(false));

    assertThat(
            api.get("connect/organization").json().at("/features/defaultCurrencyIsoCode").asText())
        .isEqualTo("USD");
  }

  @Test
  void failsOnCommand() {
    sandbox.fail(Fault.refusing("GET", "limits", 503));

    assertThat(api.get("limits").status()).isEqualTo(503);
    assertThat(api.get("limits").status()).isEqualTo(200);
    assertThat(sandbox.requests()).hasSize(2);
  }
}
