package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceQueryTest extends SalesforceTestBase {

  @Test
  void writesRecordsInTheOrderOfTheSelectList() {
    String id = created("Deal", "\"Amount\":50000", "\"" + SYNC + "\":true");

    Answer answer =
        api.query(
            "select id, AMOUNT, CloseDate, NextStep, SystemModstamp, isdeleted, "
                + SYNC
                + " from opportunity");

    assertThat(answer.text())
        .isEqualTo(
            json(
                "{'totalSize':1,'done':true,'records':[{'attributes':{'type':'Opportunity','url':'/services/data/v62.0/sobjects/Opportunity/"
                    + id
                    + "'},'Id':'"
                    + id
                    + "','Amount':50000.0,'CloseDate':'2030-11-14','NextStep':null,'SystemModstamp':'2030-01-05T10:00:00.000+0000','IsDeleted':false,'"
                    + SYNC
                    + "':true}]}"));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json;charset=UTF-8");
  }

  @Test
  void writesLargeAmountsWithAnExponent() {
    created("Deal", "\"Amount\":12500000.5");

    assertThat(api.query("SELECT Amount FROM Opportunity").text())
        .contains("\"Amount\":1.25000005E7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query?q=SELECT+Id+FROM+Opportunity",
        "query/?q=SELECT%20Id%20FROM%20Opportunity",
        "queryAll?q=SELECT%0AId%09FROM%20Opportunity",
        "queryAll/?q=SELECT+Id+FROM%20Opportunity+"
      })
  void takesEverySpellingOfTheAddress(String path) {
    created("Deal");

    assertThat(api.get(path).json().path("totalSize").asInt()).isEqualTo(1);
  }

  @Test
  void countsWithoutRecords() {
    created("A");
    created("B");

    assertThat(api.query("SELECT COUNT() FROM Opportunity WHERE Name = 'a'").text())
        .isEqualTo("{\"totalSize\":1,\"done\":true,\"records\":[]}");
    assertThat(
            api.query("SELECT count() FROM Opportunity LIMIT 1").json().path("totalSize").asInt())
        .isEqualTo(1);
  }

  @Test
  void shedsPagesOfTheSizeInTheSettings() {
    createMany(5);
    change(settings -> settings.withQueryBatchSize(2));

    JsonNode first = api.query("SELECT Name FROM Opportunity ORDER BY Name").json();
    JsonNode second = api.get(first.path("nextRecordsUrl").asText()).json();
    JsonNode third = api.get(second.path("nextRecordsUrl").asText()).json();

    assertThat(first.path("nextRecordsUrl").asText())
        .matches("/services/data/v62\\.0/query/0r8\\w{15}-2");
    assertThat(first.path("totalSize").asInt()).isEqualTo(5);
    assertThat(first.path("done").asBoolean()).isFalse();
    assertThat(third.path("done").asBoolean()).isTrue();
    assertThat(third.has("nextRecordsUrl")).isFalse();
    assertThat(names(first, second, third)).containsExactly("D0", "D1", "D2", "D3", "D4");
    assertThat(api.get(second.path("nextRecordsUrl").asText()).json()).isEqualTo(third);
  }

  @Test
  void keepsThePagesOfAQueryAsTheyWereWhenItRan() {
    createMany(3);
    change(settings -> settings.withQueryBatchSize(2));
    JsonNode first = api.query("SELECT Name FROM Opportunity ORDER BY Name").json();
    sandbox
        .rows("Opportunity")
        .forEach(row -> sandbox.delete("Opportunity", row.path("Id").asText()));

    assertThat(names(api.get(first.path("nextRecordsUrl").asText()).json())).containsExactly("D2");
  }

  @Test
  void bringsTheSizeThatAClientAsksForIntoBounds() {
    createMany(201);

    assertThat(pageSize("batchSize=200")).isEqualTo(200);
    assertThat(pageSize("batchSize=1")).isEqualTo(200);
    assertThat(pageSize("batchSize=99999")).isEqualTo(201);
    assertThat(pageSize("nonsense")).isEqualTo(201);
    change(settings -> settings.withPageCap(3));
    assertThat(pageSize("batchSize=200")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query/0r8gL0000000001QAC-2",
        "query/01gD0000002HU6KIAW-2000",
        "query/nonsense",
        "queryAll/0r8gL0000000009AAA-2"
      })
  void refusesAnUnknownLocator(String path) {
    Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_QUERY_LOCATOR");
  }

  @Test
  void forgetsLocatorsAfterTwoDaysOrOnCommand() {
    createMany(3);
    change(settings -> settings.withQueryBatchSize(2));
    String old = api.query("SELECT Id FROM Opportunity").json().path("nextRecordsUrl").asText();
    assertThat(api.get(old.replace("-2", "-3")).code()).isEqualTo("INVALID_QUERY_LOCATOR");
    clock.pass(Duration.ofDays(2));
    api.login();
    assertThat(api.get(old).code()).isEqualTo("INVALID_QUERY_LOCATOR");
    String other = api.query("SELECT Id FROM Opportunity").json().path("nextRecordsUrl").asText();
    assertThat(api.get(other).status()).isEqualTo(200);

    sandbox.expireQueries();

    assertThat(api.get(other).code()).isEqualTo("INVALID_QUERY_LOCATOR");
  }

  @Test
  void showsDeletedRowsOnlyToQueryAll() {
    String id = created("Gone");
    api.delete(deal(id));

    assertThat(api.records("SELECT Id FROM Opportunity")).isEmpty();
    JsonNode all =
        api.get(
                "queryAll/?q="
                    + Caller.encoded(
                        "SELECT Id, IsDeleted FROM Opportunity WHERE IsDeleted = true"))
            .json();
    assertThat(all.at("/records/0/IsDeleted").asBoolean()).isTrue();
  }

  @Test
  void sortsBySeveralColumnsAndPutsEmptyFieldsFirstUnlessToldOtherwise() {
    created("b", "\"Amount\":5");
    created("B", "\"Amount\":7");
    created("A");
    created("C", "\"Amount\":7");

    assertThat(sorted("Amount, Name")).containsExactly("A", "b", "B", "C");
    assertThat(sorted("Amount DESC, Name DESC")).containsExactly("A", "C", "B", "b");
    assertThat(sorted("Amount NULLS LAST, Name ASC")).containsExactly("b", "B", "C", "A");
    assertThat(sorted("Amount desc nulls last, Name")).containsExactly("B", "C", "b", "A");
    assertThat(sorted("Amount NULLS FIRST, Name LIMIT 2 OFFSET 1")).containsExactly("b", "B");
  }

  @Test
  void readsThePageOfAPollWithAWatermark() {
    String early = created("Early", "\"" + SYNC + "\":true");
    clock.pass(Duration.ofSeconds(1));
    created("Private");
    String late = created("Late", "\"" + SYNC + "\":true");

    assertThat(
            api.records(
                    "SELECT Id FROM Opportunity WHERE "
                        + SYNC
                        + " = TRUE AND (SystemModstamp > 2030-01-05T10:00:00Z OR (SystemModstamp = 2030-01-05T10:00:00.000+00:00 AND Id > '"
                        + early
                        + "')) ORDER BY SystemModstamp, Id LIMIT 500")
                .findValuesAsText("Id"))
        .containsExactly(late);
  }

  private int pageSize(String options) {
    return api.query("SELECT Id FROM Opportunity", "Sforce-Query-Options", options)
        .json()
        .path("records")
        .size();
  }

  private List<String> sorted(String order) {
    return api.records("SELECT Name FROM Opportunity ORDER BY " + order).findValuesAsText("Name");
  }

  private void createMany(int count) {
    IntStream.range(0, count)
        .forEach(
            number ->
                sandbox.create(
                    "Opportunity", form("{'Name':'D" + number + "','CloseDate':'2030-11-14'}")));
  }

  private static List<String> names(JsonNode... pages) {
    List<String> names = new ArrayList<>();
    for (JsonNode page : pages) {
      page.path("records").forEach(record -> names.add(record.path("Name").asText()));
    }
    return names;
  }
}
