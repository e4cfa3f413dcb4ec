package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksApiTest {

  private SandboxFixture fixture;
  private SandboxServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver =
        new SandboxServer(
            0, request -> SandboxResponse.empty(200), request -> SandboxResponse.empty(404));
    fixture = new SandboxFixture(PartnerCenterSettings.defaults());
  }

  @AfterEach
  void stop() {
    fixture.close();
    receiver.close();
  }

  @Test
  void keepsOneRegistration() throws Exception {
    refused(fixture.webhooks("GET", "/registration", ""), 404);
    refused(fixture.webhooks("PUT", "/registration", registration("test-created", true)), 404);
    JsonNode answer =
        json(fixture.webhooks("POST", "/registration", registration("referral-created", true)));
    assertThat(answer.path("SubscriberId").asText()).isNotBlank();
    refused(fixture.webhooks("POST", "/registration", registration("test-created", true)), 409);
    fixture.webhooks("PUT", "/registration", registration("referral-updated", true));
    JsonNode kept = json(fixture.webhooks("GET", "/registration", ""));
    assertThat(kept.path("WebhookUrl").asText()).isEqualTo(receiver.url() + "/hook");
    assertThat(kept.at("/WebhookEvents/0").asText()).isEqualTo("referral-updated");
    assertThat(kept.path("WebhookEvents")).hasSize(1);
  }

  @Test
  void refusesARegistrationThatMakesNoSense() throws Exception {
    refused(fixture.webhooks("POST", "/registration", registration("unheard-of", true)), 400);
    String relative = registration("test-created", true).replace(receiver.url().toString(), "");
    refused(fixture.webhooks("POST", "/registration", relative), 400);
    refused(fixture.webhooks("POST", "/registration", ""), 400);
  }

  @Test
  void readsNamesInAnyCase() throws Exception {
    String camel = registration("test-created", true).replace("\"W", "\"w").replace("\"S", "\"s");
    assertThat(fixture.webhooks("POST", "/registration", camel).statusCode()).isEqualTo(200);
  }

  @Test
  void wantsATokenForItsOwnAudience() throws Exception {
    String token = fixture.entra.issue("https://api.partner.microsoft.com");
    URI url = URI.create(fixture.sandbox.webhooksUrl() + "/webhooks/v1/registration");
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token).build();
    refused(fixture.send(request), 401);
  }

  @Test
  void namesItsEvents() throws Exception {
    assertThat(json(fixture.webhooks("GET", "/registration/events", "")))
        .extracting(JsonNode::asText)
        .contains("referral-created", "related-referral-updated", "test-created", "invoice-ready");
  }

  @Test
  void deliversRegisteredEventsOnlyAndSignsWhereItWasAskedTo() throws Exception {
    fixture.webhooks("POST", "/registration", registration("referral-created", false));
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.control("PATCH", "referrals/" + id, "{\"name\":\"x\"}");
    fixture.deal(DealKind.SHARED);
    await().until(() -> receiver.requests().size() == 2);
    assertThat(receiver.requests())
        .allSatisfy(event -> assertThat(event.body()).contains("referral-created"))
        .allSatisfy(event -> assertThat(event.header("x-ms-signature")).isEmpty())
        .allSatisfy(
            event ->
                assertThat(event.header("Authorization"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Signature ")));
  }

  @Test
  void sendsTestEventsAndTellsWhatBecameOfThem() throws Exception {
    refused(fixture.webhooks("POST", "/registration/validationEvents", ""), 404);
    fixture.webhooks("POST", "/registration", registration("test-created", true));
    HttpResponse<String> sent = fixture.webhooks("POST", "/registration/validationEvents", "");
    String path = "/registration/validationEvents/" + json(sent).path("correlationId").asText();
    JsonNode result =
        await()
            .until(
                () -> json(fixture.webhooks("GET", path, "")),
                found -> found.path("status").asText().equals("completed"));
    assertThat(result.at("/results/0/responseCode").asText()).isEqualTo("OK");
    assertThat(result.path("callbackUrl").asText()).isEqualTo(receiver.url() + "/hook");
    assertThat(receiver.requests().get(0).body()).contains("test-created", "http://localhost");
    refused(fixture.webhooks("GET", "/registration/validationEvents/other", ""), 404);
  }

  @Test
  void keepsWhatElseARegistrationCarriesAndShowsItInEitherCase() throws Exception {
    String carried =
        registration("test-created", true).replaceFirst("}$", ",\"Properties\":{\"a\":\"b\"}}");
    fixture.webhooks("POST", "/registration", carried);
    assertThat(json(fixture.webhooks("GET", "/registration", "")).at("/Properties/a").asText())
        .isEqualTo("b");
    fixture.sandbox.webhooks().showCamelCase(true);
    assertThat(json(fixture.webhooks("GET", "/registration", "")).path("webhookEvents")).hasSize(1);
    fixture.webhooks("PUT", "/registration", registration("test-created", true));
    assertThat(json(fixture.webhooks("GET", "/registration", "")).has("properties")).isFalse();
  }

  @Test
  void knowsOnlyTheEventsOfTheTenant() throws Exception {
    fixture.sandbox.webhooks().knowOnly(Set.of("test-created"));
    assertThat(json(fixture.webhooks("GET", "/registration/events", ""))).hasSize(1);
    refused(fixture.webhooks("POST", "/registration", registration("referral-created", true)), 400);
  }

  @Test
  void letsAnotherSystemOfTheTenantRegister() throws Exception {
    URI control = URI.create(fixture.sandbox.webhooksUrl() + "/sandbox/registration");
    HttpRequest.Builder request = HttpRequest.newBuilder(control);
    String body = registration("invoice-ready", true);
    assertThat(fixture.send(request.PUT(BodyPublishers.ofString(body)).build()).statusCode())
        .isEqualTo(204);
    assertThat(json(fixture.webhooks("GET", "/registration", "")).at("/WebhookEvents/0").asText())
        .isEqualTo("invoice-ready");
  }

  @Test
  void sendsTwoTestEventsAMinute() throws Exception {
    fixture.webhooks("POST", "/registration", registration("test-created", true));
    for (int count = 0; count < 2; count++) {
      assertThat(fixture.webhooks("POST", "/registration/validationEvents", "").statusCode())
          .isEqualTo(200);
    }
    HttpResponse<String> third = fixture.webhooks("POST", "/registration/validationEvents", "");
    assertThat(third.statusCode()).isEqualTo(429);
    int wait = Integer.parseInt(third.headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isBetween(50, 60);
    assertThat(json(third).path("statusCode").asInt()).isEqualTo(429);
  }

  private String registration(String event, boolean msHeader) {
    return "{\"WebhookUrl\":\"%s/hook\",\"WebhookEvents\":[\"%s\"],\"%s\":%s}"
        .formatted(receiver.url(), event, "SignatureTokenToMsSignatureHeader", msHeader);
  }

  private static void refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("description").asText()).isNotBlank();
    assertThat(json(answer).path("data").isArray()).isTrue();
    assertThat(json(answer).path("source").isTextual()).isTrue();
  }
}
