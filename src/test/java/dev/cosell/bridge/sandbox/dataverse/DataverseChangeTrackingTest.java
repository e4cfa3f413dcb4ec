package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseChangeTrackingTest extends DataverseTestBase {

  private static final String TRACK = "odata.track-changes";

  private String deltaLink() {
    return api.get("opportunities?$select=name", "Prefer", TRACK)
        .json()
        .path("@odata.deltaLink")
        .asText();
  }

  @Test
  void listsWhatChangedAndWhatWasDeletedSinceTheLink() {
    UUID kept = created("Kept");
    UUID changed = created("Changed");
    UUID deleted = created("Deleted");
    String link = deltaLink();
    UUID added = created("Added");
    api.patch(row(changed), "{\"name\":\"Changed again\"}", "If-Match", "*");
    api.delete(row(deleted));

    JsonNode changes = api.follow(link).json();

    assertThat(changes.path("value").findValuesAsText("opportunityid"))
        .containsExactlyInAnyOrder(added.toString(), changed.toString())
        .doesNotContain(kept.toString());
    JsonNode gone = changes.path("value").get(2);
    assertThat(gone.path("@odata.context").asText()).endsWith("#opportunities/$deletedEntity");
    assertThat(gone.path("id").asText()).isEqualTo(deleted.toString());
    assertThat(gone.path("reason").asText()).isEqualTo("deleted");
    assertThat(api.follow(changes.path("@odata.deltaLink").asText()).json().path("value"))
        .isEmpty();
  }

  @Test
  void givesTheDeltaLinkOnTheLastPageAndMissesNothingMeanwhile() {
    created("A");
    created("B");
    String prefer = TRACK + ",odata.maxpagesize=1";
    Answer first = api.get("opportunities?$select=name", "Prefer", prefer);
    UUID meanwhile = created("C");

    assertThat(first.json().has("@odata.deltaLink")).isFalse();
    Answer page = first;
    while (page.json().has("@odata.nextLink")) {
      page = api.follow(page.json().path("@odata.nextLink").asText(), "Prefer", prefer);
    }

    assertThat(
            api.follow(page.json().path("@odata.deltaLink").asText())
                .json()
                .path("value")
                .findValuesAsText("opportunityid"))
        .contains(meanwhile.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$filter=name%20eq%20'A'",
        "$orderby=name",
        "$top=1",
        "$expand=customerid_account($select=name)"
      })
  void refusesOptionsThatCannotBeTracked(String option) {
    assertThat(api.get("opportunities?" + option, "Prefer", TRACK).status()).isEqualTo(400);
  }

  @Test
  void refusesATokenThatIsUnknownOrForAnotherQuery() {
    String link = deltaLink();

    assertThat(api.follow(link + "&$filter=name%20eq%20'A'").status()).isEqualTo(400);
    assertThat(api.follow(link.replace("select=name", "select=statecode")).status()).isEqualTo(400);
    assertThat(api.get("opportunities?$select=name&$deltatoken=1").status()).isEqualTo(400);
  }

  @Test
  void letsTokensExpire() {
    String link = deltaLink();

    assertThat(api.control("POST", "expire-delta-tokens", "").status()).isEqualTo(204);

    assertThat(api.follow(link).code()).isEqualTo("0x80044352");
  }
}
