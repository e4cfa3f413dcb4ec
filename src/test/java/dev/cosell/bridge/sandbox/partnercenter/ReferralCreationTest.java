package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralCreationTest {

  private static final String DEAL =
      """
      {"name": "Example rollout [shared]", "externalReferenceId": "crm-1", "type": "Shared",
       "status": "New", "substatus": "Pending", "qualification": "SalesQualified",
       "customerProfile": {"name": "Example Customer Ltd",
         "address": {"addressLine1": "1 Sample Street", "city": "Sampletown", "country": "US"},
         "team": [{"firstName": "Avery", "lastName": "Example", "phoneNumber": "+15550100",
                   "email": "avery@customer.example"}]},
       "consent": {"consentToToShareInfoWithOthers": true, "consentToContact": true,
         "consentToShareReferralWithMicrosoftSellers": true},
       "details": {"notes": "Synthetic deal.", "dealValue": "50000", "currency": "USD",
         "closingDateTime": "2030-11-14T00:00:00Z",
         "requirements": {"solutions": [{"type": "Name", "id": "SOL-00001-AAA"}]}},
       "team": [{"firstName": "Robin", "lastName": "Seller", "phoneNumber": "+15550101",
                 "email": "robin@partner.example"}],
       "target": [{"type": "SolutionProfile", "id": "SOL-00001-AAA"}]}
      """;

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
  void answersActiveAndAcceptedWhateverWasSent() throws Exception {
    HttpResponse<String> answer = fixture.post(DEAL);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode created = json(answer);
    assertThat(created.path("status").asText()).isEqualTo("Active");
    assertThat(created.path("substatus").asText()).isEqualTo("Accepted");
    assertThat(created.path("direction").asText()).isEqualTo("Outgoing");
    assertThat(created.path("organizationId").asText())
        .isEqualTo(PartnerCenterSettings.defaults().organization().id());
    assertThat(created.path("acceptedDateTime")).isEqualTo(created.path("createdDateTime"));
    assertThat(created.at("/details/dealValue").isNumber()).isTrue();
    assertThat(answer.headers().firstValue("ETag")).contains(created.path("eTag").asText());
  }

  @Test
  void createsTwiceWhenItIsAskedTwice() throws Exception {
    String first = json(fixture.post(DEAL)).path("id").asText();
    assertThat(json(fixture.post(DEAL)).path("id").asText()).isNotEqualTo(first);
    JsonNode found = json(fixture.list("$filter", "externalReferenceId eq 'crm-1'"));
    assertThat(found.path("value")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "customerProfile", "consent", "details"})
  void refusesADealWithoutWhatIsRequired(String missing) throws Exception {
    refused(fixture.post(SandboxJson.text(deal().without(missing))), missing);
  }

  @ParameterizedTest
  @CsvSource({
    "/type,Mutual",
    "/customerProfile,Example Customer Ltd",
    "/customerProfile/address/country,USA",
    "/details/currency,Euro",
    "/details/dealValue,much",
  })
  void refusesAValueThatDoesNotFit(String path, String value) throws Exception {
    ObjectNode deal = deal();
    int slash = path.lastIndexOf('/');
    ((ObjectNode) deal.at(path.substring(0, slash))).put(path.substring(slash + 1), value);
    refused(fixture.post(SandboxJson.text(deal)), path);
  }

  @Test
  void demandsThePortalsFieldsWhenToldTo() throws Exception {
    ObjectNode unnamed = deal().without("name");
    assertThat(fixture.post(SandboxJson.text(unnamed)).statusCode()).isEqualTo(200);
    fixture.close();
    fixture =
        new SandboxFixture(
            PartnerCenterSettings.defaults()
                .withStrictness(Strictness.defaults().withDemandPortalFields(true)));
    refused(fixture.post(SandboxJson.text(unnamed)), "/name");
    assertThat(fixture.post(DEAL).statusCode()).isEqualTo(200);
  }

  @Test
  void createsMicrosoftsReferralOfTheEngagement() throws Exception {
    JsonNode own = json(fixture.post(DEAL));
    JsonNode theirs = json(fixture.post(SandboxJson.text(invitation(own))));
    assertThat(theirs.path("engagementId")).isEqualTo(own.path("engagementId"));
    assertThat(theirs.path("id")).isNotEqualTo(own.path("id"));
    assertThat(theirs.path("organizationId").asText()).isEqualTo("msft");
    assertThat(theirs.path("status").asText()).isEqualTo("New");
    assertThat(theirs.path("substatus").asText()).isEqualTo("Pending");
  }

  @Test
  void refusesASecondReferralOfMicrosoftInOneEngagement() throws Exception {
    JsonNode own = json(fixture.post(DEAL));
    String invitation = SandboxJson.text(invitation(own));
    JsonNode theirs = json(fixture.post(invitation));
    assertThat(fixture.post(invitation).statusCode()).isEqualTo(409);
    fixture.sandbox.microsoft().decline(theirs.path("id").asText(), "not managed");
    assertThat(fixture.post(invitation).statusCode()).as("declined before").isEqualTo(409);
    assertThat(fixture.sandbox.referrals()).hasSize(2);
  }

  @Test
  void takesARequestForHelpAsConsent() throws Exception {
    ObjectNode hidden = deal();
    ((ObjectNode) hidden.path("consent")).put("consentToShareReferralWithMicrosoftSellers", false);
    String consent = "/consent/consentToShareReferralWithMicrosoftSellers";
    assertThat(json(fixture.post(SandboxJson.text(hidden))).at(consent).asBoolean()).isFalse();
    hidden.putObject("inviteContext").put("assistanceRequestCode", "QuotesOrLicensing");
    assertThat(json(fixture.post(SandboxJson.text(hidden))).at(consent).asBoolean()).isTrue();
  }

  @Test
  void makesAPrivateDealSharedByInvitingMicrosoft() throws Exception {
    JsonNode hidden = fixture.deal(DealKind.PRIVATE);
    assertThat(fixture.post(SandboxJson.text(invitation(hidden))).statusCode()).isEqualTo(200);
    JsonNode after = fixture.sandbox.referral(hidden.path("id").asText());
    assertThat(after.path("type").asText()).isEqualTo("Shared");
    assertThat(after.at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean())
        .isTrue();
  }

  @Test
  void refusesAnInvitationThatIsNotComplete() throws Exception {
    JsonNode own = json(fixture.post(DEAL));
    ObjectNode wrongTarget = invitation(own);
    wrongTarget.set("target", deal().path("target"));
    refused(fixture.post(SandboxJson.text(wrongTarget)), "/target");
    refused(fixture.post(SandboxJson.text(invitation(own).without("inviteContext"))), "assistance");
    ObjectNode noContact = invitation(own);
    ((ObjectNode) noContact.path("customerProfile")).remove("team");
    refused(fixture.post(SandboxJson.text(noContact)), "/customerProfile/team");
    ObjectNode elsewhere = invitation(own).put("engagementId", own.path("id").asText());
    refused(fixture.post(SandboxJson.text(elsewhere)), "/engagementId");
    List<ObjectNode> all = fixture.sandbox.referrals();
    assertThat(all).hasSize(1);
  }

  private static ObjectNode invitation(JsonNode own) {
    ObjectNode invitation = deal();
    invitation.put("engagementId", own.path("engagementId").asText());
    invitation.set(
        "target", SandboxJson.parse("[{\"type\":\"BusinessProfileLocation\",\"id\":\"msft\"}]"));
    invitation
        .putObject("inviteContext")
        .put("notes", "Please help with a demo.")
        .put("assistanceRequestCode", "ProofOfConceptOrDemo");
    return invitation;
  }

  private static ObjectNode deal() {
    return SandboxJson.parseObject(DEAL);
  }

  private static void refused(HttpResponse<String> answer, String about) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).at("/error/message").asText()).contains(about);
  }
}
