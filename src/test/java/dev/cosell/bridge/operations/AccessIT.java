package dev.cosell.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT extends OperationsScenario {

  private static final HttpRequest.BodyPublisher NOTHING = HttpRequest.BodyPublishers.noBody();

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
  void answersProbesWithoutALogin(String path) {
    Answer answer = send(request(path).GET());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo("UP");
    assertThat(answer.json().has("components")).isFalse();
  }

  @Test
  void takesNotificationsWithoutALoginBecauseTheirSignatureIsChecked() {
    Answer answer =
        send(
            request("/webhooks/partner-center")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"EventName\":\"referral-created\"}")));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/links",
        "/api/links/7",
        "/api/runs",
        "/api/runs/1",
        "/api/backlog",
        "/api/unknown",
        "/",
        "/error",
        "/webhooks",
        "/webhooks/partner-center/x",
        "/webhooks/other",
        "/actuator",
        "/actuator/info",
        "/actuator/metrics",
        "/actuator/env",
        "/actuator/health/db",
        "/actuator/health/liveness/x",
        "/camel"
      })
  void asksForALogin(String path) {
    assertLoginWanted(send(request(path).GET()));
    assertLoginWanted(send(request(path).POST(NOTHING)));
    assertLoginWanted(
        send(request(path).header("Authorization", basic("operator", "wrong")).GET()));
    assertLoginWanted(send(request(path).header("Authorization", "Basic nonsense").GET()));
  }

  @Test
  void asksForALoginBeforeItChangesAnything() {
    assertLoginWanted(
        send(request("/api/referrals/" + UUID.randomUUID() + "/synchronize").POST(NOTHING)));
    assertLoginWanted(send(request("/api/runs/1/resubmit").POST(NOTHING)));
    assertLoginWanted(send(request("/api/links/" + UUID.randomUUID()).DELETE()));
    assertLoginWanted(send(request("/actuator/health").POST(NOTHING)));
    assertLoginWanted(send(request("/actuator/health").GET()));
  }

  private static void assertLoginWanted(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.text("detail")).isEqualTo("Log in as the operator.");
    assertThat(answer.json().path("status").asInt()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "beans",
        "configprops",
        "heapdump",
        "threaddump",
        "loggers",
        "mappings",
        "shutdown",
        "camel",
        "flyway",
        "scheduledtasks",
        "sbom",
        "logfile",
        "h2-console",
        "conditions"
      })
  void exposesNothingThatShowsItsInsideOrSecrets(String endpoint) {
    assertThat(get("/actuator/" + endpoint).status()).isEqualTo(404);
  }

  @Test
  void showsHealthInDetailAfterALogin() {
    assertThat(get("/actuator/health").json().has("components")).isTrue();
    assertThat(get("/actuator/metrics").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void refusesAChangeThatABrowserSendsFromAnotherSitesPage(String site) {
    String path = "/api/referrals/" + UUID.randomUUID() + "/synchronize";

    Answer answer = send(loggedIn(path).header("Sec-Fetch-Site", site).POST(NOTHING));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.text("detail")).contains("another site");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1"})
  void refusesAChangeFromAnotherOriginOfABrowserThatDoesNotTellTheSite(String origin) {
    String path = "/api/referrals/" + UUID.randomUUID() + "/synchronize";

    assertThat(send(loggedIn(path).header("Origin", origin).POST(NOTHING)).status()).isEqualTo(403);
  }

  @Test
  void takesAChangeFromItsOwnPagesAndFromTools() {
    String path = "/api/referrals/" + UUID.randomUUID() + "/synchronize";

    assertThat(send(loggedIn(path).header("Sec-Fetch-Site", "same-origin").POST(NOTHING)).status())
        .isEqualTo(202);
    assertThat(send(loggedIn(path).header("Sec-Fetch-Site", "none").POST(NOTHING)).status())
        .isEqualTo(202);
    assertThat(
            send(loggedIn(path).header("Origin", "http://127.0.0.1:" + port).POST(NOTHING))
                .status())
        .isEqualTo(202);
    assertThat(post(path).status()).isEqualTo(202);
  }

  @Test
  void keepsNoSession() {
    assertThat(get("/api/backlog").status()).isEqualTo(200);
    assertThat(send(request("/api/backlog").GET()).status()).isEqualTo(401);
  }
}
