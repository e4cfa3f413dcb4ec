package dev.cosell.bridge.dynamics;

import static dev.cosell.bridge.dynamics.DataverseFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DataverseAnswerTest {

  @Test
  void findsTheIdWhateverTheCaseOfTheHeader() throws Exception {
    for (String name : new String[] {"OData-EntityId", "odata-entityid", "ODATA-ENTITYID"}) {
      assertThat(DataverseAnswer.of("", Map.of(name, "https://x/api/leads(" + ID + ")")).id())
          .isEqualTo(UUID.fromString(ID));
    }
  }

  @Test
  void hasNoIdWhenTheRowIsNamedByAlternateKeyOrNotAtAll() throws Exception {
    assertThat(DataverseAnswer.of("", Map.of("OData-EntityId", "https://x/leads(k='1')")).id())
        .isNull();
    assertThat(DataverseAnswer.of("", Map.of()).id()).isNull();
  }

  @Test
  void prefersTheRowsOwnVersionToTheHeader() throws Exception {
    Map<String, String> header = Map.of("etag", "W/\"1\"");

    assertThat(DataverseAnswer.of("{\"@odata.etag\":\"W/\\\"2\\\"\"}", header).etag())
        .isEqualTo("W/\"2\"");
    assertThat(DataverseAnswer.of("{}", header).etag()).isEqualTo("W/\"1\"");
    assertThat(DataverseAnswer.of("", Map.of()).etag()).isNull();
  }

  @Test
  void listsRowsAndTheWayToTheNextPage() throws Exception {
    DataverseAnswer answer =
        DataverseAnswer.of("{\"value\":[{\"a\":1},{\"a\":2}],\"@odata.nextLink\":\"x\"}", Map.of());

    assertThat(answer.rows()).extracting(row -> row.get("a").asInt()).containsExactly(1, 2);
    assertThat(answer.nextLink()).isEqualTo("x");
    assertThat(DataverseAnswer.of("{\"value\":[]}", Map.of()).nextLink()).isNull();
  }

  @Test
  void anythingBehindTheJsonIsAnError() {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> DataverseAnswer.of("{} <html>", Map.of()));
  }

  @Test
  void tellsWhereTheListOfChangesGoesOnWhatChangedAndWhatIsGone() {
    DataverseAnswer changes =
        DynamicsDeal.answer(
            "{'value':[{'opportunityid':'a'},{'@odata.context':'https://x/$metadata#opportunities/$deletedEntity','id':'b','reason':'deleted'}],"
                + "'@odata.deltaLink':'https://elsewhere.example/opportunities?$select=name&$deltatoken=919042%2108%2f22'}",
            "date", "Sat, 05 Jan 2030 10:00:00 GMT");

    assertThat(changes.changed()).singleElement().asString().contains("'a'".replace('\'', '"'));
    assertThat(changes.deleted()).containsExactly("b");
    assertThat(changes.deltaToken()).isEqualTo("919042%2108%2f22");
    assertThat(changes.sentAt()).isEqualTo(DynamicsDeal.NOW);
  }

  @Test
  void tellsNeitherTokenNorTimeWhereThereIsNone() {
    assertThat(DynamicsDeal.answer("{'value':[]}").deltaToken()).isNull();
    assertThat(DynamicsDeal.answer("{'value':[]}").sentAt()).isNull();
  }
}
