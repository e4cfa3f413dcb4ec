package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.CosellBridge;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.webhook.WebhooksApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The guard beside a Partner Center whose refresh tokens are good once. */
@CamelSpringBootTest
@SpringBootTest(
    classes = CosellBridge.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:registration;DB_CLOSE_DELAY=-1",
      "spring.security.user.name=operator",
      "spring.security.user.password=operators-password",
      "cosell.partner-center.webhook.check-interval=1s",
      "camel.main.auto-startup-exclude-pattern=poll-*,.*-notice-removed"
    })
class WebhookRegistrationIT {

  private static final Sandbox SANDBOX = started();
  private static final ReverseProxy PROXY = new ReverseProxy();
  private static final AtomicBoolean HAS_REGISTERED = new AtomicBoolean();
  private static final String OURS = PROXY.server().url() + "/webhooks/partner-center";
  private static final String REGISTRATION = "/webhooks/v1/registration";
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("operator:operators-password".getBytes(StandardCharsets.UTF_8));

  @LocalServerPort int port;
  @Autowired RegistrationGuard guard;
  @Autowired MeterRegistry metrics;
  @Autowired JdbcClient jdbc;
  private final WebhooksApi webhooks = SANDBOX.partnerCenter().webhooks();
  private final HttpClient http = HttpClient.newHttpClient();

  private static Sandbox started() {
    try {
      Sandbox sandbox = Sandbox.start();
      sandbox.entra().change(settings -> settings.withStrictRotation(true));
      return sandbox;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    SANDBOX.bridgeSettings().forEach((name, value) -> registry.add(name, () -> value));
    registry.add(RegistrationSettings.PUBLIC_URL, () -> PROXY.server().url().toString());
  }

  /** Nobody but the guard's own timer registers the bridge for the first time. */
  @BeforeEach
  void hasRegisteredItselfAtStart() {
    PROXY.leadTo(port);
    if (!HAS_REGISTERED.get()) {
      await().until(() -> !calls("POST", REGISTRATION).isEmpty());
      HAS_REGISTERED.set(true);
    }
    SANDBOX.partnerCenter().webhooksServer().heal();
    PROXY.server().heal();
    webhooks.forgetTestEvents();
    webhooks.knowOnly(WebhooksApi.EVENTS);
    webhooks.showCamelCase(false);
    jdbc.sql("DELETE FROM webhook_heartbeat").update();
    register(OURS, WebhooksApi.EVENTS);
    SANDBOX.partnerCenter().webhooksServer().forgetRequests();
    byHand("/api/registration", 200);
  }

  /**
   * But for the answer to a test event, an object in the documentation and a text in the OpenAPI.
   */
  @AfterEach
  void everyRequestKeptThePublishedContract() {
    assertThat(SANDBOX.partnerCenter().contractViolations())
        .filteredOn(violation -> !violation.toString().contains("validationEvents"))
        .isEmpty();
    SANDBOX.partnerCenter().forgetContractViolations();
  }

  @Test
  void registersForAllReferralEventsAndTheTestEvent() {
    webhooks.forgetRegistration();

    await().untilAsserted(this::isRegistered);

    SandboxRequest sent = calls("POST", REGISTRATION).get(0);
    assertThat(WebhookJson.read(sent.body()).path("SignatureTokenToMsSignatureHeader").asBoolean())
        .isTrue();
  }

  @Test
  void repairsWhatSomebodyChangedAndKeepsForeignEvents() {
    register(OURS, Set.of("referral-created", "subscription-updated"));

    await().untilAsserted(this::isRegistered);

    assertThat(events()).contains("subscription-updated");
  }

  @Test
  void writesNothingWhileTheRegistrationIsRight() {
    webhooks.showCamelCase(true);
    SANDBOX.partnerCenter().webhooksServer().forgetRequests();

    await()
        .until(
            () -> {
              guard.watch();
              return calls("GET", REGISTRATION).size() >= 2;
            });

    assertThat(calls("PUT", REGISTRATION)).isEmpty();
    assertThat(calls("POST", REGISTRATION)).isEmpty();
  }

  @Test
  void leavesOutEventsThatTheTenantDoesNotKnow() {
    webhooks.knowOnly(Set.of("referral-created", "referral-updated", "test-created"));
    webhooks.forgetRegistration();

    await().untilAsserted(this::isAsked);

    assertThat(events()).containsExactly("referral-created", "referral-updated", "test-created");
  }

  private void isAsked() {
    guard.watch();
    assertThat(webhooks.registered()).isPresent();
  }

  @Test
  void comesThroughWhenAnotherSystemRegistersInTheSameMoment() {
    webhooks.forgetRegistration();
    fail("POST", "/registration$", 409);

    await().untilAsserted(this::isRegistered);

    assertThat(calls("POST", REGISTRATION)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void raisesAnAlarmAndOverwritesNothingUntilAnOperatorSaysSo() throws Exception {
    String staging = "http://127.0.0.1:9/staging";
    register(staging, Set.of("referral-created", "invoice-ready"));

    await().untilAsserted(() -> assertThat(alarm("registration")).isEqualTo(1));

    assertThat(url()).isEqualTo(staging);
    JsonNode view = json(get("/api/registration"));
    assertThat(view.path("state").asText()).isEqualTo("foreign");
    assertThat(view.at("/registered/url").asText()).isEqualTo(staging);
    assertThat(view.path("alarm").asText()).contains(staging);
    JsonNode readiness = readiness();
    assertThat(readiness.path("status").asText()).isEqualTo("UP");
    assertThat(readiness.at("/components/webhook/status").asText()).isEqualTo("ATTENTION");
    assertThat(readiness.at("/components/webhook/details/alarm").asText()).contains(staging);
    HttpResponse<String> refused = byHand("/api/registration", 409);
    assertThat(refused.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(json(refused).path("detail").asText()).contains(staging, "overwrite=true");
    assertThat(url()).isEqualTo(staging);

    JsonNode taken = json(byHand("/api/registration?overwrite=true", 200));

    assertThat(taken.path("state").asText()).isEqualTo("right");
    assertThat(taken.path("alarm").isNull()).isTrue();
    isRegistered();
    assertThat(events()).contains("invoice-ready");
    assertThat(alarm("registration")).isZero();
  }

  @Test
  void provesThatDeliveryWorks() throws Exception {
    String correlation =
        json(byHand("/api/registration/heartbeat", 202)).path("correlationId").asText();

    await().untilAsserted(() -> assertThat(heartbeat("outcome").asText()).isEqualTo("delivered"));

    assertThat(heartbeat("correlationId").asText()).isEqualTo(correlation);
    assertThat(heartbeat("ageSeconds").asDouble()).isBetween(0.0, 30.0);
    assertThat(metrics.get("cosell.webhook.heartbeat.age").gauge().value()).isBetween(0.0, 30.0);
    assertThat(metrics.get("cosell.webhook.notification.age").gauge().value()).isBetween(0.0, 90.0);
    JsonNode details = readiness().at("/components/webhook/details");
    assertThat(details.path("heartbeat").asText()).isEqualTo("delivered");
    assertThat(details.path("heartbeatAgeSeconds").asDouble()).isBetween(0.0, 30.0);
    assertThat(details.path("registration").asText()).isEqualTo("right");
  }

  @Test
  void raisesAnAlarmWhileTestEventsDoNotArrive() throws Exception {
    PROXY.server().fail(new Fault("POST", null, 403, Map.of(), "", 10, false, 0));
    byHand("/api/registration/heartbeat", 202);

    await().untilAsserted(() -> assertThat(alarm("heartbeat")).isEqualTo(1));

    assertThat(heartbeat("outcome").asText()).isEqualTo("lost");
    assertThat(heartbeat("explanation").asText()).contains("10 attempts, answered 403");
    assertThat(readiness().path("status").asText()).isEqualTo("UP");
    assertThat(readiness().at("/components/webhook/status").asText()).isEqualTo("ATTENTION");

    byHand("/api/registration/heartbeat", 202);

    await().untilAsserted(() -> assertThat(alarm("heartbeat")).isZero());
  }

  @Test
  void keepsPartnerCentersLimitOfTestEvents() throws Exception {
    byHand("/api/registration/heartbeat", 202);
    byHand("/api/registration/heartbeat", 202);

    HttpResponse<String> third = byHand("/api/registration/heartbeat", 429);

    assertThat(Integer.parseInt(third.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(50, 61);
    assertThat(calls("POST", REGISTRATION + "/validationEvents")).hasSize(2);
  }

  @Test
  void tellsAnOperatorWhatPartnerCenterRefuses() throws Exception {
    fail("GET", "/registration$", 403);
    assertThat(json(get("/api/registration")).path("failure").asText()).contains("403");
    webhooks.register(body(OURS, Set.of("invoice-ready")));
    fail("PUT", "/registration$", 400);
    HttpResponse<String> refused = byHand("/api/registration", 502);
    assertThat(json(refused).path("detail").asText()).contains("Partner Center answered 400");
  }

  @Test
  void asksForALogin() throws Exception {
    for (String verb : List.of("GET", "POST")) {
      HttpRequest.Builder request =
          request("/api/registration").method(verb, BodyPublishers.noBody());
      assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void sendsItsTokensToPartnerCenterOnly() {
    assertThat(calls("GET", REGISTRATION)).isNotEmpty();
    assertThat(SANDBOX.partnerCenter().webhooksServer().requests())
        .allMatch(call -> call.header("Authorization").orElse("").startsWith("Bearer "));
    assertThat(PROXY.server().requests())
        .noneMatch(call -> call.header("Authorization").orElse("").contains("Bearer"));
  }

  private void isRegistered() {
    guard.watch();
    assertThat(webhooks.registered()).isPresent();
    assertThat(url()).isEqualTo(OURS);
    assertThat(events())
        .contains(
            "referral-created",
            "referral-updated",
            "related-referral-created",
            "related-referral-updated",
            "test-created");
  }

  private String url() {
    return webhooks.registered().orElseThrow().path("WebhookUrl").asText();
  }

  private List<String> events() {
    return WebhookJson.elements(webhooks.registered().orElseThrow().path("WebhookEvents"))
        .map(JsonNode::asText)
        .toList();
  }

  private void register(String url, Set<String> events) {
    webhooks.register(body(url, events));
  }

  private static String body(String url, Set<String> events) {
    return "{\"WebhookUrl\":\"%s\",\"WebhookEvents\":[\"%s\"]}"
        .formatted(url, String.join("\",\"", events));
  }

  private static void fail(String method, String path, int status) {
    SANDBOX
        .partnerCenter()
        .webhooksServer()
        .fail(new Fault(method, path, status, Map.of(), "", 1, false, 0));
  }

  private static List<SandboxRequest> calls(String method, String path) {
    return SANDBOX.partnerCenter().webhooksServer().requests().stream()
        .filter(call -> call.method().equals(method) && call.path().equals(path))
        .toList();
  }

  private double alarm(String of) {
    guard.watch();
    return metrics.get("cosell.webhook.alarm").tag("of", of).gauge().value();
  }

  private JsonNode heartbeat(String field) throws Exception {
    return json(get("/api/registration")).path("heartbeat").path(field);
  }

  private JsonNode readiness() throws Exception {
    return json(get("/actuator/health/readiness"));
  }

  /** The guard may be at it in the same moment; an operator tries again, too. */
  private HttpResponse<String> byHand(String path, int status) {
    return await()
        .until(
            () -> post(path),
            answer -> answer.statusCode() == status && !answer.body().contains("just now"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        request(path).header("Authorization", LOGIN).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return http.send(
        request(path).header("Authorization", LOGIN).POST(BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return WebhookJson.read(answer.body());
  }
}
