package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.REFERRALS;
import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.contract.Violation;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractValidationTest {

  private SandboxFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new SandboxFixture(PartnerCenterSettings.defaults().withPageSize(1));
    assumeTrue(fixture.sandbox.validatesContracts(), "the published contracts are not here");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void findsNothingWrongWithACorrectExchange(DealKind kind) throws Exception {
    JsonNode deal = fixture.deal(kind);
    fixture.deal(DealKind.SHARED);
    String id = deal.path("id").asText();
    fixture.get(REFERRALS + "/" + id);
    fixture.get(REFERRALS + "/" + UUID.randomUUID());
    JsonNode page = json(fixture.list("$filter", "updatedDateTime ge 2020-01-01T00:00:00Z"));
    URI next = URI.create(page.path("@odata.nextLink").asText());
    fixture.get(REFERRALS + "?" + next.getRawQuery());
    String percent = "[{\"op\":\"replace\",\"path\":\"/salesStage\",\"value\":\"20\"}]";
    fixture.patch(id, percent, "If-Match", deal.path("eTag").asText());
    fixture.patch(id, percent, "If-Match", "\"stale\"");
    fixture.patch(id, percent, "Prefer", "return=representation");
    assertThat(fixture.sandbox.contractViolations()).isEmpty();
    assertThat(json(fixture.control("GET", "contract-violations", ""))).isEmpty();
  }

  @Test
  void findsNothingWrongWithACorrectCreate() throws Exception {
    JsonNode template = DealKind.SHARED.deal().retain("type", "consent", "details", "team");
    String body =
        SandboxJson.text(
            SandboxJson.merged(
                template,
                SandboxJson.parse(
                    """
                    {"name": "Example", "externalReferenceId": "crm-1",
                     "customerProfile": {"name": "Example Customer Ltd",
                       "address": {"city": "Sampletown", "country": "US"}}}""")));
    assertThat(fixture.post(body).statusCode()).isEqualTo(200);
    assertThat(fixture.sandbox.contractViolations()).isEmpty();
  }

  @Test
  void findsNothingWrongWithTheWebhooksApi() throws Exception {
    String body =
        """
        {"WebhookUrl": "http://127.0.0.1:9/hook", "WebhookEvents": ["test-created"],
         "SignatureTokenToMsSignatureHeader": true}""";
    fixture.webhooks("GET", "/registration", "");
    fixture.webhooks("GET", "/registration/events", "");
    fixture.webhooks("POST", "/registration", body);
    fixture.webhooks("POST", "/registration", body);
    fixture.webhooks("PUT", "/registration", body);
    fixture.webhooks("GET", "/registration", "");
    String test =
        json(fixture.webhooks("POST", "/registration/validationEvents", ""))
            .path("correlationId")
            .asText();
    fixture.webhooks("GET", "/registration/validationEvents/" + test, "");
    fixture.webhooks("POST", "/registration/validationEvents", "");
    fixture.webhooks("POST", "/registration/validationEvents", "");
    assertThat(fixture.sandbox.contractViolations()).isEmpty();
  }

  @Test
  void notesAGetWithoutItsContentType() throws Exception {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(fixture.sandbox.url() + REFERRALS + "/" + id))
            .header("MS-CorrelationId", UUID.randomUUID().toString())
            .header(
                "Authorization",
                "Bearer " + fixture.entra.issue("https://api.partner.microsoft.com"))
            .build();
    assertThat(fixture.send(request).statusCode()).isEqualTo(200);
    assertNoted("GET ", "content-type");
  }

  @Test
  void notesAPatchOfAPathThatIsNotListed() throws Exception {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.patch(id, "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"x\"}]");
    assertNoted("PATCH ", "/name");
  }

  @Test
  void notesAnUnknownPropertyOfACreate() throws Exception {
    fixture.post("{\"type\":\"Shared\",\"leadSource\":\"x\"}");
    assertNoted("POST ", "leadSource");
  }

  @Test
  void notesAnUnknownOptionAndAnUnknownPath() throws Exception {
    fixture.list("$search", "x");
    assertNoted("GET ", "$search");
    fixture.get("/v1.0/referrals");
    assertNoted("GET /v1.0/referrals ", "No API path");
  }

  @Test
  void notesAnUnknownPropertyOfARegistration() throws Exception {
    fixture.webhooks("POST", "/registration", "{\"WebhookUri\":\"http://127.0.0.1:9/hook\"}");
    assertNoted("POST /webhooks/v1/registration ", "webhookUri");
  }

  @Test
  void notesAnAnswerOfTheWrongType() throws Exception {
    JsonNode deal =
        fixture.sandbox.create(DealKind.SHARED, SandboxJson.parse("{\"favorite\":\"yes\"}"));
    fixture.get(REFERRALS + "/" + deal.path("id").asText());
    assertNoted("GET ", "favorite");
  }

  @Test
  void forgetsOnCommand() throws Exception {
    fixture.get("/v1.0/referrals");
    assertThat(json(fixture.control("GET", "contract-violations", ""))).isNotEmpty();
    fixture.control("DELETE", "contract-violations", "");
    assertThat(fixture.sandbox.contractViolations()).isEmpty();
  }

  private void assertNoted(String exchange, String message) {
    assertThat(fixture.sandbox.contractViolations())
        .filteredOn(violation -> violation.exchange().startsWith(exchange))
        .extracting(Violation::message)
        .anySatisfy(text -> assertThat(text).containsIgnoringCase(message));
  }
}
