package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.FakeOrg.json;
import static dev.cosell.bridge.salesforce.OrgFixture.BODY;
import static dev.cosell.bridge.salesforce.OrgFixture.READ;
import static dev.cosell.bridge.salesforce.OrgFixture.WRITE;
import static dev.cosell.bridge.salesforce.TestSettings.CLIENT_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OrgSessionTest {

  private OrgFixture salesforce;

  @BeforeEach
  void start() throws Exception {
    salesforce = OrgFixture.answering(request -> json(200, "{}"));
  }

  @AfterEach
  void stop() {
    salesforce.close();
  }

  @Test
  void logsInOnceHoweverManyCallsAreRefusedAtTheSameTime() {
    salesforce.answer(READ, null);
    salesforce.org().expire();

    List<SalesforceAnswer> answers = InParallel.call(50, () -> salesforce.answer(READ, null));

    assertThat(answers)
        .hasSize(50)
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(salesforce.org().logins()).isEqualTo(2);
  }

  @Test
  void logsInOnceHoweverManyCallsBegin() {
    InParallel.run(50, () -> salesforce.answer(READ, null));

    assertThat(salesforce.org().logins()).isEqualTo(1);
  }

  @Test
  void sendsABodyAgainWhenItsSessionHadExpired() {
    salesforce.answer(READ, null);
    salesforce.org().expire();
    salesforce.server().forgetRequests();

    salesforce.answer(WRITE.saying("If-Unmodified-Since", "Sat, 05 Jan 2030 10:00:00 GMT"), BODY);

    assertThat(salesforce.requests())
        .extracting(SandboxRequest::method, SandboxRequest::path, SandboxRequest::body)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("PATCH", WRITE.path(), BODY))
        .hasSize(2);
    assertThat(salesforce.requests())
        .extracting(request -> request.headers().get("Authorization"))
        .containsExactly("Bearer secret-token-1", "Bearer secret-token-2");
    assertThat(salesforce.requests())
        .allSatisfy(request -> assertThat(request.header("If-Unmodified-Since")).isPresent());
  }

  @Test
  void aSecondRefusalIsFinal() {
    salesforce.org().refuseEveryToken();

    SalesforceRefused refused = salesforce.refusal(WRITE, BODY);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(refused)
        .hasMessage(
            "Salesforce answered 401 (INVALID_SESSION_ID) to PATCH"
                + " sobjects/Opportunity/006000000000001AAA: Session expired or invalid");
    assertThat(salesforce.requests()).hasSize(2);
    assertThat(salesforce.org().logins()).isEqualTo(2);
  }

  @Test
  void asksForANewTokenAfterASecondRefusal() {
    salesforce.org().refuseEveryToken();
    salesforce.refusal(READ, null);
    salesforce.refusal(READ, null);

    assertThat(salesforce.requests())
        .extracting(request -> request.headers().get("Authorization"))
        .doesNotHaveDuplicates()
        .hasSize(4);
  }

  @Test
  void aRefusalOfAnOldTokenLeavesTheNewOneAlone() {
    salesforce.answer(READ, null);
    salesforce.tokens.discard("secret-token-0");
    salesforce.answer(READ, null);

    assertThat(salesforce.org().logins()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':'invalid_grant','error_description':'request not supported on this domain'} | UNAUTHORIZED | cosell.salesforce.login-url",
        "400 | {'error':'invalid_client','error_description':'invalid client credentials'} | UNAUTHORIZED | cosell.salesforce.client-id",
        "400 | {'error':'invalid_client_id','error_description':'client identifier invalid'} | UNAUTHORIZED | cosell.salesforce.client-id",
        "401 | {'error':'invalid_client'} | UNAUTHORIZED | cosell.salesforce.client-id",
        "400 | {'error':'unsupported_grant_type'} | UNAUTHORIZED | cosell.salesforce.login-url",
        "500 | {'error':'server_error'} | TRANSIENT | 500",
        "500 | <html>down</html> | TRANSIENT | 500",
        "503 | '' | TRANSIENT | 503",
        "404 | <html>no such domain</html> | TRANSIENT | 404",
        "200 | <html>sign in</html> | TRANSIENT | gave no token",
        "200 | '' | TRANSIENT | gave no token",
        "200 | {'token_type':'Bearer'} | TRANSIENT | gave no token",
        "302 | '' | TRANSIENT | gave no token",
        "0   | '' | TRANSIENT | cannot be reached"
      })
  void aTokenThatCannotBeHadIsToldInOneSentence(int status, String body, Kind kind, String words) {
    String page = body.replace('\'', '"');
    String type = body.startsWith("<") ? "text/html" : "application/json";
    salesforce
        .server()
        .fail(
            new Fault("POST", "/oauth2/", status, Map.of("Content-Type", type), page, 1, false, 0));

    RemoteFailure failure = salesforce.noToken(WRITE, BODY);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .message()
        .startsWith("no access token for salesforce at ")
        .contains(words)
        .doesNotContain("\n", CLIENT_SECRET);
    assertThat(salesforce.requests()).isEmpty();
    salesforce.answer(WRITE, BODY);
  }

  @Test
  void aTokenThatCannotBeHadAgainIsToldTheSameWay() {
    salesforce.answer(READ, null);
    salesforce.org().expire();
    salesforce.server().fail(Fault.refusing("POST", "/oauth2/", 503));

    assertThat(salesforce.noToken(READ, null).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(salesforce.requests()).hasSize(2);
  }

  @Test
  void aCallWithoutATokenEndsLikeAnyOther() throws Exception {
    List<String> ended = new CopyOnWriteArrayList<>();
    salesforce.camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:finally")
                .doTry()
                .to("direct:call")
                .doFinally()
                .process(exchange -> ended.add("finally"));
          }
        });
    salesforce.server().fail(Fault.refusing("POST", "/oauth2/", 503));

    try (ProducerTemplate template = salesforce.camel.createProducerTemplate()) {
      Exchange exchange =
          template.send("direct:finally", it -> READ.applyTo(it.getMessage().getHeaders()));

      assertThat(exchange.isFailed()).isTrue();
      assertThat(ended).containsExactly("finally");
      assertThat(salesforce.camel.getInflightRepository().size()).isZero();
    }
  }

  @Test
  void manyCallsShareOneRefusalOfTheTokenEndpoint() {
    salesforce
        .server()
        .fail(
            Fault.refusing("POST", "/oauth2/", 503)
                .repeated(1000)
                .delayed(java.time.Duration.ofMillis(500)));

    List<Exception> failures =
        InParallel.call(20, () -> salesforce.call(READ, null).getException());

    assertThat(failures).hasSize(20).doesNotContainNull();
    assertThat(salesforce.server().requests().size()).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirectAndKeepsTheTokenHere(int status) throws Exception {
    try (SandboxServer foreign =
        new SandboxServer(
            0, request -> SandboxResponse.empty(200), request -> SandboxResponse.empty(200))) {
      salesforce
          .org()
          .answering(
              request ->
                  SandboxResponse.empty(status).with("Location", foreign.url() + request.path()));

      SalesforceRefused refused = salesforce.refusal(WRITE, BODY);

      assertThat(refused.status()).isEqualTo(status);
      assertThat(OrgFixture.meaning(refused).kind()).isEqualTo(Kind.TRANSIENT);
      assertThat(salesforce.requests()).hasSize(1);
      assertThat(foreign.requests()).isEmpty();
    }
  }

  @Test
  void keepsToItsHostWhateverATokenNamesAndTellsItOnce() throws Exception {
    try (LogOf log = LogOf.ours();
        SandboxServer foreign =
            new SandboxServer(
                0, request -> SandboxResponse.empty(200), request -> SandboxResponse.empty(200))) {
      salesforce.org().naming(foreign.url().toString());
      salesforce.answer(READ, null);
      salesforce.answer(READ, null);
      salesforce.org().expire();
      salesforce.answer(READ, null);

      assertThat(foreign.requests()).isEmpty();
      assertThat(salesforce.requests()).hasSize(4);
      assertThat(log.lines())
          .filteredOn(line -> line.contains(foreign.url().toString()))
          .hasSize(1)
          .first()
          .asString()
          .startsWith("WARN ")
          .contains("cosell.salesforce.instance-url");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//"})
  void doesNotWarnOfItsOwnHost(String slashes) {
    try (LogOf log = LogOf.ours()) {
      salesforce.org().naming(salesforce.server().url() + slashes);
      salesforce.answer(READ, null);

      assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
    }
  }

  @Test
  void knowsItsOrganisationAndItsUserFromTheToken() {
    OrgSession session = (OrgSession) salesforce.component.getSession();
    assertThat(session.userId()).isEmpty();
    assertThat(session.getAccessToken()).isNull();

    salesforce.answer(READ, null);

    assertThat(session.userId()).isEqualTo("005000000000001AAA");
    assertThat(session.getOrgId()).isEqualTo("00D000000000001AAA");
    assertThat(session.getInstanceUrl()).isEqualTo(salesforce.server().url().toString());
    assertThat(session.getAccessToken()).isEqualTo("secret-token-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://x/id/short/005000000000001AAA", "https://x/id/", "nonsense"})
  void doesWithoutAUserThatTheTokenDoesNotTell(String id) {
    try (OrgFixture org =
        OrgFixture.withTokens(
            URI.create("https://contoso.example"),
            () ->
                new dev.cosell.bridge.credential.AccessTokens.AccessToken(
                    "t", java.time.Instant.now().plusSeconds(60), Map.of("id", id)))) {
      org.tokens.current();
      assertThat(org.component.userId()).isEmpty();
      assertThat(org.component.getSession().getOrgId()).isEmpty();
    }
  }

  @Test
  void neverLogsOut() {
    salesforce.answer(READ, null);
    salesforce.server().forgetRequests();

    salesforce.camel.stop();

    assertThat(salesforce.server().requests()).isEmpty();
  }
}
