package dev.cosell.bridge.sandbox.partnercenter;

import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.REFERRALS;
import static dev.cosell.bridge.sandbox.partnercenter.SandboxFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictnessTest {

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
  @ValueSource(ints = {409, 400})
  void refusesAnEditOfAFinalDealWithTheChosenStatus(int status) throws Exception {
    change(strictness().withFinalDealStatus(status));
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.sandbox.edit(
        id, SandboxJson.parse("{\"status\":\"Closed\",\"substatus\":\"Won\"}"), false);
    assertThat(fixture.patch(id, NOTES).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void answersACreateWithTheChosenStatus(int status) throws Exception {
    change(strictness().withCreatedStatus(status));
    assertThat(fixture.post(deal()).statusCode()).isEqualTo(status);
    assertThat(fixture.sandbox.contractViolations()).isEmpty();
  }

  @Test
  void locksTheCustomersContactsOrNot() throws Exception {
    String none = "[{\"op\":\"replace\",\"path\":\"/customerProfile/team\",\"value\":[]}]";
    String id = fixture.deal(DealKind.SHARED).path("id").asText();
    assertThat(fixture.patch(id, none).statusCode()).isEqualTo(400);
    change(strictness().withLockSharedContacts(false));
    assertThat(fixture.patch(id, none).statusCode()).isEqualTo(204);
  }

  @Test
  void listsANewReferralLaterThanItShowsItById() throws Exception {
    change(strictness().withListedAfter(Duration.ofMinutes(5)));
    JsonNode created = json(fixture.post(deal()));
    assertThat(fixture.get(REFERRALS + "/" + created.path("id").asText()).statusCode())
        .isEqualTo(200);
    assertThat(listed("externalReferenceId eq 'crm-1'")).isEmpty();
    assertThat(listed("engagementId eq '" + created.path("engagementId").asText() + "'")).isEmpty();
    change(strictness().withListedAfter(Duration.ofMillis(50)));
    await().untilAsserted(() -> assertThat(listed("externalReferenceId eq 'crm-1'")).hasSize(1));
  }

  @Test
  void leavesOutOfListsWhatItIsToldTo() throws Exception {
    fixture.deal(DealKind.SHARED);
    change(strictness().withLeftOutOfLists(List.of("externalReferenceId")));
    JsonNode item = listed("status eq 'Active'").get(0);
    assertThat(item.has("externalReferenceId")).isFalse();
    assertThat(item.has("eTag")).isTrue();
    assertThat(item.has("team")).isTrue();
  }

  @Test
  void passesOverTheOrderOfListsOnlyWhenToldTo() throws Exception {
    String first = fixture.deal(DealKind.SHARED).path("id").asText();
    fixture.deal(DealKind.SHARED);
    String ascending = "?$orderby=updatedDateTime%20asc";
    assertThat(json(fixture.get(REFERRALS + ascending)).at("/value/0/id").asText())
        .isEqualTo(first);
    change(strictness().withOrderedLists(false));
    assertThat(json(fixture.get(REFERRALS + ascending)).at("/value/0/id").asText())
        .isNotEqualTo(first);
  }

  @Test
  void repeatsTheFirstAnswerToARequestIdOnlyWhenToldTo() throws Exception {
    String request = UUID.randomUUID().toString();
    assertThat(post(request)).isNotEqualTo(post(request));
    change(strictness().withRepeatByRequestId(true));
    String another = UUID.randomUUID().toString();
    String first = post(another);
    assertThat(post(another)).isEqualTo(first);
    assertThat(post(UUID.randomUUID().toString())).isNotEqualTo(first);
    assertThat(fixture.sandbox.referrals()).hasSize(4);
  }

  @Test
  void isChangedByName() throws Exception {
    String changes = "{\"filterByExternalReference\":false,\"createdStatus\":201}";
    JsonNode changed = json(fixture.control("POST", "strictness", changes));
    assertThat(changed.path("createdStatus").asInt()).isEqualTo(201);
    assertThat(json(fixture.control("GET", "strictness", ""))).isEqualTo(changed);
    assertThat(strictness())
        .isEqualTo(
            Strictness.defaults().withFilterByExternalReference(false).withCreatedStatus(201));
    assertThat(fixture.list("$filter", "externalReferenceId eq 'x'").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"lenient\":true}", "{\"createdStatus\":204}", "[]"})
  void refusesWhatItDoesNotKnow(String changes) throws Exception {
    assertThat(fixture.control("POST", "strictness", changes).statusCode()).isEqualTo(400);
    assertThat(strictness()).isEqualTo(Strictness.defaults());
  }

  private Strictness strictness() {
    return fixture.sandbox.strictness();
  }

  private void change(Strictness other) {
    fixture.sandbox.change(other);
  }

  private JsonNode listed(String filter) throws Exception {
    return json(fixture.list("$filter", filter)).path("value");
  }

  private String post(String requestId) throws Exception {
    var request = fixture.request(REFERRALS).header("MS-RequestId", requestId);
    return json(fixture.send(request.POST(BodyPublishers.ofString(deal())).build()))
        .path("id")
        .asText();
  }

  private static String deal() {
    ObjectNode deal = DealKind.PRIVATE.deal().put("externalReferenceId", "crm-1");
    // only samples of answers have these
    deal.remove("dealSensitivity");
    deal.withObjectProperty("customerProfile").remove("isMatchingComplete");
    return SandboxJson.text(deal);
  }
}
