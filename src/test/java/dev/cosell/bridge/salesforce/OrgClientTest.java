package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.FakeOrg.json;
import static dev.cosell.bridge.salesforce.OrgFixture.BODY;
import static dev.cosell.bridge.salesforce.OrgFixture.CREATE;
import static dev.cosell.bridge.salesforce.OrgFixture.READ;
import static dev.cosell.bridge.salesforce.OrgFixture.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OrgClientTest {

  private OrgFixture salesforce;

  @BeforeEach
  void start() throws Exception {
    salesforce = OrgFixture.answering(request -> SandboxResponse.empty(204));
  }

  @AfterEach
  void stop() {
    salesforce.close();
  }

  @Test
  void sendsVerbPathParametersHeadersAndBody() {
    String soql = "SELECT Id FROM Account WHERE Name = 'O\\'Brien & Söhne + 100%'";
    salesforce.answer(
        SalesforceCall.of("GET", "/services/data/v62.0/query/").with("q", soql), null);
    salesforce.answer(
        SalesforceApi.unmodifiedSince(WRITE, Instant.parse("2030-01-05T10:00:00Z")), BODY);

    SandboxRequest read = salesforce.requests().get(0);
    assertThat(read.method()).isEqualTo("GET");
    assertThat(read.path()).isEqualTo("/services/data/v62.0/query/");
    assertThat(read.parameters()).isEqualTo(Map.of("q", soql));
    assertThat(read.query()).doesNotContain("+", " ");
    assertThat(read.body()).isEmpty();
    SandboxRequest write = salesforce.requests().get(1);
    assertThat(write.method()).isEqualTo("PATCH");
    assertThat(write.path()).isEqualTo(WRITE.path());
    assertThat(write.query()).isNull();
    assertThat(write.body()).isEqualTo(BODY);
    assertThat(write.header("If-Unmodified-Since")).hasValue("Sat, 05 Jan 2030 10:00:00 GMT");
    assertThat(write.header("Content-Type")).hasValue("application/json");
    assertThat(write.header("Accept")).hasValue("application/json");
    assertThat(write.header("Authorization")).hasValue("Bearer secret-token-1");
  }

  @Test
  void leavesHeadersOfEarlierCallsBehind() {
    Exchange exchange =
        salesforce
            .camel
            .createFluentProducerTemplate()
            .to("direct:call")
            .withProcessor(
                it -> {
                  WRITE
                      .with("q", "old")
                      .saying("If-Modified-Since", "old")
                      .applyTo(it.getMessage().getHeaders());
                  it.getMessage().setHeader("Sforce-Query-Options", "batchSize=1");
                  READ.applyTo(it.getMessage().getHeaders());
                })
            .send();

    assertThat(exchange.getException()).isNull();
    SandboxRequest request = salesforce.requests().get(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.query()).isNull();
    assertThat(request.header("If-Modified-Since")).isEmpty();
    assertThat(request.header("Sforce-Query-Options")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204})
  void aSuccessWithoutABodyIsAnEmptyAnswerAndNotTheRequest(int status) {
    salesforce.org().answering(request -> SandboxResponse.empty(status));

    Exchange exchange = salesforce.call(WRITE, BODY);

    assertThat(exchange.getMessage().getBody()).isInstanceOf(SalesforceAnswer.class);
    SalesforceAnswer answer = exchange.getMessage().getBody(SalesforceAnswer.class);
    assertThat(answer.toString()).isEmpty();
    assertThat(answer.body().isMissingNode()).isTrue();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
        .isEqualTo(Integer.toString(status));
  }

  @Test
  void readsAmountsExactlyAndTextAsUtf8() {
    salesforce
        .org()
        .answering(request -> json(200, "{'Amount':50000.10,'Big':1.0E7,'Name':'Müller 株式会社 🎈'}"));

    SalesforceAnswer answer = salesforce.answer(READ, null);

    assertThat(answer.body().path("Amount").decimalValue()).isEqualTo(new BigDecimal("50000.10"));
    assertThat(answer.body().path("Big").decimalValue()).isEqualByComparingTo("10000000");
    assertThat(answer.body().path("Name").asText()).isEqualTo("Müller 株式会社 🎈");
  }

  @Test
  void readsACompressedAnswer() throws IOException {
    byte[] compressed = compressed("{\"records\":[{\"Id\":\"006000000000001AAA\"}]}");
    salesforce
        .org()
        .answering(
            request ->
                SandboxResponse.binary(200, "application/json", compressed)
                    .with("Content-Encoding", "gzip"));

    assertThat(salesforce.answer(READ, null).records())
        .extracting(row -> row.path("Id").asText())
        .containsExactly("006000000000001AAA");
    assertThat(salesforce.requests().get(0).header("Accept-Encoding").orElse("")).contains("gzip");
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void readsADescriptionOfManyMegabytes() {
    String large = "{\"fields\":[{\"name\":\"" + "x".repeat(20_000_000) + "\"}]}";
    salesforce.org().answering(request -> SandboxResponse.json(200, large));

    assertThat(salesforce.answer(READ, null).toString()).hasSize(large.length());
  }

  @Test
  void tellsWhenTheAnswerWasMadeByTheServersClock() throws IOException {
    try (RawServer server =
            RawServer.saying(
                """
                HTTP/1.1 200 OK
                Date: Sat, 05 Jan 2030 10:00:07 GMT
                Content-Length: 2

                {}""");
        OrgFixture org = OrgFixture.at(server.url())) {
      SalesforceAnswer answer = org.answer(READ, null);

      Instant sentAt = Instant.parse("2030-01-05T10:00:07Z");
      assertThat(answer.sentAt()).isEqualTo(sentAt);
      assertThat(answer.notMadeBefore())
          .isBefore(sentAt)
          .isAfter(sentAt.minus(Duration.ofSeconds(60)));
    }
  }

  @Test
  void doesNotInventATimeWhereTheServerTellsNone() throws IOException {
    for (String date : List.of("", "Date: yesterday\n")) {
      try (RawServer server =
              RawServer.saying("HTTP/1.1 200 OK\n" + date + "Content-Length: 2\n\n{}");
          OrgFixture org = OrgFixture.at(server.url())) {
        SalesforceAnswer answer = org.answer(READ, null);

        assertThat(answer.sentAt()).isNull();
        assertThat(answer.notMadeBefore()).isNull();
      }
    }
  }

  @Test
  void noticesHowManyCallsOfTheDayAreUsedAlsoInARefusal() {
    Map<String, String> usage = Map.of("Sforce-Limit-Info", "api-usage=81/100");
    salesforce.org().answering(request -> json(200, "{}", usage));
    salesforce.answer(READ, null);
    assertThat(salesforce.usage.isNearlyExhausted()).isTrue();

    salesforce
        .org()
        .answering(request -> json(400, "[]", Map.of("Sforce-Limit-Info", "api-usage=79/100")));
    salesforce.refusal(READ, null);
    assertThat(salesforce.usage.isNearlyExhausted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services/data",
        "//evil.example/services",
        "@evil.example/",
        ".evil.example/",
        ":1@x/",
        ""
      })
  void refusesAPathThatCouldLeadElsewhere(String path) {
    Exchange exchange = salesforce.call(new SalesforceCall("GET", path, Map.of(), Map.of()), null);

    assertThat(exchange.getException())
        .isInstanceOfAny(
            IllegalArgumentException.class,
            org.apache.camel.component.salesforce.api.SalesforceException.class);
    assertThat(salesforce.requests()).isEmpty();
  }

  @Test
  void tellsNothingOfAQueryThatCannotBeSent() {
    SalesforceCall call =
        SalesforceCall.of("GET", "/services/data/v62.0/a b").with("q", "Name = 'Customer Ltd'");

    Exception failure = salesforce.call(call, null).getException();

    assertThat(failure).isNotNull();
    assertThat(String.valueOf(failure)).doesNotContain("Customer");
    assertThat(salesforce.requests()).isEmpty();
  }

  @Test
  void anAnswerCanBeReadAgainAndAgain() throws IOException {
    salesforce.org().answering(request -> json(200, "{'id':'001000000000001AAA'}"));

    SalesforceAnswer answer = salesforce.answer(CREATE, BODY);

    assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).contains("001000");
    assertThat(answer.body().path("id").asText()).isEqualTo("001000000000001AAA");
    assertThat(answer.copy(salesforce.call(READ, null))).hasToString(answer.toString());
    answer.reset();
    assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).contains("001000");
  }
}
