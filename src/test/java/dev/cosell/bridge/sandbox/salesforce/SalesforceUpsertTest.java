package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceUpsertTest extends SalesforceTestBase {

  private static final String BY_REFERRAL = "sobjects/Opportunity/" + REFERRAL + "/";

  @Test
  void createsWhatIsNotThereAndUpdatesWhatIs() {
    Answer created = api.patch(BY_REFERRAL + "r-1", opportunity("Deal"));
    Answer updated = api.patch(BY_REFERRAL + "R-1", json("{'NextStep':'call'}"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text())
        .isEqualTo(
            "{\"id\":\"" + created.id() + "\",\"success\":true,\"errors\":[],\"created\":true}");
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json().path("created").asBoolean(true)).isFalse();
    assertThat(updated.id()).isEqualTo(created.id());
    assertThat(row(created.id()).path(REFERRAL).asText()).isEqualTo("r-1");
    assertThat(row(created.id()).path("NextStep").asText()).isEqualTo("call");
  }

  @Test
  void answersAnUpdateWithoutABodyInOldVersions() {
    api.patch(BY_REFERRAL + "r-1", opportunity("Deal"));

    Answer answer =
        api.patch("/services/data/v45.0/" + BY_REFERRAL + "r-1", json("{'NextStep':'x'}"));

    assertThat(answer.status()).isEqualTo(204);
  }

  @Test
  void readsAndDeletesByExternalId() {
    String id = api.patch(BY_REFERRAL + "r-1", opportunity("Deal")).id();

    assertThat(api.get(BY_REFERRAL + "R-1?fields=Name").json().path("Id").asText()).isEqualTo(id);
    assertThat(api.delete(BY_REFERRAL + "r-1").status()).isEqualTo(204);
    assertThat(api.get(BY_REFERRAL + "r-1").code()).isEqualTo("NOT_FOUND");
    assertThat(api.delete(BY_REFERRAL + "r-1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"NEW%2Fa%20b%2Bc, NEW/a b+c", "a+b, a+b", "%C3%BC%25, ü%", "a%27b, a'b"})
  void decodesTheValueInTheAddress(String encoded, String value) {
    String id = api.patch(BY_REFERRAL + encoded, opportunity("Deal")).id();

    assertThat(row(id).path(REFERRAL).asText()).isEqualTo(value);
    assertThat(api.get(BY_REFERRAL + encoded).json().path("Id").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {REFERRAL, "referral_identifier__c", "Id"})
  void refusesAnExternalIdInTheBodyOfAnUpsert(String field) {
    Answer answer =
        api.patch(BY_REFERRAL + "r-1", opportunity("Deal", "\"" + field + "\":\"r-1\""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_FIELD");
    assertThat(answer.message()).endsWith(" field should not be specified in the sobject data.");
  }

  @Test
  void createsNothingWhenOnlyUpdatesAreWanted() {
    Answer absent = api.patch(BY_REFERRAL + "r-1?updateOnly=true", opportunity("Deal"));
    assertThat(absent.status()).isEqualTo(404);
    assertThat(absent.code()).isEqualTo("NOT_FOUND");
    assertThat(sandbox.rows("Opportunity")).isEmpty();
    api.patch(BY_REFERRAL + "r-1", opportunity("Deal"));

    assertThat(api.patch(BY_REFERRAL + "r-1?updateOnly=true", json("{'NextStep':'x'}")).status())
        .isEqualTo(200);
  }

  @Test
  void listsTheRowsThatOneValueMatches() {
    change(settings -> settings.withUniqueReferralId(false));
    String first = created("First", "\"" + REFERRAL + "\":\"r-1\"");
    String second = created("Second", "\"" + REFERRAL + "\":\"r-1\"");

    for (Answer answer :
        List.of(
            api.get(BY_REFERRAL + "r-1"),
            api.patch(BY_REFERRAL + "r-1", json("{'NextStep':'x'}")),
            api.delete(BY_REFERRAL + "r-1"))) {
      assertThat(answer.status()).isEqualTo(300);
      assertThat(answer.json().valueStream().map(url -> url.asText()))
          .containsExactly(
              "/services/data/v62.0/sobjects/Opportunity/" + first,
              "/services/data/v62.0/sobjects/Opportunity/" + second);
    }
    assertThat(row(first).has("NextStep")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Name", "StageName", "Foo__c", "Microsoft_CRM_Identifier__c"})
  void refusesFieldsThatAreNoExternalIds(String field) {
    Answer answer = api.patch("sobjects/Opportunity/" + field + "/x", opportunity("Deal"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.message())
        .isEqualTo("Provided external ID field does not exist or is not accessible: " + field);
  }

  @Test
  void findsNothingByAValueThatLooksLikeAFile() {
    assertThat(api.patch(BY_REFERRAL + "Example.inc", opportunity("Deal")).status()).isEqualTo(404);
    assertThat(api.get(BY_REFERRAL + "Example.inc").status()).isEqualTo(404);
  }

  @Test
  void refusesAnUpsertOfAValueThatIsTooLong() {
    Answer answer = api.patch(BY_REFERRAL + "x".repeat(101), opportunity("Deal"));

    assertThat(answer.code()).isEqualTo("STRING_TOO_LONG");
  }

  @Test
  void createsOnceHoweverManyUpsertAtTheSameTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers =
          IntStream.range(0, 40)
              .mapToObj(
                  number ->
                      threads.submit(
                          () -> api.patch(BY_REFERRAL + "r-1", opportunity("Deal")).status()))
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }

      assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
      assertThat(sandbox.rows("Opportunity")).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
