package dev.cosell.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.Run;
import dev.cosell.bridge.run.RunDetail;
import dev.cosell.bridge.run.RunQuery;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class AdminApiIT extends OperationsScenario {

  @Test
  void isDescribedByOpenApi() {
    Answer description = get("/api/openapi");

    assertThat(description.status()).isEqualTo(200);
    assertThat(description.json().path("paths").properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "/api/links",
            "/api/links/{referralId}",
            "/api/runs",
            "/api/runs/{id}",
            "/api/runs/{id}/resubmit",
            "/api/referrals/{referralId}/synchronize",
            "/api/registration",
            "/api/registration/heartbeat",
            "/api/sweep",
            "/api/drift",
            "/api/backlog");
    assertThat(description.json().at("/paths/~1api~1links~1{referralId}").has("delete")).isTrue();
  }

  @Test
  void sweepsByHandAndShowsWhatCameOfIt() {
    Answer swept = post("/api/sweep");

    assertThat(swept.status()).isEqualTo(200);
    assertThat(swept.json().path("pages").asInt()).isPositive();
    assertThat(swept.json().path("reason").isNull()).isTrue();
    assertThat(get("/api/sweep").text("endedAt")).isEqualTo(swept.text("endedAt")).isNotEmpty();
    assertThat(get("/actuator/health").json().at("/components/sweep/details/lost").isNumber())
        .isTrue();
  }

  @Test
  void comparesBothSidesByHandAndShowsWhatCameOfIt() {
    assertThat(post("/api/drift").status()).isEqualTo(202);

    await().until(() -> get("/api/drift").json().at("/last/endedAt").isTextual());
    assertThat(get("/api/drift").json().at("/last/links").isInt()).isTrue();
    assertThat(get("/actuator/health").json().at("/components/drift/details/links").isInt())
        .isTrue();
  }

  @Test
  void showsALinkWithItsRecordAndBase() {
    String referral = synchronizedDeal();

    Answer answer = get("/api/links/" + referral);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith(MediaType.APPLICATION_JSON_VALUE);
    assertThat(answer.text("referralId")).isEqualTo(referral);
    assertThat(answer.text("state")).isEqualTo("linked");
    assertThat(answer.json().at("/record/entity").asText()).isEqualTo("opportunity");
    assertThat(answer.json().at("/record/value").asText()).isNotEmpty();
    assertThat(answer.json().path("base").isEmpty()).isFalse();
    assertThat(Instant.parse(answer.text("createdAt")))
        .isBeforeOrEqualTo(Instant.parse(answer.text("updatedAt")));
    assertThat(get("/api/links/" + referral.toUpperCase(java.util.Locale.ROOT)).json())
        .isEqualTo(answer.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"006gL0000000001QAA", "0b6cf4d8-0e6c-4a5b-9f0b-6a3d8b0f7c11"})
  void findsALinkByTheIdOfItsRecordAsTheCrmWritesIt(String record) {
    links.keyOf(RecordId.opportunity(record));

    assertThat(get("/api/links/" + record).json().at("/record/value").asText()).isEqualTo(record);
  }

  @Test
  void showsARunWithTriggerStepsCallsFieldsAndOutcome() {
    String referral = synchronizedDeal();
    JsonNode line = get("/api/runs?outcome=created&referralId=" + referral).json().at("/items/0");

    JsonNode run = get("/api/runs/" + line.path("id")).json();

    assertThat(line.path("trigger").asText()).isEqualTo("operator synchronize");
    assertThat(line.path("calls").asInt()).isEqualTo(run.path("calls").size()).isPositive();
    assertThat(line.path("millis").asLong()).isNotNegative();
    assertThat(run.path("outcome").asText()).isEqualTo("created");
    assertThat(run.path("changes").get(0).asText()).isEqualTo("operator synchronize");
    assertThat(run.path("steps").isEmpty()).isFalse();
    assertThat(run.path("calls"))
        .anySatisfy(
            call -> {
              assertThat(call.path("system").asText()).isEqualTo("partner-center");
              assertThat(call.path("request").asText()).startsWith("GET ").endsWith(referral);
              assertThat(call.path("answer").asText()).isEqualTo("ok");
            });
    assertThat(run.path("fields"))
        .anySatisfy(
            field -> {
              assertThat(field.path("field").asText()).isEqualTo("dealValue");
              assertThat(field.path("side").asText()).isEqualTo("crm");
              assertThat(field.path("to").isMissingNode()).isFalse();
            });
  }

  @Test
  void resubmitsARunBySynchronizingItsReferralAgain() {
    String referral = synchronizedDeal();
    long run = runs.search(new RunQuery(null, ReferralId.of(referral), 0, 1)).get(0).id();

    Answer answer = post("/api/runs/" + run + "/resubmit");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("referralId")).isEqualTo(referral);
    await().until(() -> latestTrigger(referral).equals("operator resubmit of run " + run));
  }

  @Test
  void removesALinkWithAllThatIsRememberedOfTheDeal() {
    String referral = synchronizedDeal();
    String record = get("/api/links/" + referral).json().at("/record/value").asText();

    Answer refused = delete("/api/links/" + referral);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail")).contains("still synchronized", "?force=true");
    assertThat(get("/api/links/" + referral).status()).isEqualTo(200);

    Answer removed = delete("/api/links/" + record + "?force=true");
    assertThat(removed.status()).as(removed.body()).isEqualTo(204);
    assertThat(get("/api/links/" + referral).status()).isEqualTo(404);
    assertThat(get("/api/runs?referralId=" + referral).json().path("total").asLong()).isZero();
    assertThat(delete("/api/links/" + referral).status()).isEqualTo(404);
  }

  @Test
  void removesTheLinkOfADealThatIsOverWithoutBeingForced() {
    String mark = UUID.randomUUID().toString();
    String ignored = link(mark, LinkState.IGNORED, "{}");
    String won = link(mark, LinkState.LINKED, "{\"status\":\"won\"}");
    String open = link(mark, LinkState.LINKED, "{\"status\":\"in-progress\"}");

    assertThat(delete("/api/links/" + ignored).status()).isEqualTo(204);
    assertThat(delete("/api/links/" + won).status()).isEqualTo(204);
    assertThat(delete("/api/links/" + open).status()).isEqualTo(409);
    assertThat(referralIds(get("/api/links?query=" + mark))).containsExactly(open);
  }

  private String link(String name, LinkState state, String base) {
    ReferralId referral = ReferralId.of(UUID.randomUUID().toString());
    links.keyOf(referral);
    Link link = links.find(referral).orElseThrow().named(name).standing(state, null);
    links.save(link.agreeing(SandboxJson.parseObject(base), null, null), Instant.now());
    return referral.value();
  }

  @Test
  void sendsTheHeadersThatKeepABrowserFromDoingHarm() {
    assertThat(get("/api/backlog").headers().map())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("x-frame-options", List.of("DENY"))
        .containsEntry(
            "content-security-policy", List.of("default-src 'self'; frame-ancestors 'none'"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .doesNotContainKeys("server", "x-powered-by", "set-cookie");
    assertThat(get("/api/backlog").headers().firstValue("cache-control"))
        .hasValue("no-cache, no-store, max-age=0, must-revalidate");
  }

  private String synchronizedDeal() {
    String referral =
        SANDBOX.partnerCenter().create(DealKind.SHARED, SandboxJson.object()).path("id").asText();
    Answer answer = post("/api/referrals/" + referral + "/synchronize");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("referralId")).isEqualTo(referral);
    await().until(() -> latestTrigger(referral).equals("operator synchronize"));
    return referral;
  }

  private String latestTrigger(String referral) {
    return runs.search(new RunQuery(null, ReferralId.of(referral), 0, 1)).stream()
        .map(Run::trigger)
        .findFirst()
        .orElse("");
  }

  @Test
  void findsLinksByTextAndStatePageByPage() {
    String mark = UUID.randomUUID().toString();
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(number -> link(mark + " 100% deal_" + number, number < 3))
            .toList();

    Answer first = get("/api/links?state=held&query=" + mark + "&page=0&size=2");
    Answer second = get("/api/links?state=held&query=" + mark + "&page=1&size=2");

    assertThat(first.json().path("total").asLong()).isEqualTo(3);
    assertThat(first.json().path("page").asInt()).isZero();
    assertThat(second.json().path("size").asInt()).isEqualTo(2);
    assertThat(referralIds(first)).containsExactly(ids.get(2), ids.get(1));
    assertThat(referralIds(second)).containsExactly(ids.get(0));
    assertThat(referralIds(get("/api/links?query=+" + mark + "%20100%25%20DEAL_4+")))
        .containsExactly(ids.get(4));
    assertThat(referralIds(get("/api/links?state=failed&query=" + mark))).isEmpty();
  }

  private String link(String name, boolean held) {
    ReferralId referral = ReferralId.of(UUID.randomUUID().toString());
    links.keyOf(referral);
    Link link = links.find(referral).orElseThrow().named(name);
    links.save(
        held ? link.standing(LinkState.HELD, "Because.") : link.standing(LinkState.LINKED, null),
        Instant.now());
    return referral.value();
  }

  @Test
  void showsADealThatIsNotInPartnerCenterYet() {
    RecordId record = RecordId.opportunity(UUID.randomUUID().toString());
    String mark = "unshared " + UUID.randomUUID();
    Link link = links.find(links.keyOf(record)).orElseThrow().named(mark);
    links.save(link.standing(LinkState.HELD, "A solution id is required"), Instant.now());

    for (String query : List.of(mark.replace(" ", "%20"), record.value())) {
      JsonNode found = get("/api/links?state=held&query=" + query).json();
      assertThat(found.path("total").asInt()).isEqualTo(1);
      JsonNode item = found.at("/items/0");
      assertThat(item.path("referralId").isNull()).isTrue();
      assertThat(item.at("/record/value").asText()).isEqualTo(record.value());
      assertThat(item.path("name").asText()).isEqualTo(mark);
      assertThat(item.path("reason").asText()).isEqualTo("A solution id is required");
    }
  }

  @Test
  void resubmitsTheRunOfADealThatIsNotInPartnerCenterYet() {
    RecordId record = RecordId.opportunity(UUID.randomUUID().toString());
    long link = links.keyOf(record);
    runs.keep(ofRecord(link, record));
    long run =
        runs.search(new RunQuery(Outcome.HELD, null, 0, 200)).stream()
            .filter(it -> record.value().equals(it.recordId()))
            .findFirst()
            .orElseThrow()
            .id();

    Answer answer = post("/api/runs/" + run + "/resubmit");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("referralId")).isEqualTo(record.value());
    await()
        .until(
            () ->
                runs.search(new RunQuery(null, null, 0, 200)).stream()
                    .anyMatch(
                        it ->
                            it.linkKey() == link
                                && it.trigger().equals("operator resubmit of run " + run)));
    JsonNode line = get("/api/runs/" + run).json();
    assertThat(line.path("referralId").isNull()).isTrue();
    assertThat(line.path("recordId").asText()).isEqualTo(record.value());
  }

  private static Run ofRecord(long link, RecordId record) {
    Instant now = Instant.now();
    RunDetail nothing = new RunDetail(List.of(), 0, List.of(), List.of(), List.of(), List.of());
    return new Run(
        0, link, null, record.value(), "crm poll", Outcome.HELD, "Because.", now, now, nothing);
  }

  private static List<String> referralIds(Answer page) {
    return StreamSupport.stream(page.json().path("items").spliterator(), false)
        .map(item -> item.path("referralId").asText())
        .toList();
  }

  @Test
  void findsRunsByOutcomeAndReferralPageByPage() {
    ReferralId referral = ReferralId.of(UUID.randomUUID().toString());
    for (Outcome outcome : Outcome.values()) {
      runs.keep(run(referral, outcome));
    }
    String ofReferral = "/api/runs?referralId=" + referral;

    assertThat(get(ofReferral + "&size=3&page=2").json().path("items")).hasSize(1);
    assertThat(get(ofReferral).json().path("total").asInt()).isEqualTo(7);
    for (Outcome outcome : Outcome.values()) {
      assertThat(get(ofReferral + "&outcome=" + outcome.word()).json().path("items"))
          .singleElement()
          .extracting(run -> run.path("outcome").asText())
          .isEqualTo(outcome.word());
    }
  }

  private static Run run(ReferralId referral, Outcome outcome) {
    Instant now = Instant.now();
    RunDetail nothing = new RunDetail(List.of(), 0, List.of(), List.of(), List.of(), List.of());
    return new Run(0, 1, referral, null, "crm poll", outcome, "Because.", now, now, nothing);
  }

  @Test
  void countsTheBacklogAndWhatNeedsAttention() {
    long heldBefore = get("/api/backlog").json().path("held").asLong();
    link("held", true);
    jdbc.sql(
            "INSERT INTO change (link_id, source, event, received_at, due_at, attempt) VALUES (-1,"
                + " 'crm', 'poll', TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z', NULL, 1)")
        .update();

    JsonNode backlog = get("/api/backlog").json();

    assertThat(backlog.path("held").asLong()).isEqualTo(heldBefore + 1);
    assertThat(backlog.path("changes").asLong()).isPositive();
    assertThat(backlog.path("parked").asLong()).isEqualTo(1);
    assertThat(backlog.path("oldest").asText()).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(backlog.has("due")).isTrue();
    assertThat(backlog.has("waiting")).isTrue();
    assertThat(backlog.has("failed")).isTrue();
    jdbc.sql("DELETE FROM change WHERE link_id = -1").update();
  }
}
