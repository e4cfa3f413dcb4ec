package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {

  private SandboxFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new SandboxFixture(PartnerCenterSettings.defaults());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "shared,Shared,SalesQualified,Outgoing,Active,Accepted,44444444-0000-4000-8000-000000000004",
    "private,Independent,SalesQualified,Outgoing,Active,Accepted,"
        + "44444444-0000-4000-8000-000000000004",
    "inbound,Shared,SalesQualified,Incoming,New,Pending,msft",
    "lead,Independent,Direct,Incoming,New,Pending,msft",
  })
  void createsEveryKindOfDealByOneRequest(
      String kind,
      String type,
      String qualification,
      String direction,
      String status,
      String substatus,
      String invitedBy)
      throws Exception {
    HttpResponse<String> answer = fixture.control("POST", "referrals?kind=" + kind, "");
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode deal = json(answer);
    assertThat(deal.path("type").asText()).isEqualTo(type);
    assertThat(deal.path("qualification").asText()).isEqualTo(qualification);
    assertThat(deal.path("direction").asText()).isEqualTo(direction);
    assertThat(deal.path("status").asText()).isEqualTo(status);
    assertThat(deal.path("substatus").asText()).isEqualTo(substatus);
    assertThat(deal.at("/inviteContext/invitedBy/organizationId").asText()).isEqualTo(invitedBy);
    assertThat(deal.at("/customerProfile/address/country").asText()).isEqualTo("US");
    assertThat(deal.path("createdVia").asText()).isEqualTo("Portal");
  }

  @Test
  void mergesTheBodyOverTheDefault() throws Exception {
    String id = "33333333-0000-4000-8000-000000000003";
    String body = "{\"id\":\"" + id + "\",\"details\":{\"dealValue\":12.34,\"notes\":null}}";
    fixture.control("POST", "referrals", body);
    JsonNode deal = json(fixture.control("GET", "referrals/" + id, ""));
    assertThat(deal.at("/details/dealValue").decimalValue()).isEqualByComparingTo("12.34");
    assertThat(deal.at("/details/notes").isMissingNode()).isTrue();
    assertThat(deal.at("/details/currency").asText()).isEqualTo("USD");
    assertThat(fixture.control("POST", "referrals", body).statusCode()).isEqualTo(409);
    assertThat(fixture.control("POST", "referrals?kind=other", "").statusCode()).isEqualTo(400);
  }

  @Test
  void addsMicrosoftsReferralOnRequest() throws Exception {
    fixture.control("POST", "referrals?kind=shared&microsoft=true", "");
    JsonNode all = json(fixture.control("GET", "referrals", ""));
    assertThat(all).hasSize(2);
    assertThat(all.at("/1/organizationId").asText()).isEqualTo("msft");
    assertThat(all.at("/1/status").asText()).isEqualTo("New");
    assertThat(all.at("/1/engagementId")).isEqualTo(all.at("/0/engagementId"));
  }

  @Test
  void editsAsAPortalUserDoes() throws Exception {
    JsonNode deal = fixture.deal(DealKind.SHARED);
    String path = "referrals/" + deal.path("id").asText();
    String body = "{\"name\":\"Renamed\",\"id\":\"x\",\"details\":{\"dealValue\":60000}}";
    JsonNode edited = json(fixture.control("PATCH", path, body));
    assertThat(edited.path("name").asText()).isEqualTo("Renamed");
    assertThat(edited.path("id")).isEqualTo(deal.path("id"));
    assertThat(edited.path("eTag")).isNotEqualTo(deal.path("eTag"));
    assertThat(edited.path("lastModifiedVia").asText()).isEqualTo("Portal");
    JsonNode cleared = json(fixture.control("PATCH", path, "{\"campaignId\":null}"));
    assertThat(cleared.has("campaignId")).isFalse();
  }

  @Test
  void refusesToEditAClosedDealUnlessForced() throws Exception {
    String path = "referrals/" + fixture.deal(DealKind.SHARED).path("id").asText();
    String won = "{\"status\":\"Closed\",\"substatus\":\"Won\"}";
    assertThat(fixture.control("PATCH", path, "{\"status\":\"Closed\"}").statusCode())
        .isEqualTo(400);
    assertThat(fixture.control("PATCH", path, won).statusCode()).isEqualTo(200);
    assertThat(fixture.control("PATCH", path, "{\"name\":\"x\"}").statusCode()).isEqualTo(409);
    assertThat(fixture.control("PATCH", path + "?force=true", "{\"name\":\"x\"}").statusCode())
        .isEqualTo(200);
  }
}
