package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.webhook.WebhookEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrosoftSellerTest {

  private SandboxFixture fixture;
  private JsonNode own;
  private String theirs;

  @BeforeEach
  void start() throws IOException {
    fixture = new SandboxFixture(PartnerCenterSettings.defaults());
    own = fixture.deal(DealKind.SHARED);
    theirs = fixture.sandbox.createMicrosofts(id(own)).path("id").asText();
    fixture.sandbox.dispatcher().forgetDeliveries();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void acceptsAndNamesTheDealOfMicrosoftsCrm() throws Exception {
    JsonNode accepted = json(step("accept", "{\"microsoftMsxId\":\"7-SAMPLE\"}"));
    assertThat(accepted.path("id").asText()).isEqualTo(theirs);
    assertThat(accepted.path("status").asText()).isEqualTo("Active");
    assertThat(accepted.path("substatus").asText()).isEqualTo("Accepted");
    assertThat(accepted.at("/trackingInfo/microsoftMsxId").asText()).isEqualTo("7-SAMPLE");
    assertThat(json(fixture.control("GET", "referrals/" + id(own) + "/microsoft", "")))
        .isEqualTo(accepted);
  }

  @Test
  void declinesForAReasonAndForGood() throws Exception {
    String reason = "No Microsoft seller directly manages this customer";
    JsonNode declined = json(step("decline", "{\"statusReason\":\"" + reason + "\"}"));
    assertThat(declined.path("substatus").asText()).isEqualTo("Declined");
    assertThat(declined.path("statusReason").asText()).isEqualTo(reason);
    assertThat(step("accept", "").statusCode()).isEqualTo(409);
    assertThat(fixture.sandbox.referral(id(own)).path("status").asText()).isEqualTo("Active");
  }

  @Test
  void addsToMicrosoftsTeamWithoutReplacingIt() throws Exception {
    int before = fixture.sandbox.microsoft().referral(id(own)).path("team").size();
    String member =
        "{\"firstName\":\"Mika\",\"lastName\":\"Field\",\"phoneNumber\":\"+15550109\","
            + "\"email\":\"mika@microsoft.example\"}";
    JsonNode team = json(step("team", member)).path("team");
    assertThat(team).hasSize(before + 1);
    assertThat(team.get(before).path("firstName").asText()).isEqualTo("Mika");
    assertThat(step("team", "{\"firstName\":\"Mika\"}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void isHeardOfAsARelatedReferralWhoseIdIsASwitch(boolean namesOwn) throws Exception {
    fixture.control("POST", "strictness", "{\"relatedEventsNameOwnReferral\":" + namesOwn + "}");
    step("accept", "");
    step("msx-id", "{\"microsoftMsxId\":\"7-SAMPLE\"}");
    List<WebhookEvent> events =
        fixture.sandbox.dispatcher().deliveries().stream().map(sent -> sent.event()).toList();
    assertThat(events)
        .extracting(WebhookEvent::eventName)
        .containsExactly("related-referral-updated", "related-referral-updated");
    assertThat(events)
        .extracting(WebhookEvent::resourceUri)
        .allMatch(uri -> uri.endsWith(namesOwn ? id(own) : theirs));
  }

  @Test
  void leavesTheOwnReferralAndItsTagAsTheyAre() throws Exception {
    JsonNode before = fixture.sandbox.referral(id(own));
    assertThat(step("accept", "{\"microsoftMsxId\":\"7-SAMPLE\"}").statusCode()).isEqualTo(200);
    assertThat(step("decline", "{\"statusReason\":\"late\"}").statusCode()).isEqualTo(200);
    assertThat(fixture.sandbox.referral(id(own))).isEqualTo(before);
  }

  @Test
  void isNotThereUntilInvited() throws Exception {
    JsonNode hidden = fixture.deal(DealKind.PRIVATE);
    String path = "referrals/" + id(hidden) + "/microsoft";
    assertThat(fixture.control("GET", path, "").statusCode()).isEqualTo(404);
    assertThat(fixture.control("POST", path + "/accept", "").statusCode()).isEqualTo(404);
    assertThat(step("resign", "").statusCode()).isEqualTo(404);
    assertThat(step("msx-id", SandboxJson.text(SandboxJson.object())).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> step(String name, String body) throws Exception {
    return fixture.control("POST", "referrals/" + id(own) + "/microsoft/" + name, body);
  }

  private static String id(JsonNode referral) {
    return referral.path("id").asText();
  }
}
