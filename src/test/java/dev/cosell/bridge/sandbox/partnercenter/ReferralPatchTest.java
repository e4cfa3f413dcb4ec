package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralPatchTest {

  private static final String NOTES =
      "[{\"op\":\"replace\",\"path\":\"/details/notes\",\"value\":\"changed\"}]";

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
  void answersAPatchWithoutABody() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    HttpResponse<String> answer = fixture.patch(id(deal), NOTES, "If-Match", tag(deal));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
    assertThat(now(deal).at("/details/notes").asText()).isEqualTo("changed");
  }

  @Test
  void answersWithTheReferralWhenItIsPreferred() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    HttpResponse<String> answer = fixture.patch(id(deal), NOTES, "Prefer", "return=representation");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("eTag")).isEqualTo(now(deal).path("eTag"));
  }

  @Test
  void givesANewTagAndALaterTimeWithEveryChange() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    fixture.patch(id(deal), NOTES);
    JsonNode once = now(deal);
    fixture.patch(id(deal), NOTES);
    JsonNode twice = now(deal);
    assertThat(once.path("eTag")).isNotEqualTo(deal.path("eTag"));
    assertThat(twice.path("eTag")).isNotEqualTo(once.path("eTag"));
    assertThat(once.path("updatedDateTime").asText())
        .isGreaterThan(deal.path("updatedDateTime").asText());
    assertThat(twice.path("updatedDateTime").asText())
        .isGreaterThan(once.path("updatedDateTime").asText());
    assertThat(twice.path("lastModifiedVia").asText()).isEqualTo("Api");
  }

  @Test
  void refusesAStaleTagAndATagWithoutItsQuotes() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    stale(fixture.patch(id(deal), NOTES, "If-Match", tag(deal).replace("\"", "")));
    stale(fixture.patch(id(deal), NOTES, "If-Match", "\"another\""));
    assertThat(now(deal).path("eTag")).isEqualTo(deal.path("eTag"));
    assertThat(fixture.patch(id(deal), NOTES, "If-Match", tag(deal)).statusCode()).isEqualTo(204);
    stale(fixture.patch(id(deal), NOTES, "If-Match", tag(deal)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/name",
        "/customerProfile/name",
        "/customerProfile/address/city",
        "/inviteContext/notes",
        "/inviteContext/assistanceRequestCode",
        "/details/requirements/additionalRequirements",
        "/details/notes/-",
        "/team/-",
        "/team/0",
        "/unknown",
      })
  void refusesToReplaceAPathThatIsNotListed(String path) throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    refused(fixture.patch(id(deal), replace(path, "\"x\"")), 400);
    assertThat(now(deal)).isEqualTo(deal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "not json",
        "",
        "[{\"op\":\"remove\",\"path\":\"/details/notes\"}]",
        "[{\"op\":\"test\",\"path\":\"/details/notes\",\"value\":\"x\"}]",
        "[{\"op\":\"replace\",\"path\":\"/details/notes\"}]",
        "[{\"op\":\"replace\",\"path\":\"/details/dealValue\",\"value\":\"ten\"}]",
        "[{\"op\":\"replace\",\"path\":\"/details/dealValue\",\"value\":-1}]",
        "[{\"op\":\"replace\",\"path\":\"/details/currency\",\"value\":\"Euro\"}]",
        "[{\"op\":\"replace\",\"path\":\"/details/closingDateTime\",\"value\":\"2030-12-01\"}]",
        "[{\"op\":\"replace\",\"path\":\"/details/requirements/solutions\",\"value\":[]}]",
        "[{\"op\":\"add\",\"path\":\"/team/-\",\"value\":{\"firstName\":\"Kim\"}}]",
      })
  void refusesADocumentThatDoesNotFit(String document) throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    refused(fixture.patch(id(deal), document), 400);
    assertThat(now(deal)).isEqualTo(deal);
  }

  @Test
  void changesNothingWhenOneOfSeveralOperationsIsRefused() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    String both =
        "[{\"op\":\"replace\",\"path\":\"/details/notes\",\"value\":\"x\"},"
            + "{\"op\":\"replace\",\"path\":\""
            + "/consent/consentToShareReferralWithMicrosoftSellers\",\"value\":false}]";
    refused(fixture.patch(id(deal), both), 400);
    assertThat(now(deal)).isEqualTo(deal);
  }

  @Test
  void wantsJson() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    refused(fixture.patch(id(deal), NOTES, "Content-Type", "application/json-patch+json"), 415);
  }

  @Test
  void showsAsANumberWhatWasSentAsText() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    fixture.patch(id(deal), replace("/details/dealValue", "\"10000.50\""));
    assertThat(now(deal).at("/details/dealValue").isNumber()).isTrue();
    assertThat(now(deal).at("/details/dealValue").decimalValue()).isEqualByComparingTo("10000.5");
  }

  @Test
  void appendsToAnArrayOrReplacesIt() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    String kim =
        "{\"firstName\":\"Kim\",\"lastName\":\"Seller\",\"phoneNumber\":\"+15550102\","
            + "\"email\":\"kim@partner.example\"}";
    String append = "[{\"op\":\"add\",\"path\":\"/team/-\",\"value\":" + kim + "}]";
    assertThat(fixture.patch(id(deal), append).statusCode()).isEqualTo(204);
    assertThat(now(deal).path("team")).hasSize(2);
    assertThat(fixture.patch(id(deal), replace("/team", "[" + kim + "]")).statusCode())
        .isEqualTo(204);
    assertThat(now(deal).path("team")).hasSize(1);
    assertThat(now(deal).at("/team/0/firstName").asText()).isEqualTo("Kim");
  }

  @ParameterizedTest
  @CsvSource({
    "INBOUND,Active,Accepted,204",
    "INBOUND,Closed,Declined,204",
    "INBOUND,New,Received,204",
    "SHARED,Closed,Won,204",
    "SHARED,Closed,Error,204",
    "SHARED,Active,Accepted,204",
    "SHARED,New,Pending,409",
    "SHARED,Active,Won,400",
    "SHARED,Closed,Accepted,400",
    "INBOUND,Active,Pending,400",
    "INBOUND,None,None,400",
  })
  void obeysTheStatusMachine(DealKind kind, String status, String substatus, int answer)
      throws Exception {
    JsonNode deal = fixture.deal(kind);
    assertThat(fixture.patch(id(deal), state(status, substatus)).statusCode()).isEqualTo(answer);
    boolean moved = answer == 204;
    assertThat(now(deal).path("status").asText())
        .isEqualTo(moved ? status : deal.path("status").asText());
  }

  @Test
  void wantsStatusAndSubstatusTogether() throws Exception {
    JsonNode deal = fixture.deal(DealKind.INBOUND);
    refused(fixture.patch(id(deal), replace("/status", "\"Active\"")), 400);
    refused(fixture.patch(id(deal), replace("/substatus", "\"Received\"")), 400);
  }

  @Test
  void remembersWhenADealWasAcceptedAndClosed() throws Exception {
    JsonNode deal = fixture.deal(DealKind.INBOUND);
    assertThat(deal.path("acceptedDateTime").isNull()).isTrue();
    assertThat(deal.path("expirationDateTime").isTextual()).isTrue();
    fixture.patch(id(deal), state("Active", "Accepted"));
    assertThat(now(deal).path("acceptedDateTime")).isEqualTo(now(deal).path("updatedDateTime"));
    assertThat(now(deal).path("expirationDateTime").isNull()).isTrue();
    fixture.patch(id(deal), state("Closed", "Lost"));
    assertThat(now(deal).path("closedDateTime")).isEqualTo(now(deal).path("updatedDateTime"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Won", "Lost", "Declined", "Expired", "Error"})
  void refusesEveryEditOfAFinalDeal(String substatus) throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    assertThat(fixture.patch(id(deal), state("Closed", substatus)).statusCode()).isEqualTo(204);
    JsonNode closed = now(deal);
    refused(fixture.patch(id(deal), NOTES), 409);
    refused(fixture.patch(id(deal), state("Closed", "Won")), 409);
    assertThat(now(deal)).isEqualTo(closed);
  }

  @Test
  void neverTakesTheConsentBack() throws Exception {
    JsonNode deal = fixture.deal(DealKind.PRIVATE);
    String path = "/consent/consentToShareReferralWithMicrosoftSellers";
    assertThat(fixture.patch(id(deal), replace(path, "true")).statusCode()).isEqualTo(204);
    refused(fixture.patch(id(deal), replace(path, "false")), 400);
  }

  @Test
  void locksTheCustomersContactsOnceShared() throws Exception {
    String none = replace("/customerProfile/team", "[]");
    JsonNode shared = fixture.deal(DealKind.SHARED);
    refused(fixture.patch(id(shared), none), 400);
    String same = shared.at("/customerProfile/team").toString();
    assertThat(fixture.patch(id(shared), replace("/customerProfile/team", same)).statusCode())
        .isEqualTo(204);
    JsonNode hidden = fixture.deal(DealKind.PRIVATE);
    assertThat(fixture.patch(id(hidden), none).statusCode()).isEqualTo(204);
  }

  @Test
  void leavesMicrosoftsReferralToMicrosoft() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    JsonNode theirs = fixture.sandbox.createMicrosofts(id(deal));
    refused(fixture.patch(id(theirs), NOTES), 403);
  }

  private JsonNode now(JsonNode deal) {
    // Compared as text read back, as a client sees it.
    return SandboxJson.parse(SandboxJson.text(fixture.sandbox.referral(id(deal))));
  }

  private static void stale(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("preconditionFailed");
    assertThat(json(answer).at("/error/innerError/code").asText()).isEqualTo("99918");
  }

  private static void refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/error/message").asText()).isNotBlank();
  }

  private static String replace(String path, String value) {
    return "[{\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":" + value + "}]";
  }

  private static String state(String status, String substatus) {
    return "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\""
        + status
        + "\"},{\"op\":\"replace\",\"path\":\"/substatus\",\"value\":\""
        + substatus
        + "\"}]";
  }

  private static String id(JsonNode referral) {
    return referral.path("id").asText();
  }

  private static String tag(JsonNode referral) {
    return referral.path("eTag").asText();
  }
}
