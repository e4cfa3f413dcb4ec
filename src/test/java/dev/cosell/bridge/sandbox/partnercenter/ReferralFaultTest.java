package dev.cosell.bridge.sandbox.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralFaultTest {

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

  @ParameterizedTest
  @ValueSource(ints = {412, 409, 503})
  void refusesAPatchOfOneReferralAsOftenAsTold(int status) throws Exception {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    String other = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.sandbox.server().fail(Fault.refusing("PATCH", id, status).repeated(2));
    assertThat(fixture.patch(id, NOTES).statusCode()).isEqualTo(status);
    assertThat(fixture.patch(other, NOTES).statusCode()).isEqualTo(204);
    assertThat(notes(id)).isNotEqualTo("changed");
    assertThat(fixture.patch(id, NOTES).statusCode()).isEqualTo(status);
    assertThat(fixture.patch(id, NOTES).statusCode()).isEqualTo(204);
  }

  @Test
  void losesTheAnswerOfAPatchThatItCarriedOut() {
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.sandbox.server().fail(Fault.losingAnswer("PATCH", id));
    assertThatThrownBy(() -> fixture.patch(id, NOTES)).isInstanceOf(IOException.class);
    assertThat(notes(id)).isEqualTo("changed");
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 409, 503})
  void refusesTheCreationOfOneRecordsReferral(int status) throws Exception {
    String fault =
        "{\"method\":\"POST\",\"path\":\"referrals$\",\"status\":%d,\"bodyMatches\":\"crm-1\\\"\"}";
    assertThat(fixture.control("POST", "faults", fault.formatted(status)).statusCode())
        .isEqualTo(204);
    assertThat(fixture.post(deal("crm-12")).statusCode()).isEqualTo(200);
    assertThat(fixture.post(deal("crm-1")).statusCode()).isEqualTo(status);
    assertThat(fixture.sandbox.referrals()).hasSize(1);
    assertThat(fixture.post(deal("crm-1")).statusCode()).isEqualTo(200);
  }

  @Test
  void losesTheAnswerOfACreationThatItCarriedOut() throws Exception {
    Fault lost = Fault.losingAnswer("POST", "/engagements/referrals").whenBodyMatches("crm-1");
    fixture.sandbox.server().fail(lost);
    assertThat(fixture.post(deal("crm-2")).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> fixture.post(deal("crm-1"))).isInstanceOf(IOException.class);
    assertThat(fixture.sandbox.referrals())
        .extracting(referral -> referral.path("externalReferenceId").asText())
        .containsExactly("crm-2", "crm-1");
  }

  @Test
  void tellsTheInvitationOfMicrosoftFromTheOwnReferralByItsBody() throws Exception {
    JsonNode own = fixture.deal(DealKind.SHARED);
    fixture.sandbox.server().fail(Fault.refusing("POST", "referrals", 503).whenBodyMatches("msft"));
    assertThat(fixture.post(deal("crm-1")).statusCode()).isEqualTo(200);
    ObjectNode invitation = DealKind.SHARED.deal();
    invitation.set("engagementId", own.path("engagementId"));
    invitation
        .putArray("target")
        .addObject()
        .put("type", "BusinessProfileLocation")
        .put("id", "msft");
    assertThat(fixture.post(SandboxJson.text(invitation)).statusCode()).isEqualTo(503);
    assertThat(fixture.post(SandboxJson.text(invitation)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAFaultThatCannotBeRead() throws Exception {
    String broken = "{\"status\":503,\"bodyMatches\":\"(\"}";
    assertThat(fixture.control("POST", "faults", broken).statusCode()).isEqualTo(400);
    assertThat(fixture.control("POST", "faults", "{\"state\":503}").statusCode()).isEqualTo(400);
    assertThat(fixture.control("GET", "faults", "").body()).isEqualTo("[]");
  }

  private String notes(String id) {
    return fixture.sandbox.referral(id).at("/details/notes").asText();
  }

  private static String deal(String record) {
    return SandboxJson.text(DealKind.PRIVATE.deal().put("externalReferenceId", record));
  }
}
