package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sandbox.webhook.DeliverySettings;
import dev.cosell.bridge.sandbox.webhook.DispatchSwitches;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookDispatchTest {

  private static final DispatchSwitches NORMAL = DispatchSwitches.NORMAL;

  private SandboxFixture fixture;
  private SandboxServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver =
        new SandboxServer(
            0, request -> SandboxResponse.empty(200), request -> SandboxResponse.empty(404));
    fixture =
        new SandboxFixture(
            PartnerCenterSettings.defaults()
                .withDelivery(DeliverySettings.defaults().withSpacing(Duration.ofMillis(5)))
                .withCallbackUrl(hook()));
  }

  @AfterEach
  void stop() {
    fixture.close();
    receiver.close();
  }

  @Test
  void sendsTheDocumentedPayload() {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    SandboxRequest event = received(1).get(0);
    JsonNode payload = SandboxJson.parse(event.body());
    assertThat(payload.path("EventName").asText()).isEqualTo("referral-created");
    assertThat(payload.path("ResourceName").asText()).isEqualTo("referral");
    assertThat(payload.path("AuditUri").isNull()).isTrue();
    assertThat(payload.path("ResourceUri").asText())
        .isEqualTo(
            "https://api.partnercenter.microsoft.com/engagements/v1/referrals/"
                + deal.path("id").asText());
    assertThat(payload.path("ResourceChangeUtcDate").asText())
        .isEqualTo(deal.path("updatedDateTime").asText().replace("Z", "+00:00"));
    assertThat(payload).hasSize(5);
  }

  @Test
  void signsTheBytesOfTheBody() throws Exception {
    fixture.deal(DealKind.SHARED);
    SandboxRequest event = received(1).get(0);
    assertThat(event.header("X-MS-Signature-Algorithm")).contains("rsa-sha256");
    assertThat(event.header("Authorization")).isEmpty();
    String header = event.header("x-ms-signature").orElseThrow();
    assertThat(header).startsWith("Signature ");
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(certificate(event));
    check.update(event.body().getBytes(StandardCharsets.UTF_8));
    assertThat(check.verify(Base64.getDecoder().decode(header.substring(10)))).isTrue();
  }

  @Test
  void tellsOfEditsByThePortalAndByTheApi() throws Exception {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.sandbox.edit(id, SandboxJson.parse("{\"name\":\"x\"}"), false);
    fixture.patch(id, "[{\"op\":\"replace\",\"path\":\"/details/notes\",\"value\":\"x\"}]");
    received(3);
    assertThat(names()).containsExactly("referral-created", "referral-updated", "referral-updated");
  }

  @Test
  void tellsOfMicrosoftsReferralAsRelated() {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    String theirs = fixture.sandbox.createMicrosofts(id).path("id").asText();
    fixture.sandbox.edit(
        theirs, SandboxJson.parse("{\"status\":\"Active\",\"substatus\":\"Accepted\"}"), false);
    received(3);
    assertThat(names())
        .containsExactly(
            "referral-created", "related-referral-created", "related-referral-updated");
    assertThat(SandboxJson.parse(receiver.requests().get(2).body()).path("ResourceUri").asText())
        .endsWith(theirs);
  }

  @Test
  void saysNothingOfAnEditThatWasRefused() throws Exception {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    received(1);
    fixture.patch(id, "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"x\"}]");
    assertThat(fixture.sandbox.dispatcher().deliveries()).hasSize(1);
  }

  @Test
  void givesUpAfterTenAttempts() {
    receiver.fail(fault(1000));
    fixture.deal(DealKind.SHARED);
    await().until(() -> fixture.sandbox.dispatcher().offlineQueue().size() == 1);
    assertThat(receiver.requests()).hasSize(10);
    Delivery lost = fixture.sandbox.dispatcher().offlineQueue().get(0);
    assertThat(lost.attempts()).extracting(Delivery.Attempt::status).containsOnly(503).hasSize(10);
  }

  @Test
  void stopsTryingOnceItWasHeard() throws Exception {
    receiver.fail(fault(3));
    fixture.deal(DealKind.SHARED);
    await().until(() -> state(0) == Delivery.State.DELIVERED);
    assertThat(receiver.requests()).hasSize(4);
    JsonNode shown = json(fixture.control("GET", "events", ""));
    assertThat(shown.at("/0/state").asText()).isEqualTo("DELIVERED");
    assertThat(shown.at("/0/attempts")).hasSize(4);
    assertThat(shown.at("/0/attempts/3/status").asInt()).isEqualTo(200);
  }

  @Test
  void countsAConnectionThatBreaksAsAFailure() {
    receiver.fail(new Fault(null, null, 0, null, null, 1, false, 0));
    fixture.deal(DealKind.SHARED);
    await().until(() -> state(0) == Delivery.State.DELIVERED);
    assertThat(fixture.sandbox.dispatcher().deliveries().get(0).attempts().get(0).status())
        .isZero();
  }

  @Test
  void deliversTwiceWhenToldTo() throws Exception {
    fixture.control("POST", "dispatch", "{\"duplicate\":true}");
    fixture.deal(DealKind.SHARED);
    List<SandboxRequest> both = received(2);
    assertThat(both.get(0).body()).isEqualTo(both.get(1).body());
  }

  @Test
  void deliversNewestFirstWhenToldTo() throws Exception {
    fixture.control("POST", "dispatch", "{\"reorder\":true}");
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.sandbox.edit(id, SandboxJson.parse("{\"name\":\"x\"}"), false);
    received(2);
    assertThat(names()).containsExactly("referral-updated", "referral-created");
  }

  @Test
  void losesTheNextEventsWhenToldTo() throws Exception {
    fixture.control("POST", "dispatch", "{\"dropNext\":2}");
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.sandbox.edit(id, SandboxJson.parse("{\"name\":\"x\"}"), false);
    fixture.deal(DealKind.LEAD);
    await().until(() -> state(2) == Delivery.State.DELIVERED);
    assertThat(state(0)).isEqualTo(Delivery.State.DROPPED);
    assertThat(state(1)).isEqualTo(Delivery.State.DROPPED);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void keepsEventsWhilePaused() throws Exception {
    fixture.sandbox.dispatcher().change(NORMAL.withPaused(true));
    fixture.deal(DealKind.SHARED);
    await()
        .during(Duration.ofMillis(100))
        .until(() -> receiver.requests().isEmpty() && state(0) == Delivery.State.WAITING);
    fixture.control("POST", "dispatch", "{\"paused\":false}");
    received(1);
  }

  @Test
  void sendsAnEventAgain() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    received(1);
    String body = "{\"referralId\":\"" + deal.path("id").asText() + "\"}";
    assertThat(fixture.control("POST", "events", body).statusCode()).isEqualTo(202);
    JsonNode again = SandboxJson.parse(received(2).get(1).body());
    assertThat(again.path("EventName").asText()).isEqualTo("referral-updated");
    assertThat(again.path("ResourceChangeUtcDate").asText())
        .isEqualTo(deal.path("updatedDateTime").asText().replace("Z", "+00:00"));
    assertThat(fixture.control("POST", "events", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void deliversWhatATestMakes() {
    SignedEvent event =
        fixture.sandbox.sign("{}".getBytes(StandardCharsets.UTF_8)).without("x-ms-signature");
    assertThat(fixture.sandbox.deliver(event, hook())).isEqualTo(200);
    SandboxRequest made = received(1).get(0);
    assertThat(made.body()).isEqualTo("{}");
    assertThat(made.header("x-ms-signature")).isEmpty();
    assertThat(made.header("X-MS-Certificate-Url")).isPresent();
    assertThat(fixture.sandbox.dispatcher().deliveries()).isEmpty();
  }

  @Test
  void deliversToACallbackThatIsSetLater() throws Exception {
    fixture.sandbox.callback(null);
    fixture.deal(DealKind.SHARED);
    await().until(() -> state(0) == Delivery.State.NO_CALLBACK);
    fixture.control("POST", "dispatch", "{\"callbackUrl\":\"" + hook() + "\"}");
    fixture.deal(DealKind.SHARED);
    received(1);
  }

  private URI hook() {
    return URI.create(receiver.url() + "/webhooks/partner-center");
  }

  private List<SandboxRequest> received(int count) {
    await().until(() -> receiver.requests().size() >= count);
    return receiver.requests();
  }

  private List<String> names() {
    return receiver.requests().stream()
        .map(request -> SandboxJson.parse(request.body()).path("EventName").asText())
        .toList();
  }

  private Delivery.State state(int index) {
    return fixture.sandbox.dispatcher().deliveries().get(index).state();
  }

  private static Fault fault(int times) {
    return new Fault(null, null, 503, null, null, times, false, 0);
  }

  private static X509Certificate certificate(SandboxRequest event) throws Exception {
    URI url = URI.create(event.header("X-MS-Certificate-Url").orElseThrow());
    assertThat(url.getPath()).isEqualTo("/cert/pcnotifications-dispatch.microsoft.com.cer");
    byte[] der =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray())
            .body();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
