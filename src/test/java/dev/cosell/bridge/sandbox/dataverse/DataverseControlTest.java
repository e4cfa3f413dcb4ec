package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseControlTest extends DataverseTestBase {

  @Test
  void showsAndEditsRowsAsASellerDoes() {
    JsonNode made = api.control("POST", "opportunities", opportunity("Deal")).json();
    String path = "opportunities/" + made.path("opportunityid").asText();

    JsonNode edited = api.control("PATCH", path, "{\"description\":\"by hand\"}").json();

    assertThat(edited.path("@odata.etag").asText()).isNotEqualTo(made.path("@odata.etag").asText());
    assertThat(edited.path("_modifiedby_value").asText())
        .isNotEqualTo(
            sandbox.row("accounts", account).orElseThrow().path("_modifiedby_value").asText());
    assertThat(api.control("GET", path, "").json()).isEqualTo(edited);
    assertThat(api.control("GET", "opportunities", "").json()).containsExactly(edited);
    assertThat(api.control("DELETE", path, "").status()).isEqualTo(204);
    assertThat(api.control("GET", path, "").status()).isEqualTo(404);
  }

  @Test
  void holdsSellersToTheRulesUnlessForced() {
    UUID id = created("Deal");
    String path = "opportunities/" + id;
    assertThat(api.control("POST", path + "/win", "").status()).isEqualTo(204);

    assertThat(api.control("PATCH", path, "{\"name\":\"x\"}").status()).isEqualTo(400);
    assertThat(api.control("PATCH", path + "?force=true", "{\"name\":\"x\"}").status())
        .isEqualTo(200);
    assertThat(
            api.control("PATCH", path + "?force=true", "{\"statecode\":2}")
                .json()
                .path("statuscode")
                .asInt())
        .isEqualTo(4);
    assertThat(api.control("POST", path + "/reopen", "").status()).isEqualTo(204);
    assertThat(api.control("POST", path + "/lose", "").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "REQUESTS, 0x80072322",
    "TIME, 0x80072321",
    "CONCURRENCY, 0x80072326",
  })
  void throttlesOnDemandWithEachCode(String limit, String code) {
    String body = "{\"limit\":\"%s\",\"retryAfter\":7,\"times\":1}".formatted(limit);
    api.control("POST", "throttle", body);

    Answer refused = api.get("opportunities?$select=name");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("7");
    assertThat(refused.code()).isEqualTo(code);
    assertThat(api.get("opportunities?$select=name").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 500})
  void findsDuplicatesInBothShapesOnlyForThoseWhoAsk(int status) {
    api.control("POST", "settings", "{\"duplicateStatus\":" + status + "}");
    String same = "{\"name\":\"contoso\"}";

    Answer refused = api.post("accounts", same, "MSCRM.SuppressDuplicateDetection", "false");

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo("0x80040333");
    assertThat(api.post("accounts", same).status()).isEqualTo(204);
  }

  @Test
  void pretendsADuplicateOnDemand() {
    api.control("POST", "duplicate", "{\"status\":500}");

    Answer refused = api.post("accounts", "{\"name\":\"New\"}");

    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.code()).isEqualTo("0x80040333");
    assertThat(sandbox.rows("accounts")).hasSize(1);
  }

  @Test
  void switchesKeysAndColumns() {
    api.control(
        "POST",
        "columns",
        "{\"table\":\"accounts\",\"name\":\"cosell_id\",\"type\":\"text\",\"size\":9}");
    api.control("POST", "settings", "{\"keys\":{\"accounts\":[\"cosell_id\"]}}");

    assertThat(api.patch("accounts(cosell_id='a')", "{\"name\":\"A\"}").status()).isEqualTo(204);
    assertThat(api.get("opportunities(" + REFERRAL + "='a')").status()).isEqualTo(400);
  }

  @Test
  void countsRequestsAndBadManners() {
    UUID id = created("Deal");
    api.get(row(id) + "?$select=name");
    api.patch(row(id), "{\"name\":\"A\"}", "If-Match", "*");
    api.patch(row(id), "{\"name\":\"B\"}", "If-Match", "*");
    api.get("opportunities");
    api.get("opportunities?$select=name");

    JsonNode statistics = api.control("GET", "statistics", "").json();

    assertThat(statistics.at("/requests/GET opportunities").asInt()).isEqualTo(3);
    assertThat(statistics.at("/requests/PATCH opportunities").asInt()).isEqualTo(2);
    assertThat(statistics.at("/requests/POST opportunities").asInt()).isEqualTo(1);
    assertThat(statistics.path("readsBeforePatch").asInt()).isEqualTo(1);
    assertThat(statistics.path("warnings")).hasSize(1);
  }

  @Test
  void createsOnceHoweverManyInsertAtTheSameTime() throws Exception {
    String key = "opportunities(" + REFERRAL + "='r-1')";
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers =
          IntStream.range(0, 40)
              .mapToObj(
                  number ->
                      threads.submit(
                          () -> api.patch(key, opportunity("Deal"), "If-None-Match", "*").status()))
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }

      assertThat(statuses).containsOnly(204, 412).containsOnlyOnce(204);
      assertThat(sandbox.rows("opportunities")).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
