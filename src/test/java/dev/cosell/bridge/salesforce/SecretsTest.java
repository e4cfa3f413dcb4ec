package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.FakeOrg.json;
import static dev.cosell.bridge.salesforce.OrgFixture.BODY;
import static dev.cosell.bridge.salesforce.OrgFixture.READ;
import static dev.cosell.bridge.salesforce.OrgFixture.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens, the client's secret and customers' names stay out of logs and messages. */
@Timeout(60)
class SecretsTest {

  private static final String CUSTOMER = "Synthetic Customer";
  private static final String[] SECRETS = {
    FakeOrg.TOKEN, TestSettings.CLIENT_SECRET, CUSTOMER, "Synthetic%20Customer"
  };

  private OrgFixture salesforce;
  private LogOf log;

  @BeforeEach
  void start() throws Exception {
    log = LogOf.oursAndTheComponents();
    salesforce = OrgFixture.answering(request -> json(200, "{}"));
  }

  @AfterEach
  void stop() {
    salesforce.close();
    log.close();
  }

  @Test
  void stayOutOfTheLogsOfCallsThatWork() {
    salesforce.answer(question(), null);
    salesforce.org().expire();
    salesforce.answer(question(), null);

    assertNothingTold();
  }

  @Test
  void stayOutOfARefusalThatShowsTheRequest() {
    salesforce
        .org()
        .answering(
            request -> json(500, "[{'errorCode':'X','message':'%s'}]".formatted(head(request))));

    assertSilent(salesforce.call(question(), null));
    salesforce.org().expire();
    assertSilent(salesforce.call(question(), null));
  }

  private static String head(SandboxRequest request) {
    return request.headers().getOrDefault("Authorization", "no token");
  }

  @Test
  void stayOutOfCallsThatAreRefusedTwiceOrCut() {
    salesforce.server().fail(new Fault("GET", "/query/", 0, Map.of(), "", 1, false, 0));
    assertSilent(salesforce.call(question(), null));

    salesforce.org().refuseEveryToken();
    assertSilent(salesforce.call(question(), null));
  }

  @Test
  void stayOutOfARefusalOfTheTokenEndpointThatShowsThem() {
    String echo =
        "{\"error\":\"invalid_client\",\"error_description\":\"%s is wrong\"}"
            .formatted(TestSettings.CLIENT_SECRET);
    salesforce.server().fail(new Fault("POST", "/oauth2/", 400, Map.of(), echo, 1, false, 0));

    assertSilent(salesforce.call(WRITE, BODY));
  }

  @Test
  void goToNobodyButTheTokenEndpointAndTheApi() {
    salesforce.answer(question(), null);
    salesforce.answer(READ, null);

    assertThat(salesforce.server().requests())
        .allSatisfy(
            request -> {
              boolean isLogin = request.path().equals("/services/oauth2/token");
              assertThat(request.body().contains(TestSettings.CLIENT_SECRET)).isEqualTo(isLogin);
              assertThat(request.header("Authorization").isPresent()).isNotEqualTo(isLogin);
              assertThat(String.valueOf(request.query())).doesNotContain(FakeOrg.TOKEN);
            });
  }

  private static SalesforceCall question() {
    return SalesforceCall.of("GET", "/services/data/v62.0/query/")
        .with("q", "SELECT Id FROM Account WHERE Name = '" + CUSTOMER + "'");
  }

  private void assertSilent(Exchange exchange) {
    assertThat(exchange.getException()).isNotNull();
    assertThat(Throwables.getStackTrace(exchange.getException())).doesNotContain(SECRETS);
    assertNothingTold();
  }

  private void assertNothingTold() {
    assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain(SECRETS));
  }
}
