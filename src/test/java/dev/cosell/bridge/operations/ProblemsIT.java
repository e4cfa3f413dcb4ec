package dev.cosell.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.link.ReferralId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsIT extends OperationsScenario {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/links?page=-1 | page is -1: it counts from 0",
        "/api/runs?page=-1 | page is -1: it counts from 0",
        "/api/links?size=0 | size is 0: 1 to 200 is allowed",
        "/api/runs?size=201 | size is 201: 1 to 200 is allowed",
        "/api/links?size=2147483648 | size",
        "/api/runs?page=many | page",
        "/api/links?state=LINKED | new, linked, held, failed, ignored",
        "/api/runs?outcome=wrong | created, updated, unchanged, held, ignored, postponed, failed",
        "/api/runs?referralId=7 | a GUID is expected",
        "/api/links/7 | a GUID is expected",
        "/api/links/00000000-0000-0000-0000-000000000000 | a GUID is expected",
        "/api/runs/latest | id"
      })
  void saysWhatIsWrongWithARequest(String path, String words) {
    assertProblem(get(path), 400, words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/links?page=2147483647&size=200", "/api/links?query=%00", "/api/runs"})
  void answersEveryRequestThatIsAllowed(String path) {
    assertThat(get(path).status()).isEqualTo(200);
  }

  @Test
  void saysThatThereIsNoSuchLinkOrRun() {
    String referral = UUID.randomUUID().toString();

    assertProblem(get("/api/links/" + referral), 404, "no link of referral or record " + referral);
    assertProblem(get("/api/links/006gL00QAA"), 400, "a GUID is expected");
    assertProblem(
        get("/api/links/006gL0000000001QAA"),
        404,
        "no link of referral or record 006gL0000000001QAA");
    assertProblem(get("/api/runs/" + Long.MAX_VALUE), 404, "no run " + Long.MAX_VALUE);
    assertProblem(post("/api/runs/" + Long.MAX_VALUE + "/resubmit"), 404, "no run");
    assertProblem(post("/api/referrals/7/synchronize"), 400, "a GUID is expected");
    assertThat(links.find(ReferralId.of(referral))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api", "/api/unknown", "/error", "/favicon.ico", "/webhooks/other"})
  void saysThatAPathIsUnknown(String path) {
    assertProblem(get(path), 404, "");
  }

  @Test
  void saysWhichMethodIsAllowed() {
    assertProblem(post("/api/links"), 405, "POST");
    assertProblem(get("/api/referrals/" + UUID.randomUUID() + "/synchronize"), 405, "GET");
  }

  @Test
  void answersABrowserWithAProblemToo() {
    Answer answer =
        send(
            loggedIn("/api/links?size=0")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .GET());

    assertProblem(answer, 400, "size is 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api//links", "/api/links/..;/runs", "/api/links%2f..", "/api/%00"})
  void tellsNothingAboutItselfToAPathThatNoClientSends(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertTellsNothing(answer);
  }

  @Test
  void tellsNothingAboutItselfToARequestThatIsNone() throws IOException {
    String answer = raw("GET /api/{links} HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertTellsNothing(answer);
  }

  /** A damaged row stands for any mistake of ours. */
  @Test
  void tellsNothingOfAMistakeOfItsOwnButWhereToLook() {
    ReferralId referral = ReferralId.of(UUID.randomUUID().toString());
    links.keyOf(referral);
    jdbc.sql("UPDATE link SET base = 'broken secret' WHERE referral_id = ?")
        .param(referral.value())
        .update();

    Answer answer = get("/api/links/" + referral);
    jdbc.sql("DELETE FROM link WHERE referral_id = ?").param(referral.value()).update();

    assertProblem(answer, 500, "log");
    assertThat(answer.body()).doesNotContain("broken", "base of a link", "Exception");
  }

  @Test
  void refusesABodyWhereNoneIsExpectedWithoutReadingItAsSomethingElse() {
    Answer answer =
        send(
            loggedIn("/api/referrals/7/synchronize")
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<!DOCTYPE x SYSTEM 'file:///'><x/>")));

    assertProblem(answer, 400, "a GUID is expected");
  }

  private static void assertProblem(Answer answer, int status, String words) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.text("detail")).isNotBlank().contains(words);
    assertTellsNothing(answer.body());
  }

  private static void assertTellsNothing(String answer) {
    assertThat(answer)
        .doesNotContain("Exception", "\tat ", "dev.cosell", "org.springframework", "Apache Tomcat")
        .doesNotContain("operators-password")
        .doesNotContain(
            SANDBOX.bridgeSettings().get("cosell.partner-center.client-secret"),
            SANDBOX.bridgeSettings().get("cosell.dynamics.client-secret"));
  }

  private String raw(String firstLine) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream answer = socket.getInputStream()) {
      String request =
          firstLine
              + "\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: "
              + basic("operator", "operators-password")
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
