package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.FakeOrg.json;
import static dev.cosell.bridge.salesforce.OrgFixture.BODY;
import static dev.cosell.bridge.salesforce.OrgFixture.CREATE;
import static dev.cosell.bridge.salesforce.OrgFixture.READ;
import static dev.cosell.bridge.salesforce.OrgFixture.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cosell.bridge.remote.StallingServer;
import dev.cosell.bridge.remote.StallingServer.Moment;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none: pages of a proxy, answers that are cut, and silence. */
@Timeout(60)
class BrokenAnswersTest {

  private static final String PAGE = "<html><body>Müller's maintenance</body></html>";
  private static final String CUT =
      "No answer from Salesforce to PATCH sobjects/Opportunity/006000000000001AAA:"
          + " the connection was cut";

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void aPageInThePlaceOfASuccessIsNoSuccess(int status) throws Exception {
    try (OrgFixture salesforce = OrgFixture.answering(request -> page(status))) {
      SalesforceRefused refused = salesforce.refusal(CREATE, BODY);

      assertThat(refused)
          .hasMessage(
              "Something between here and Salesforce answered "
                  + status
                  + " to POST sobjects/Account/ with a page of its own");
      assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @ParameterizedTest
  @CsvSource({"403,FORBIDDEN", "404,STALE", "429,TRANSIENT", "500,TRANSIENT", "503,TRANSIENT"})
  void ofAPageThatRefusesOnlyTheStatusCounts(int status, Kind kind) throws Exception {
    try (OrgFixture salesforce = OrgFixture.answering(request -> page(status))) {
      SalesforceRefused refused = salesforce.refusal(READ, null);

      assertThat(refused).hasMessage("Salesforce answered " + status + " to GET limits/");
      assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(kind);
    }
  }

  private static SandboxResponse page(int status) {
    return SandboxResponse.binary(status, "text/html", PAGE.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPageThatShowsTheRequestTellsNoToken() throws Exception {
    String echo = "[{'errorCode':'BAD','message':'Authorization: Bearer secret-token-1'}]";
    try (OrgFixture salesforce = OrgFixture.answering(request -> json(502, echo))) {
      assertThat(salesforce.refusal(READ, null))
          .hasMessage("Salesforce answered 502 (BAD) to GET limits/: Authorization: Bearer ***")
          .extracting(Throwables::getStackTrace)
          .asString()
          .doesNotContain("secret-token-1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 300, 302, 400, 401, 403, 404, 407, 500, 503})
  void anAnswerThatIsCutIsNoAnswerWhateverItsStatus(int status) throws IOException {
    String head = "HTTP/1.1 " + status + " Some Reason\nContent-Type: application/json\n";
    for (String rest :
        new String[] {"Content-Length: 99\n\n{", "Transfer-Encoding: chunked\n\n99\n{\"x"}) {
      try (RawServer server = RawServer.saying(head + rest);
          OrgFixture salesforce = OrgFixture.at(server.url())) {
        SalesforceRefused refused = salesforce.refusal(WRITE, BODY);

        assertThat(refused).hasMessage(CUT);
        assertThat(refused.status()).isEqualTo(SalesforceRefused.NO_ANSWER);
        assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.TRANSIENT);
      }
    }
  }

  @Test
  void aConnectionThatWasClosedMeanwhileIsTriedAgainAtOnce() throws IOException {
    try (RawServer server = RawServer.saying("");
        OrgFixture salesforce = OrgFixture.at(server.url())) {
      SalesforceRefused refused = salesforce.refusal(WRITE, BODY);

      assertThat(refused).hasMessage(CUT);
      assertThat(OrgFixture.meaning(refused).retryAfter()).isEqualTo(Duration.ZERO);
      assertThat(server.requests()).as("never repeated unasked").hasSize(1);
    }
  }

  @Test
  void somethingThatIsNoHttpIsToldWithoutItsBytes() throws IOException {
    try (RawServer server = RawServer.saying("220 smtp.example ESMTP\n\n");
        OrgFixture salesforce = OrgFixture.at(server.url())) {
      SalesforceRefused refused = salesforce.refusal(READ, null);

      assertThat(refused)
          .message()
          .startsWith("No answer from Salesforce to GET limits/: the answer cannot be read (")
          .doesNotContain("smtp", "\n", "jetty");
      assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.TRANSIENT);
    }
  }

  @Test
  void halfAnAnswerIsNoJson() throws Exception {
    try (OrgFixture salesforce =
        OrgFixture.answering(request -> json(200, "{'done':true,'records':[{'Id':'006"))) {
      SalesforceAnswer answer = salesforce.answer(READ, null);

      assertThat(catchThrowableOfType(RemoteFailure.class, answer::records).kind())
          .isEqualTo(Kind.TRANSIENT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{}", "{'records':null}", "{'records':{}}", "{'records':[1]}", "null"})
  void anAnswerWithoutRowsIsNotTakenForNoRows(String body) throws Exception {
    try (OrgFixture salesforce =
        OrgFixture.answering(request -> json(200, body.equals("null") ? "[null]" : body))) {
      SalesforceAnswer answer = salesforce.answer(READ, null);

      assertThat(catchThrowableOfType(RemoteFailure.class, answer::records).kind())
          .isEqualTo(Kind.TRANSIENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void silenceEndsAndLeavesTheConnectionToOthers(Moment moment) throws IOException {
    boolean connects = moment != Moment.BEFORE_THE_CONNECTION;
    try (StallingServer server = new StallingServer(moment);
        OrgFixture salesforce = OrgFixture.impatient(server.url(), moment.timeOuts())) {
      SalesforceRefused refused = salesforce.refusal(WRITE, BODY);

      assertThat(refused)
          .message()
          .startsWith(
              "No answer from Salesforce to PATCH sobjects/Opportunity/006000000000001AAA: ")
          .endsWith(connects ? "it took too long" : "");
      assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(OrgFixture.meaning(refused).retryAfter()).as("not at once").isNull();
      assertThat(salesforce.gate).hasToString("A system, 0 of 16 calls");
    }
  }

  @Test
  void nobodyListens() throws IOException {
    URI closed;
    try (RawServer server = RawServer.saying("")) {
      closed = server.url();
    }
    try (OrgFixture salesforce = OrgFixture.at(closed)) {
      SalesforceRefused refused = salesforce.refusal(READ, null);

      assertThat(refused)
          .hasMessage("No answer from Salesforce to GET limits/: Connection refused");
      assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(OrgFixture.meaning(refused).retryAfter()).as("not at once").isNull();
    }
  }
}
