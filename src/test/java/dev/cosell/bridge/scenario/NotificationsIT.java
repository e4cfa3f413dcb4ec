package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.link.LinkQuery;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import dev.cosell.bridge.sandbox.webhook.SigningAuthority;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class NotificationsIT extends BridgeScenario {

  private static final int LIMIT = 256 * 1024;

  /** The setting of all scenarios. */
  private static final Duration REST = Duration.ofMillis(300);

  private final HttpClient http = HttpClient.newHttpClient();
  @Autowired MeterRegistry metrics;
  private final String referral = UUID.randomUUID().toString();

  @BeforeEach
  void nobodyElseNotifies() {
    SANDBOX.partnerCenter().callback(null);
    forgetRequests();
  }

  @Test
  void isAcknowledgedOnceItsChangeIsCommitted() throws Exception {
    assertThat(post(event("referral-updated")).statusCode()).isEqualTo(200);

    assertThat(links.find(ReferralId.of(referral))).isPresent();
  }

  @Test
  void isTakenWithItsSignatureInTheAuthorizationHeader() throws Exception {
    SignedEvent event = event("referral-updated");
    String signature = event.headers().get("x-ms-signature");
    SignedEvent moved = event.without("x-ms-signature").with("Authorization", signature);

    assertThat(post(moved).statusCode()).isEqualTo(200);
  }

  @Test
  void isRefusedWithoutASignature() throws Exception {
    assertNothingFollows(401, event -> event.without("x-ms-signature"));
  }

  @Test
  void isRefusedWithAWrongSignature() throws Exception {
    assertNothingFollows(401, event -> event.with("x-ms-signature", "Signature QUJD"));
  }

  @Test
  void isRefusedWithAnotherScheme() throws Exception {
    assertNothingFollows(
        401,
        event ->
            event.with(
                "x-ms-signature",
                event.headers().get("x-ms-signature").replace("Signature ", "Bearer ")));
  }

  @Test
  void isRefusedWhenItsBodyWasChangedOnTheWay() throws Exception {
    assertNothingFollows(
        401,
        event ->
            event.withBody(
                (new String(event.body(), StandardCharsets.UTF_8) + " ")
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-MS-Certificate-Url", "X-MS-Signature-Algorithm"})
  void isRefusedWithoutTheHeader(String header) throws Exception {
    assertNothingFollows(400, event -> event.without(header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-sha1", "rsa-md5", "none", "RSA-SHA512"})
  void isRefusedWithAnotherAlgorithm(String algorithm) throws Exception {
    assertNothingFollows(400, event -> event.with("X-MS-Signature-Algorithm", algorithm));
  }

  @Test
  void isRefusedWithACertificateFromAForeignHostWhichIsNotAsked() throws Exception {
    String foreign = SANDBOX.entra().server().url() + "/cert/mine.cer";

    assertNothingFollows(403, event -> event.with("X-MS-Certificate-Url", foreign));
  }

  @Test
  void isRefusedWhenAnotherAuthorityIssuedTheCertificate() throws Exception {
    SignedEvent forged =
        SANDBOX
            .partnerCenter()
            .publish("self-signed", SigningAuthority.selfSignedLeaf())
            .sign(body("referral-updated"));

    assertThat(post(forged).statusCode()).isEqualTo(401);
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "\"text\"",
        "{\"EventName\":\"referral-updated\"}",
        "{\"EventName\":\"referral-updated\",\"ResourceUri\":\"https://api/referrals/42\"}",
        "{\"EventName\":\"referral-updated\",\"ResourceUri\":null}",
        "{\"ResourceUri\":\"https://api/33333333-0000-4000-8000-000000000003\"}"
      })
  void isRefusedWhenItIsNoNotification(String body) throws Exception {
    long known = links.count(new LinkQuery("", null, 0, 1));

    assertThat(post(sign(body)).statusCode()).isEqualTo(400);
    assertThat(links.count(new LinkQuery("", null, 0, 1))).isEqualTo(known);
  }

  @Test
  void isRefusedWhenItIsLargerThanTheLimit() throws Exception {
    SignedEvent large = sign("{\"x\":\"" + "x".repeat(LIMIT) + "\"}");

    assertThat(post(large).statusCode()).isEqualTo(413);
    assertThat(stream(large).statusCode()).isEqualTo(413);
    assertThat(post(sign(" ".repeat(LIMIT - 300) + text("referral-updated"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void isRefusedByItsDeclaredLengthBeforeItsBodyIsRead() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head =
          "POST /webhooks/partner-center HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/json\r\n"
              + "Content-Length: 99999999\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.setSoTimeout(10_000);
      byte[] answer = socket.getInputStream().readNBytes(12);

      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void isIgnoredAndCountedWhenItsEventIsUnknown() throws Exception {
    double before = ignored();

    assertThat(post(event("subscription-updated")).statusCode()).isEqualTo(200);
    assertThat(ignored()).isEqualTo(before + 1);
    assertNothingStored();
  }

  @Test
  void isAcceptedAsATestAndNothingIsFetched() throws Exception {
    String test =
        "{\"EventName\":\"test-created\",\"ResourceUri\":\"http://localhost:1/webhooks/v1/x\"}";

    long known = links.count(new LinkQuery("", null, 0, 1));

    assertThat(post(sign(test)).statusCode()).isEqualTo(200);
    assertThat(links.count(new LinkQuery("", null, 0, 1))).isEqualTo(known);
  }

  @Test
  void callsTheConfiguredHostOnlyWhateverTheResourceUriNames() throws Exception {
    String deal = deal(DealKind.SHARED, "{}");
    String foreign = SANDBOX.entra().server().url() + "/steal/" + deal + "?token=please";
    String event =
        "{\"eventname\":\"referral-updated\",\"RESOURCEURI\":\""
            + foreign
            + "\",\"AuditUri\":null}";

    assertThat(post(sign(event)).statusCode()).isEqualTo(200);
    opportunity(deal);
    assertThat(SANDBOX.entra().server().requests())
        .extracting(SandboxRequest::path)
        .noneMatch(path -> path.contains("steal"));
  }

  @Test
  void becomesAtMostOneSynchronizationPerRestInABurstOfFiftyAndTheLastStateWins() throws Exception {
    SANDBOX.notifyBridgeOn(port);
    String deal = deal(DealKind.SHARED, "{}");
    opportunity(deal);
    SANDBOX.partnerCenter().callback(null);
    int before = runs(deal).size();
    Instant begun = Instant.now();
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    for (int number = 1; number <= 50; number++) {
      edit(deal, "{'details':{'dealValue':" + (1000 + number) + "}}");
      answers.add(
          http.sendAsync(
              request(sign(text("referral-updated").replace(referral, deal))).build(),
              BodyHandlers.discarding()));
    }
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    int rests = (int) Duration.between(begun, Instant.now()).dividedBy(REST);
    quiet(deal);

    assertThat(runs(deal).size() - before).isBetween(1, 3 + rests);
    assertThat(onlyDeal(deal).path("dealValue").decimalValue())
        .isEqualByComparingTo(new BigDecimal("1050"));
    assertThat(lastRun(deal).outcome()).isIn(Outcome.UPDATED, Outcome.UNCHANGED);
  }

  @Test
  void answersWithNothingButAStatus() throws Exception {
    SignedEvent event = event("referral-updated").with("X-Secret", "planted");
    HttpResponse<String> answer = post(event);

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-ms"))
        .doesNotContain("x-secret", "authorization");
  }

  @Test
  void isNotReadByGet() throws Exception {
    HttpRequest get = HttpRequest.newBuilder(address()).build();

    assertThat(http.send(get, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
  }

  private void assertNothingFollows(int status, UnaryOperator<SignedEvent> spoilt)
      throws Exception {
    assertThat(post(spoilt.apply(event("referral-updated"))).statusCode()).isEqualTo(status);
    assertNothingStored();
  }

  private void assertNothingStored() {
    assertThat(links.find(ReferralId.of(referral))).isEmpty();
    assertThat(calls()).noneMatch(call -> call.contains(referral));
    assertThat(SANDBOX.entra().server().requests())
        .extracting(SandboxRequest::path)
        .noneMatch(path -> path.contains("/cert/"));
  }

  private double ignored() {
    return metrics.counter("cosell.notifications", "answer", "200", "event", "unknown").count();
  }

  private SignedEvent event(String name) {
    return sign(text(name));
  }

  private String text(String name) {
    return new String(body(name), StandardCharsets.UTF_8);
  }

  private byte[] body(String name) {
    return ("{\"EventName\":\""
            + name
            + "\",\"ResourceUri\":\"https://api.partnercenter.microsoft.com/engagements/v1/referrals/"
            + referral
            + "\",\"ResourceName\":\"referral\",\"AuditUri\":null,\"ResourceChangeUtcDate\":\""
            + Instant.now()
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static SignedEvent sign(String body) {
    return SANDBOX.partnerCenter().sign(body.getBytes(StandardCharsets.UTF_8));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + port + "/webhooks/partner-center");
  }

  private HttpRequest.Builder request(SignedEvent event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address()).POST(BodyPublishers.ofByteArray(event.body()));
    event.headers().forEach(request::setHeader);
    return request.setHeader("Content-Type", "application/json");
  }

  private HttpResponse<String> post(SignedEvent event) throws Exception {
    return http.send(request(event).build(), BodyHandlers.ofString());
  }

  /** Without a declared length. */
  private HttpResponse<String> stream(SignedEvent event) throws Exception {
    InputStream body = new ByteArrayInputStream(event.body());
    return http.send(
        request(event).POST(BodyPublishers.ofInputStream(() -> body)).build(),
        BodyHandlers.ofString());
  }
}
