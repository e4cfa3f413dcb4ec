package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.SalesforceMultipleChoicesException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives the sandbox with Camel's own component. */
class SalesforceCamelTest extends SalesforceTestBase {

  /** The component sets it as a text. */
  private static final String STATUS = Exchange.HTTP_RESPONSE_CODE;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private ProducerTemplate template = camel.createProducerTemplate();

  @BeforeEach
  void startCamel() {
    SalesforceComponent component = new SalesforceComponent();
    component.setLoginUrl(sandbox.url().toString());
    component.setClientId(SalesforceSettings.CLIENT_ID);
    component.setClientSecret(SalesforceSettings.CLIENT_SECRET);
    component.setAuthenticationType(AuthenticationType.CLIENT_CREDENTIALS);
    SalesforceEndpointConfig config = new SalesforceEndpointConfig();
    config.setApiVersion("62.0");
    config.setRawPayload(true);
    component.setConfig(config);
    camel.addComponent("salesforce", component);
    camel.start();
    template = camel.createProducerTemplate();
  }

  @AfterEach
  void stopCamel() {
    camel.stop();
  }

  @Test
  void upsertsByExternalId() {
    Exchange created = upserted("NEW/a b+c", opportunity("Deal"));
    Exchange updated = upserted("NEW/a b+c", json("{'NextStep':'call'}"));

    assertThat(created.getMessage().getHeader(STATUS)).isEqualTo("201");
    assertThat(body(created).path("created").asBoolean()).isTrue();
    assertThat(updated.getMessage().getHeader(STATUS)).isEqualTo("200");
    assertThat(row(body(updated).path("id").asText()).path(REFERRAL).asText())
        .isEqualTo("NEW/a b+c");
    assertThat(created.getMessage().getHeader("Sforce-Limit-Info")).isEqualTo("api-usage=1/100000");
  }

  @Test
  void queriesPageByPage() {
    change(settings -> settings.withQueryBatchSize(2));
    created("A");
    created("B");
    created("C");

    JsonNode first =
        body(sent("salesforce:query", "SELECT Name FROM Opportunity ORDER BY Name", Map.of()));
    JsonNode second =
        body(sent("salesforce:queryMore", first.path("nextRecordsUrl").asText(), Map.of()));

    assertThat(first.path("totalSize").asInt()).isEqualTo(3);
    assertThat(second.path("records").findValuesAsText("Name")).containsExactly("C");
  }

  @Test
  void writesWithAConditionByTheRawOperation() {
    String id = created("Deal");
    String uri =
        "salesforce:raw?rawMethod=PATCH&rawHttpHeaders=If-Unmodified-Since&format=JSON&rawPath="
            + Caller.BASE
            + deal(id);

    Exchange written =
        sent(
            uri,
            json("{'NextStep':'call'}"),
            Map.of("If-Unmodified-Since", "Sat, 05 Jan 2030 10:00:00 GMT"));
    assertThat(written.getMessage().getHeader(STATUS)).isEqualTo("204");
    assertThat(row(id).path("NextStep").asText()).isEqualTo("call");

    SalesforceException stale =
        refused(
            uri,
            json("{'NextStep':'late'}"),
            Map.of("If-Unmodified-Since", "Sat, 05 Jan 2030 09:00:00 GMT"),
            SalesforceException.class);
    assertThat(stale.getStatusCode()).isEqualTo(412);
    assertThat(row(id).path("NextStep").asText()).isEqualTo("call");
  }

  @Test
  void readsUpdatedRowsByTheRawOperation() {
    String id = created("Deal");
    clock.pass(Duration.ofMinutes(1));

    Exchange updated =
        sent(
            "salesforce:raw?rawMethod=GET&format=JSON&rawQueryParameters=start,end&rawPath="
                + Caller.BASE
                + "sobjects/Opportunity/updated/",
            "",
            Map.of("start", "2030-01-05T10:00:00+00:00", "end", "2030-01-05T10:01:00+00:00"));

    assertThat(body(updated).path("ids")).hasToString("[\"" + id + "\"]");
  }

  @Test
  void raisesWhatTheComponentMakesOfRefusals() {
    String uri = "salesforce:createSObject?sObjectName=Opportunity";
    SalesforceException missing =
        refused(uri, json("{'Name':'Deal'}"), Map.of(), SalesforceException.class);

    assertThat(missing.getStatusCode()).isEqualTo(400);
    assertThat(missing.getErrors().get(0).getErrorCode()).isEqualTo("REQUIRED_FIELD_MISSING");
    assertThat(missing.getErrors().get(0).getFields()).containsExactly("StageName", "CloseDate");
    assertThat(
            refused(
                    "salesforce:getSObject?sObjectName=Opportunity&sObjectId=006gL000ZZZZZZZ",
                    "",
                    Map.of(),
                    NoSuchSObjectException.class)
                .getStatusCode())
        .isEqualTo(404);
    sandbox.useApi(1, 1);
    assertThat(
            refused("salesforce:query", "SELECT Id FROM Lead", Map.of(), SalesforceException.class)
                .getStatusCode())
        .isEqualTo(403);
  }

  @Test
  void raisesTheChoicesOfAnAmbiguousExternalId() {
    change(settings -> settings.withUniqueReferralId(false));
    created("First", "\"" + REFERRAL + "\":\"r-1\"");
    created("Second", "\"" + REFERRAL + "\":\"r-1\"");

    SalesforceMultipleChoicesException several =
        refused(
            "salesforce:getSObjectWithId?sObjectName=Opportunity&sObjectIdName="
                + REFERRAL
                + "&sObjectIdValue=r-1",
            "",
            Map.of(),
            SalesforceMultipleChoicesException.class);

    assertThat(several.getChoices()).hasSize(2);
  }

  @Test
  void logsInAgainAfterTheSessionExpired() {
    sent("salesforce:query", "SELECT Id FROM Opportunity", Map.of());
    long before = sandbox.logins();
    sandbox.expireSessions();

    Exchange again = upserted("r-1", opportunity("Deal"));

    assertThat(again.getMessage().getHeader(STATUS)).isEqualTo("201");
    assertThat(sandbox.logins()).isEqualTo(before + 1);
    assertThat(sandbox.rows("Opportunity")).hasSize(1);
  }

  @Test
  void sendsACompositeWhosePartsFailInside() {
    String composite =
        json(
            "{'compositeRequest':[{'method':'POST','referenceId':'a','url':'"
                + Caller.BASE
                + "sobjects/Account','body':{}}]}");

    Exchange answer =
        sent("salesforce:composite?rawPayload=true&compositeMethod=POST", composite, Map.of());

    assertThat(answer.getMessage().getHeader(STATUS)).isEqualTo("200");
    assertThat(body(answer).at("/compositeResponse/0/httpStatusCode").asInt()).isEqualTo(400);
  }

  private Exchange upserted(String referral, String body) {
    return sent(
        "salesforce:upsertSObject?sObjectName=Opportunity&sObjectIdName=" + REFERRAL,
        body,
        Map.of("sObjectIdValue", referral));
  }

  private Exchange sent(String uri, String body, Map<String, Object> headers) {
    Exchange answer =
        template.request(
            uri,
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeaders(new HashMap<>(headers));
            });
    if (answer.getException() != null) {
      throw new CamelExecutionException("refused", answer, answer.getException());
    }
    return answer;
  }

  private <T extends Exception> T refused(
      String uri, String body, Map<String, Object> headers, Class<T> kind) {
    CamelExecutionException failure =
        catchThrowableOfType(CamelExecutionException.class, () -> sent(uri, body, headers));
    return kind.cast(Objects.requireNonNull(failure.getCause()));
  }

  private static JsonNode body(Exchange answer) {
    return SandboxJson.parse(answer.getMessage().getBody(String.class));
  }
}
