package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceTokenTest extends SalesforceTestBase {

  private static final String CLIENT =
      "client_id="
          + SalesforceSettings.CLIENT_ID
          + "&client_secret="
          + Caller.encoded(SalesforceSettings.CLIENT_SECRET);

  @Test
  void answersAClientWithWhatItNeedsToGoOn() {
    JsonNode granted = api.login().json();

    assertThat(granted.path("instance_url").asText()).isEqualTo(sandbox.url().toString());
    assertThat(granted.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(granted.path("issued_at").asText()).isEqualTo(String.valueOf(clock.millis()));
    assertThat(granted.path("issued_at").isTextual()).isTrue();
    assertThat(granted.path("signature").asText()).isNotEmpty();
    assertThat(granted.path("id").asText()).matches(".*/id/00D\\w{15}/005\\w{15}");
    assertThat(granted.path("access_token").asText()).startsWith("00D").contains("!");
    assertThat(granted.has("expires_in")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=client_credentials&client_id=other&client_secret=x, invalid_client_id",
    "grant_type=client_credentials&client_secret=x, invalid_client_id",
    "grant_type=password&username=a&password=b, unsupported_grant_type",
    "client_secret=x, unsupported_grant_type"
  })
  void refusesTokenRequestsWithARealReason(String form, String error) {
    Answer answer = api.login(form);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
    assertThat(answer.json().path("error_description").asText()).isNotEmpty();
  }

  @Test
  void refusesAWrongSecret() {
    Answer answer =
        api.login(
            "grant_type=client_credentials&client_secret=x&client_id="
                + SalesforceSettings.CLIENT_ID);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("invalid_client");
  }

  @Test
  void takesNothingButAForm() {
    Answer json =
        api.login(json("{'grant_type':'client_credentials'}"), "Content-Type", "application/json");

    assertThat(json.json().path("error").asText()).isEqualTo("unsupported_grant_type");
    assertThat(api.get("/services/oauth2/token").json().path("error").asText())
        .isEqualTo("invalid_request");
  }

  @Test
  void takesIdAndSecretFromABasicHeaderToo() {
    String pair = SalesforceSettings.CLIENT_ID + ":" + SalesforceSettings.CLIENT_SECRET;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));

    Answer answer = api.login("grant_type=client_credentials", "Authorization", "Basic " + basic);

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void readsChunkedTokenRequests() throws Exception {
    byte[] form = ("grant_type=client_credentials&" + CLIENT).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + "/services/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))
            .build();

    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void keepsSeveralTokensGoodAtATime() {
    String first = api.token();
    api.login();

    assertThat(api.token()).isNotEqualTo(first);
    assertThat(api.get("limits", "Authorization", "Bearer " + first).status()).isEqualTo(200);
    assertThat(api.get("limits").status()).isEqualTo(200);
    assertThat(sandbox.logins()).isEqualTo(1);
  }

  @Test
  void revokesOneToken() {
    String first = api.token();
    api.login();

    Answer revoked = api.get("/services/oauth2/revoke?token=" + Caller.encoded(first));
    Answer again = api.get("/services/oauth2/revoke?token=" + Caller.encoded(first));

    assertThat(revoked.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(400);
    assertThat(api.get("limits", "Authorization", "Bearer " + first).status()).isEqualTo(401);
    assertThat(api.get("limits").status()).isEqualTo(200);
    Answer posted =
        api.post(
            "/services/oauth2/revoke",
            "token=" + Caller.encoded(api.token()),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(posted.status()).isEqualTo(200);
    assertThat(api.get("limits").status()).isEqualTo(401);
  }

  @Test
  void endsASessionThatNobodyUses() {
    clock.pass(Duration.ofMinutes(90));
    assertThat(api.get("limits").status()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(90));
    assertThat(api.get("limits").status()).isEqualTo(200);

    clock.pass(Duration.ofHours(2));

    assertThat(api.get("limits").status()).isEqualTo(401);
  }
}
