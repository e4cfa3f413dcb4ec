package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.REFERRALS;
import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerCenterSandboxTest {

  private SandboxFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new SandboxFixture(PartnerCenterSettings.defaults());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void showsAReferralWithItsTagInHeaderAndBody() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    HttpResponse<String> answer = fixture.get(REFERRALS + "/" + deal.path("id").asText());
    assertThat(answer.statusCode()).isEqualTo(200);
    String tag = json(answer).path("eTag").asText();
    assertThat(tag).matches("\"[0-9a-f-]{36}\"");
    assertThat(answer.headers().firstValue("ETag")).contains(tag);
    assertThat(json(answer).path("updatedDateTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
    assertThat(json(answer).at("/details/dealValue").decimalValue()).isEqualByComparingTo("50000");
  }

  @Test
  void refusesWithoutATokenForThisAudience() throws Exception {
    HttpRequest.Builder request = fixture.request(REFERRALS).GET();
    refused(request.setHeader("Authorization", "Bearer made-up").build(), 401, "unauthenticated");
    String other = fixture.entra.issue("https://api.partnercenter.microsoft.com");
    refused(request.setHeader("Authorization", "Bearer " + other).build(), 401, "unauthenticated");
    HttpRequest good = fixture.request(REFERRALS).GET().build();
    assertThat(fixture.send(good).statusCode()).isEqualTo(200);
    fixture.entra.expireAll();
    refused(good, 401, "unauthenticated");
  }

  @Test
  void wantsARequestIdThatIsAGuid() throws Exception {
    URI url = URI.create(fixture.sandbox.url() + REFERRALS);
    String bearer = "Bearer " + fixture.entra.issue("https://api.partner.microsoft.com");
    HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Authorization", bearer);
    refused(request.build(), 400, "invalidRequest");
    refused(request.copy().header("client-request-id", "7").build(), 400, "invalidRequest");
    String id = UUID.randomUUID().toString();
    HttpResponse<String> answer =
        fixture.send(request.copy().header("client-request-id", id).build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("client-request-id")).contains(id);
  }

  @ParameterizedTest
  @CsvSource({"PUT,405,invalidRequest", "DELETE,405,invalidRequest", "GET,404,itemNotFound"})
  void refusesWhatItDoesNotOffer(String verb, int status, String code) throws Exception {
    String id = UUID.randomUUID().toString();
    HttpRequest request =
        fixture.request(REFERRALS + "/" + id).method(verb, BodyPublishers.ofString("{}")).build();
    refused(request, status, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1.0/referrals", "/v1.0/engagements/referrals/", "/v1.0/engagements"})
  void knowsNoOtherPath(String path) throws Exception {
    refused(fixture.request(path).GET().build(), 404, "itemNotFound");
  }

  @Test
  void pagesByATokenInALinkThatLeadsNowhere() throws Exception {
    List<String> created = new ArrayList<>();
    for (int count = 0; count < 7; count++) {
      created.add(fixture.deal(DealKind.SHARED).path("id").asText());
    }
    List<String> listed = new ArrayList<>();
    JsonNode page = json(fixture.list("$orderby", "updatedDateTime asc"));
    ids(page, listed);
    while (page.has("@odata.nextLink")) {
      URI link = URI.create(page.path("@odata.nextLink").asText());
      assertThat(link.getScheme()).isEqualTo("http");
      assertThat(link.getPath()).isEqualTo("/v1.0/referrals");
      page = json(fixture.get(REFERRALS + "?" + link.getRawQuery()));
      ids(page, listed);
    }
    assertThat(listed).isEqualTo(created);
    assertThat(page.path("@odata.count").asInt()).isEqualTo(1);
  }

  @Test
  void leavesOutOfAListWhatNobodyPromises() throws Exception {
    fixture.deal(DealKind.SHARED);
    JsonNode item = json(fixture.get(REFERRALS)).at("/value/0");
    assertThat(item.has("id")).isTrue();
    assertThat(item.has("eTag")).isFalse();
    assertThat(item.has("team")).isFalse();
    assertThat(item.has("inviteContext")).isFalse();
    JsonNode narrow = json(fixture.list("$select", "id,status")).at("/value/0");
    assertThat(narrow.size()).isEqualTo(2);
  }

  @Test
  void filtersByTheDocumentedForms() throws Exception {
    JsonNode shared =
        fixture.sandbox.create(
            DealKind.SHARED, SandboxJson.parse("{\"externalReferenceId\":\"crm-o'brien\"}"));
    JsonNode lead = fixture.deal(DealKind.LEAD);
    assertFinds("status eq 'New'", lead);
    assertFinds("status eq 'Active' and substatus eq 'Accepted'", shared);
    assertFinds("direction eq 'Incoming' and type eq 'Independent'", lead);
    assertFinds("qualification eq 'SalesQualified'", shared);
    assertFinds("externalReferenceId eq 'crm-o''brien'", shared);
    assertFinds("engagementId eq '" + lead.path("engagementId").asText() + "'", lead);
    assertFinds("customerProfile/address/country eq 'US' and status eq 'New'", lead);
    assertFinds("updatedDateTime ge " + lead.path("updatedDateTime").asText(), lead);
    assertFinds("updatedDateTime lt '" + lead.path("updatedDateTime").asText() + "'", shared);
    assertFinds("team/any(t:t/email eq 'robin@partner.example') and status eq 'New'", lead);
    assertFinds("status eq 'Closed'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$filter|status eq New",
        "$filter|status eq 'New' or status eq 'Active'",
        "$filter|name eq 'x'",
        "$filter|status ne 'New'",
        "$filter|updatedDateTime ge yesterday",
        "$filter|status eq 'New' and",
        "$orderby|name",
        "$top|many",
        "$skip|1",
        "$expand|team",
        "$skiptoken|%%%",
      })
  void refusesOptionsThatAreNotDocumented(String option, String value) throws Exception {
    HttpResponse<String> answer = fixture.list(option, value);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("invalidRequest");
  }

  @Test
  void ordersAndLimits() throws Exception {
    JsonNode first = fixture.deal(DealKind.SHARED);
    JsonNode second = fixture.deal(DealKind.SHARED);
    JsonNode newest = json(fixture.get(REFERRALS + "?$orderby=createdDateTime%20desc&$top=1"));
    assertThat(newest.path("value")).hasSize(1);
    assertThat(newest.at("/value/0/id"))
        .isEqualTo(second.path("id"))
        .isNotEqualTo(first.path("id"));
    assertThat(newest.has("@odata.nextLink")).isFalse();
  }

  @Test
  void listsTheOtherPartiesOnlyByEngagement() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    JsonNode theirs = fixture.sandbox.createMicrosofts(deal.path("id").asText());
    assertFinds("type eq 'Shared'", deal);
    assertFinds("engagementId eq '" + deal.path("engagementId").asText() + "'", deal, theirs);
  }

  @Test
  void canRefuseAFilterByExternalReference() throws Exception {
    fixture.close();
    fixture =
        new SandboxFixture(
            PartnerCenterSettings.defaults()
                .withStrictness(Strictness.defaults().withFilterByExternalReference(false)));
    assertThat(fixture.list("$filter", "externalReferenceId eq 'x'").statusCode()).isEqualTo(400);
  }

  private void assertFinds(String filter, JsonNode... expected) throws Exception {
    List<String> found = new ArrayList<>();
    ids(json(fixture.list("$filter", filter)), found);
    List<String> wanted = new ArrayList<>();
    for (JsonNode referral : expected) {
      wanted.add(referral.path("id").asText());
    }
    assertThat(found).as(filter).isEqualTo(wanted);
  }

  private static void ids(JsonNode page, List<String> into) {
    assertThat(page.path("value").isArray()).as(page.toString()).isTrue();
    page.path("value").forEach(item -> into.add(item.path("id").asText()));
  }

  private void refused(HttpRequest request, int status, String code) throws Exception {
    HttpResponse<String> answer = fixture.send(request);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo(code);
    assertThat(json(answer).at("/error/target").asText()).isEqualTo("referral");
    assertThat(json(answer).at("/error/innerError/code").isTextual()).isTrue();
  }
}
