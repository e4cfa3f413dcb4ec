package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseUpsertTest extends DataverseTestBase {

  private static final String KEY = "opportunities(" + REFERRAL + "='r-1')";

  @Test
  void movesVersionAndTimeEvenWhenNothingChanges() {
    UUID id = created("Deal");
    String before = etag(id);
    clock.pass(Duration.ofSeconds(5));

    assertThat(api.patch(row(id), "{\"name\":\"Deal\"}", "If-Match", before).status())
        .isEqualTo(204);

    assertThat(etag(id)).isNotEqualTo(before).matches("W/\"\\d+\"");
    assertThat(sandbox.row("opportunities", id).orElseThrow().path("modifiedon").asText())
        .isEqualTo("2027-01-15T10:00:05Z");
  }

  @Test
  void refusesAStaleVersion() {
    UUID id = created("Deal");
    String stale = etag(id);
    sandbox.update("opportunities", id, Json.readObject("{\"name\":\"Other\"}"));

    Answer answer = api.patch(row(id), "{\"name\":\"Mine\"}", "If-Match", stale);

    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.code()).isEqualTo("0x80060882");
    assertThat(sandbox.row("opportunities", id).orElseThrow().path("name").asText())
        .isEqualTo("Other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1000001\"", "W/1000001", "whatever"})
  void refusesATagThatIsNotWeak(String tag) {
    assertThat(api.patch(row(created("Deal")), "{\"name\":\"A\"}", "If-Match", tag).status())
        .isEqualTo(400);
  }

  @Test
  void createsAnAbsentRowOnlyWithoutIfMatch() {
    UUID id = UUID.randomUUID();

    Answer refused = api.patch(row(id), opportunity("Deal"), "If-Match", "*");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.code()).isEqualTo("0x80040217");
    assertThat(api.patch(row(id), opportunity("Deal"), "If-Match", "W/\"1\"").status())
        .isEqualTo(404);

    assertThat(api.patch(row(id), opportunity("Deal")).id()).isEqualTo(id);
  }

  @Test
  void bringsADeletedRowBackWithoutIfMatch() {
    UUID id = created("Deal");
    assertThat(api.delete(row(id)).status()).isEqualTo(204);

    assertThat(api.patch(row(id), opportunity("Zombie")).status()).isEqualTo(204);

    assertThat(sandbox.row("opportunities", id).orElseThrow().path("name").asText())
        .isEqualTo("Zombie");
  }

  @Test
  void holdsAnInsertByPatchToTheRulesOfCreation() {
    assertThat(api.patch(KEY, "{\"name\":\"Deal\"}").message()).contains("customerid");
    assertThat(api.patch(KEY, opportunity("Deal", "\"statecode\":0")).status()).isEqualTo(400);
  }

  @Test
  void createsThenUpdatesByAlternateKeyAndNamesTheKeyInTheAnswer() {
    Answer first = api.patch(KEY, opportunity("Deal"));
    Answer second = api.patch(KEY, "{\"name\":\"Changed\"}");

    assertThat(first.status()).isEqualTo(204);
    assertThat(first.header("OData-EntityId")).endsWith("/" + KEY);
    assertThat(second.status()).isEqualTo(204);
    assertThat(sandbox.rows("opportunities"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("name").asText()).isEqualTo("Changed");
              assertThat(row.path(REFERRAL).asText()).isEqualTo("r-1");
            });
  }

  @Test
  void tellsInsertFromUpdateWhenTheRowIsPreferred() {
    assertThat(api.patch(KEY, opportunity("Deal"), "Prefer", REPRESENTATION).status())
        .isEqualTo(201);
    assertThat(api.patch(KEY, "{\"name\":\"A\"}", "Prefer", REPRESENTATION).status())
        .isEqualTo(200);
  }

  @Test
  void refusesAnInsertOnlyPatchOfAPresentRow() {
    assertThat(api.patch(KEY, opportunity("Deal"), "If-None-Match", "*").status()).isEqualTo(204);

    Answer again = api.patch(KEY, opportunity("Deal"), "If-None-Match", "*");

    assertThat(again.status()).isEqualTo(412);
    assertThat(again.code()).isEqualTo("0x80060892");
    assertThat(sandbox.rows("opportunities")).hasSize(1);
  }

  @Test
  void toleratesTheDocumentedIfNoneMatchNull() {
    api.patch(KEY, opportunity("Deal"));

    assertThat(api.patch(KEY, "{\"name\":\"A\"}", "If-None-Match", "null").status()).isEqualTo(204);
  }

  @Test
  void ignoresANewKeyValueInTheBodyOfAnUpdateByKey() {
    api.patch(KEY, opportunity("Deal"));

    assertThat(api.patch(KEY, "{\"" + REFERRAL + "\":\"r-2\"}").status()).isEqualTo(204);

    assertThat(api.get(KEY + "?$select=name").status()).isEqualTo(200);
  }

  @Test
  void keepsKeyValuesUniqueWhateverTheirCase() {
    api.patch(KEY, opportunity("Deal"));

    Answer second = api.post("opportunities", opportunity("Deal", "\"" + REFERRAL + "\":\"R-1\""));

    assertThat(second.status()).isEqualTo(412);
    assertThat(second.code()).isEqualTo("0x80060892");
  }

  @Test
  void refusesKeysThatAreNotDeclared() {
    assertThat(api.get("accounts(name='Contoso')").message())
        .isEqualTo("The specified key attributes are not a defined key for the account entity");

    sandbox.change(sandbox.settings().withKeys(Map.of()));

    assertThat(api.patch(KEY, opportunity("Deal")).status()).isEqualTo(400);
    assertThat(sandbox.rows("opportunities")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "<", ">", "*", "%", "&", ":", "\\", "?", "+"})
  void refusesCharactersThatAKeyCannotHold(String character) {
    String encoded = URLEncoder.encode(character, StandardCharsets.UTF_8);
    String address = "opportunities(" + REFERRAL + "='a" + encoded + "b')";

    assertThat(api.patch(address, opportunity("Deal")).status()).isEqualTo(400);
    assertThat(api.get(address).status()).isEqualTo(400);
  }

  @Test
  void readsDoubledQuotesInAKey() {
    created("Deal", "\"" + REFERRAL + "\":\"O'Brien\"");

    assertThat(api.get("opportunities(" + REFERRAL + "='O''Brien')").status()).isEqualTo(200);
  }

  @Test
  void answersReadsOfAbsentRowsByIdAndKeyDifferently() {
    assertThat(api.get(row(UUID.randomUUID())).code()).isEqualTo("0x80040217");
    assertThat(api.get(KEY).code()).isEqualTo("0x80060891");
  }

  @Test
  void deletesOnlyTheVersionThatWasAskedFor() {
    UUID id = created("Deal");

    assertThat(api.delete(row(id), "If-Match", "W/\"1\"").status()).isEqualTo(412);
    assertThat(api.delete(row(id), "If-Match", etag(id)).status()).isEqualTo(204);
    assertThat(api.delete(row(id)).status()).isEqualTo(404);
  }

  @Test
  void refusesColumnsThatAreFixedAfterCreation() {
    UUID lead = api.post("leads", "{\"subject\":\"L\"}").id();
    String bind = "\"originatingleadid@odata.bind\":\"/leads(" + lead + ")\"";
    UUID id = created("Deal", bind);

    assertThat(api.patch(row(id), "{" + bind + "}").status()).isEqualTo(400);
  }
}
