package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Creation;
import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.Invitations;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import dev.cosell.bridge.run.RunLog;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.partnercenter.Strictness;
import dev.cosell.bridge.sync.Progress;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.Synchronization;
import dev.cosell.bridge.sync.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The routes that create referrals, called one by one, so that a crash is a call forgotten. */
@TestPropertySource(properties = "cosell.partner-center.create-patience=5s")
@Tag(Crm.EVERY)
class CreateReferralIT extends BridgeScenario {

  private static final String LIST = "referrals$";
  private static final String CREATE = "partner-center-create-referral";
  private static final String HELP = "'help':'ProofOfConceptOrDemo'";
  private static final String NO_HELP = "'help':null";
  private static final String VISIBLE = "'visible':true";

  private final Strictness strictness = SANDBOX.partnerCenter().strictness();
  private String record;

  @Autowired Creations creations;
  @Autowired Invitations invitations;

  @AfterEach
  void restoreTheReadingOfTheSources() {
    SANDBOX.partnerCenter().change(strictness);
  }

  /** Nobody but the test looks at the deals. */
  @BeforeEach
  void beAlone() {
    SANDBOX.partnerCenter().callback(null);
    record =
        CRM.createDeal(
            json(SellerScenario.DEAL).put("name", "✔ Example rollout").put("sync", false));
    forgetRequests();
  }

  @Test
  void createsAPrivateDealByOneCall() {
    Synchronization done = create(NO_HELP);

    ObjectNode own = onlyReferral();
    assertThat(done.link().referralId()).isEqualTo(id(own, "id"));
    assertThat(done.knownReferral().path("eTag")).isEqualTo(own.path("eTag"));
    assertThat(own.path("type").asText()).isEqualTo("Independent");
    assertThat(visible(own)).isFalse();
    assertThat(own.path("name").asText()).isEqualTo("Example rollout");
    assertThat(own.at("/details/dealValue").isNumber()).isTrue();
    assertThat(done.progress().microsofts()).isNull();
    assertThat(verbs()).containsExactly("GET", "POST");
  }

  @Test
  void tellsWhatItCreated() {
    Synchronization done = create(HELP);

    assertThat(done.log().detail(List.of(), 0).steps())
        .containsSubsequence(
            "Partner Center has no referral of this record yet",
            "Partner Center created referral " + done.referralId());
    assertThat(done.log().detail(List.of(), 0).fields())
        .allMatch(it -> it.side().equals("partner-center"))
        .extracting(FieldChange::field)
        .contains("name", "dealValue", "solutions", "team", "contactEmail", "help")
        .doesNotContain("status", "referralId", "microsoftMsxId");
  }

  @Test
  void createsAPartnerLedDealByOneCall() {
    create(NO_HELP + "," + VISIBLE);

    assertThat(onlyReferral().path("type").asText()).isEqualTo("Independent");
    assertThat(visible(onlyReferral())).isTrue();
    assertThat(posts()).hasSize(1);
  }

  @Test
  void createsACoSellDealByTwoCallsWithinOneEngagement() {
    Synchronization done = create(HELP);

    ObjectNode own = ownReferrals().get(0);
    ObjectNode microsofts = microsofts(own);
    assertThat(own.path("type").asText()).isEqualTo("Shared");
    assertThat(own.at("/target/0/type").asText()).isEqualTo("SolutionProfile");
    assertThat(microsofts.at("/inviteContext/assistanceRequestCode").asText())
        .isEqualTo("ProofOfConceptOrDemo");
    assertThat(microsofts.at("/inviteContext/notes").asText()).isEqualTo("Synthetic deal.");
    assertThat(done.progress().microsofts()).isNotNull();
    assertThat(done.progress().microsofts().path("id")).isEqualTo(microsofts.path("id"));
    assertThat(posts()).hasSize(2);
    assertThat(invitations.openSince(done.link().id())).isEmpty();
  }

  @Test
  void neverCreatesTwiceWhateverIsForgotten() {
    ReferralId first = create(HELP).referralId();
    forgetRequests();

    assertThat(create(HELP).referralId()).isEqualTo(first);
    assertThat(posts()).isEmpty();
    assertThat(ownReferrals()).hasSize(1);
  }

  @Test
  void findsItsReferralAfterTheStoreWasRestored() {
    Synchronization done = create(NO_HELP);
    creations.forget(done.link().id());

    assertThat(create(NO_HELP).referralId()).isEqualTo(done.referralId());
    assertThat(posts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 503, 204, 200})
  void neverCreatesTwiceWhenTheAnswerIsLost(int status) {
    fail("POST", LIST, status, "", true);
    assertThat(transience(call(CREATE, NO_HELP))).isTrue();
    assertThat(noted().begunAt()).isNotNull();

    assertThat(create(NO_HELP).referralId()).isEqualTo(id(onlyReferral(), "id"));
    assertThat(posts()).hasSize(1);
    assertThat(noted().begunAt()).isNull();
  }

  @Test
  void neverInvitesTwiceWhenTheAnswerIsLost() {
    create(NO_HELP);
    fail("POST", LIST, 0, null, true);
    assertThat(transience(call(CREATE, HELP))).isTrue();

    Synchronization done = create(HELP);
    assertThat(done.progress().microsofts()).isNotNull();
    assertThat(posts()).hasSize(2);
    assertThat(microsofts(ownReferrals().get(0))).isNotNull();
    assertThat(invitations.openSince(done.link().id())).isEmpty();
  }

  @Test
  void invitesMicrosoftToAPrivateDealAsItStands() {
    Synchronization before = create(NO_HELP);
    SANDBOX
        .partnerCenter()
        .edit(
            before.referralId().value(),
            json("{'details':{'notes':'Edited in the portal.'}}"),
            false);

    Synchronization done = create(HELP);
    ObjectNode own = ownReferrals().get(0);
    assertThat(microsofts(own).at("/details/notes").asText()).isEqualTo("Edited in the portal.");
    assertThat(visible(own)).isTrue();
    assertThat(done.knownReferral().path("eTag")).isEqualTo(own.path("eTag"));
  }

  @Test
  void waitsBeforeItAsksASecondTimeAndThenUsesTheSameRequestId() {
    fail("POST", LIST, 0, null, false);
    call(CREATE, NO_HELP);
    RemoteFailure early = remote(call(CREATE, NO_HELP));
    assertThat(early.kind()).isEqualTo(RemoteFailure.Kind.TRANSIENT);
    assertThat(early.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(early).hasMessageContaining("looking again before asking a second time");
    assertThat(posts()).hasSize(1);

    await().atMost(PATIENCE).until(() -> call(CREATE, NO_HELP).getException() == null);
    assertThat(posts()).extracting(it -> it.header("MS-RequestId")).hasSize(2);
    assertThat(posts().get(0).header("MS-RequestId"))
        .isEqualTo(posts().get(1).header("MS-RequestId"));
    assertThat(ownReferrals()).hasSize(1);
  }

  @Test
  void toleratesListsThatLagBehind() {
    SANDBOX.partnerCenter().change(strictness.withListedAfter(Duration.ofHours(1)));
    fail("POST", LIST, 0, null, true);
    call(CREATE, HELP);
    assertThat(remote(call(CREATE, HELP)).kind()).isEqualTo(RemoteFailure.Kind.TRANSIENT);
    SANDBOX.partnerCenter().change(strictness);

    await().atMost(PATIENCE).until(() -> call(CREATE, HELP).getException() == null);
    assertThat(ownReferrals()).hasSize(1);
    assertThat(microsofts(ownReferrals().get(0))).isNotNull();
    assertThat(posts()).hasSize(2);
  }

  @Test
  void findsItsReferralWhereTheReferenceCannotBeFilteredNorIsListed() {
    SANDBOX
        .partnerCenter()
        .change(
            strictness
                .withFilterByExternalReference(false)
                .withLeftOutOfLists(List.of("externalReferenceId", "organizationId", "eTag")));
    fail("POST", LIST, 0, null, true);
    call(CREATE, NO_HELP);

    assertThat(create(NO_HELP).referralId()).isEqualTo(id(onlyReferral(), "id"));
    assertThat(create(HELP).progress().microsofts()).isNotNull();
    create(HELP);
    assertThat(posts()).hasSize(2);
  }

  @Test
  void neverInvitesTwiceWhenOnlyTheSecondAnswerIsLost() {
    SANDBOX
        .partnerCenter()
        .server()
        .fail(new Fault("POST", LIST, 0, null, null, 1, true, 0, "inviteContext"));
    assertThat(transience(call(CREATE, HELP))).isTrue();
    assertThat(noted().referralId()).isEqualTo(id(onlyReferral(), "id"));

    create(HELP);
    assertThat(posts()).hasSize(2);
    assertThat(microsofts(onlyReferral())).isNotNull();
  }

  @Test
  void toleratesAListOfTheEngagementThatLagsBehind() {
    create(NO_HELP);
    fail("POST", LIST, 0, null, true);
    call(CREATE, HELP);
    fail("GET", LIST, 200, "{\"value\":[]}", false);
    assertThat(remote(call(CREATE, HELP)).kind()).isEqualTo(RemoteFailure.Kind.TRANSIENT);

    create(HELP);
    assertThat(posts()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "501", "200"})
  void findsItsReferralWithoutTheFilter(String status) {
    fail("POST", LIST, 0, null, true);
    call(CREATE, NO_HELP);
    for (int i = 0; i < 4; i++) {
      deal(DealKind.PRIVATE, "{}");
    }
    String others =
        "{\"value\":[{\"id\":\"%s\",\"externalReferenceId\":\"another\"}],\"@odata.nextLink\":\"http://x/?$skiptoken=1\"}"
            .formatted(UUID.randomUUID());
    fail("GET", LIST, Integer.parseInt(status), others, false);
    forgetRequests();

    assertThat(create(NO_HELP).referralId()).isEqualTo(id(onlyReferral(), "id"));
    assertThat(posts()).isEmpty();
    assertThat(queries()).anyMatch(it -> it.contains("updatedDateTime%20asc"));
    assertThat(queries()).anyMatch(it -> it.contains("$skiptoken="));
  }

  @Test
  void looksNoFurtherForWhatWasNeverAskedFor() {
    fail("GET", LIST, 400, "{}", false);
    create(NO_HELP);

    assertThat(verbs()).containsExactly("GET", "POST");
  }

  @Test
  void readsAnItemThatDoesNotTellItsReference() {
    fail("POST", LIST, 0, null, true);
    call(CREATE, NO_HELP);
    String own = onlyReferral().path("id").asText();
    String stranger = deal(DealKind.PRIVATE, "{}");
    fail(
        "GET",
        LIST,
        200,
        "{\"value\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]}".formatted(stranger, own),
        false);

    assertThat(create(NO_HELP).referralId()).isEqualTo(ReferralId.of(own));
    assertThat(posts()).hasSize(1);
  }

  @Test
  void goesOnWithoutAnItemThatCannotBeRead() {
    String gone = UUID.randomUUID().toString();
    fail("GET", LIST, 200, "{\"value\":[{\"id\":\"%s\"}]}".formatted(gone), false);

    assertThat(create(NO_HELP).referralId()).isEqualTo(id(onlyReferral(), "id"));
  }

  @Test
  void createsNothingWhenItCannotLook() {
    for (int status : new int[] {403, 500}) {
      fail("GET", LIST, status, "{}", false);
      assertThat(call(CREATE, NO_HELP).getException())
          .isInstanceOf(HttpOperationFailedException.class);
    }
    fail("GET", LIST, 200, "<html>", false);
    assertThat(remote(call(CREATE, NO_HELP)).kind()).isEqualTo(RemoteFailure.Kind.TRANSIENT);
    assertThat(posts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 422})
  void asksAgainAtOnceAfterARefusal(int status) {
    fail("POST", LIST, status, "{\"error\":{\"code\":\"invalidRequest\"}}", false);
    Exchange refused = call(CREATE, NO_HELP);
    assertThat(refused.getException()).isInstanceOf(HttpOperationFailedException.class);
    assertThat(noted().begunAt()).isNull();

    create(NO_HELP);
    assertThat(ownReferrals()).hasSize(1);
    assertThat(posts().get(0).header("MS-RequestId"))
        .isNotEqualTo(posts().get(1).header("MS-RequestId"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429})
  void doesNotTakeEveryClientErrorForARefusal(int status) {
    fail("POST", LIST, status, "{}", false);
    call(CREATE, NO_HELP);

    assertThat(noted().begunAt()).isNotNull();
  }

  @Test
  void invitesAgainAtOnceAfterARefusalThatTheDealItselfDoesNotMind() {
    create(NO_HELP);
    fail("POST", LIST, 400, "{}", false);
    Synchronization refused = create(HELP);
    assertThat(refused.progress().microsofts()).isNull();
    assertThat(refused.isInvitationRefused()).isTrue();

    assertThat(create(HELP).progress().microsofts()).isNotNull();
  }

  @Test
  void readsMicrosoftsSideByTheEngagementAndThenById() {
    create(HELP);
    ObjectNode own = ownReferrals().get(0);
    Synchronization read = side("partner-center-get-microsofts-side", own, "{}");
    assertThat(microsoftsId(read)).isEqualTo(microsofts(own).path("id").asText());

    forgetRequests();
    String base = "{'microsoft':{'id':'%s'}}".formatted(microsoftsId(read));
    assertThat(microsoftsId(side("partner-center-get-microsofts-side", own, base)))
        .isEqualTo(microsoftsId(read));
    assertThat(queries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void goesOnWithoutMicrosoftsSide(int status) {
    create(HELP);
    ObjectNode own = ownReferrals().get(0);
    fail("GET", LIST, status, "{}", false);

    Synchronization done = side("partner-center-get-microsofts-side", own, "{}");
    assertThat(done.progress().microsofts()).isNull();
    assertThat(done.log().detail(List.of(), 0).steps())
        .containsExactly("Partner Center does not show Microsoft's side of the deal");
  }

  @Test
  void findsOurSideOfAReferralOfMicrosoft() {
    create(HELP);
    ObjectNode own = ownReferrals().get(0);

    Synchronization done = side("partner-center-find-own-side", microsofts(own), "{}");
    assertThat(done.log().detail(List.of(), 0).steps())
        .containsExactly("this concerns our referral " + own.path("id").asText());
    assertThat(done.progress().handedOver()).containsExactly(id(own, "id"));
  }

  private Synchronization create(String changes) {
    Exchange done = call(CREATE, changes);
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(Synchronization.class);
  }

  /** One run from the very beginning: what an earlier one knew is lost, but what it committed. */
  private Exchange call(String route, String changes) {
    CRM.edit(record, json("{" + changes + "}"));
    camel.requestBody("direct:crm-prepare", "a test");
    Synchronization begun = begin(json("{}"), RecordId.opportunity(record));
    Synchronization read = known("crm-read-related", known("crm-find-record", begun));
    return camel.send("direct:" + route, exchange -> exchange.getMessage().setBody(read));
  }

  private Synchronization known(String route, Synchronization before) {
    return camel.requestBody("direct:" + route, before, Synchronization.class);
  }

  private Synchronization side(String route, ObjectNode referral, String base) {
    Synchronization begun = begin(json(base), RecordId.opportunity(record)).withReferral(referral);
    Exchange done = camel.send("direct:" + route, exchange -> exchange.getMessage().setBody(begun));
    assertThat(done.getException()).isNull();
    return done.getMessage().getBody(Synchronization.class);
  }

  private Synchronization begin(ObjectNode base, RecordId id) {
    Progress progress =
        new Progress(links.find(links.keyOf(id)).orElseThrow().agreeing(base, null, null));
    return Synchronization.begin(new Trigger(List.of(), 0, false), new RunLog(), progress);
  }

  private Creation noted() {
    return creations.of(links.keyOf(RecordId.opportunity(record))).orElseThrow();
  }

  private static void fail(
      String verb, String path, int status, @Nullable String body, boolean afterSuccess) {
    SANDBOX
        .partnerCenter()
        .server()
        .fail(new Fault(verb, path, status, null, body, 1, afterSuccess, 0));
  }

  /** A failure after which the synchronization is run again. */
  private static boolean transience(Exchange done) {
    Exception failure = Objects.requireNonNull(done.getException());
    return failure instanceof RemoteFailure known
        ? known.kind() == RemoteFailure.Kind.TRANSIENT
        : failure instanceof java.io.IOException
            || ((HttpOperationFailedException) failure).getStatusCode() >= 500;
  }

  private static RemoteFailure remote(Exchange done) {
    assertThat(done.getException()).isInstanceOf(RemoteFailure.class);
    return (RemoteFailure) Objects.requireNonNull(done.getException());
  }

  private List<ObjectNode> ownReferrals() {
    return SANDBOX.partnerCenter().referrals().stream()
        .filter(it -> it.path("externalReferenceId").asText().equals(record))
        .filter(it -> !it.path("organizationId").asText().equals("msft"))
        .toList();
  }

  private ObjectNode onlyReferral() {
    assertThat(ownReferrals()).hasSize(1);
    return ownReferrals().get(0);
  }

  /** Microsoft's referral of the same engagement; fails when there are several. */
  private static ObjectNode microsofts(ObjectNode own) {
    List<ObjectNode> all =
        SANDBOX.partnerCenter().referrals().stream()
            .filter(it -> it.path("engagementId").equals(own.path("engagementId")))
            .filter(it -> it.path("organizationId").asText().equals("msft"))
            .toList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static String microsoftsId(Synchronization done) {
    return Objects.requireNonNull(done.progress().microsofts()).path("id").asText();
  }

  private static ReferralId id(JsonNode referral, String field) {
    return ReferralId.of(referral.path(field).asText());
  }

  private static boolean visible(JsonNode referral) {
    return referral.at("/consent/consentToShareReferralWithMicrosoftSellers").asBoolean();
  }

  private static List<String> verbs() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .map(SandboxRequest::method)
        .toList();
  }

  private static List<SandboxRequest> posts() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .filter(it -> it.method().equals("POST"))
        .toList();
  }

  private static List<String> queries() {
    return SANDBOX.partnerCenter().server().requests().stream()
        .map(SandboxRequest::query)
        .filter(Objects::nonNull)
        .toList();
  }
}
