package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.salesforce.Caller.Answer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceConditionalTest extends SalesforceTestBase {

  private static final String BEFORE = "Sat, 05 Jan 2030 09:59:59 GMT";
  private static final String CREATED = "Sat, 05 Jan 2030 10:00:00 GMT";
  private static final String RENAMED = json("{'Name':'Renamed'}");
  private static final String UNMODIFIED = "If-Unmodified-Since";

  private String id = "";

  @BeforeEach
  void createDeal() {
    id = created("Deal", "\"" + REFERRAL + "\":\"r-1\"");
  }

  @Test
  void writesARowThatNobodyChangedMeanwhile() {
    assertThat(api.patch(deal(id), RENAMED, UNMODIFIED, CREATED).status()).isEqualTo(204);
  }

  @Test
  void refusesToWriteARowThatWasChangedMeanwhile() {
    Answer answer = api.patch(deal(id), RENAMED, UNMODIFIED, BEFORE);

    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.code()).isEqualTo("PRECONDITION_FAILED");
    assertThat(row(id).path("Name").asText()).isEqualTo("Deal");
    assertThat(
            api.patch("sobjects/Opportunity/" + REFERRAL + "/r-1", RENAMED, UNMODIFIED, BEFORE)
                .status())
        .isEqualTo(412);
  }

  @Test
  void doesNotSeeASecondChangeWithinOneSecond() {
    sandbox.update("Opportunity", id, form("{'NextStep':'call'}"));

    assertThat(api.patch(deal(id), RENAMED, UNMODIFIED, CREATED).status()).isEqualTo(204);

    clock.pass(Duration.ofSeconds(1));
    sandbox.update("Opportunity", id, form("{'NextStep':'call again'}"));
    assertThat(api.patch(deal(id), RENAMED, UNMODIFIED, CREATED).status()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2030-01-05T10:00:00Z", "yesterday", "Mon, 05 Jan 2030 10:00:00 GMT"})
  void refusesAWriteWithADateThatCannotBeRead(String date) {
    Answer answer = api.patch(deal(id), RENAMED, UNMODIFIED, date);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(api.get(deal(id), UNMODIFIED, date).status()).isEqualTo(200);
  }

  @Test
  void ignoresConditionsOfDeletes() {
    assertThat(api.delete(deal(id), UNMODIFIED, BEFORE).status()).isEqualTo(204);
  }

  @Test
  void readsARowOnlyIfItWasModified() {
    Answer read = api.get(deal(id));
    assertThat(read.header("Last-Modified")).isEqualTo(CREATED);

    Answer unchanged = api.get(deal(id), "If-Modified-Since", CREATED);

    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.text()).isEmpty();
    assertThat(api.get(deal(id), "If-Modified-Since", BEFORE).status()).isEqualTo(200);
    assertThat(api.get(deal(id), UNMODIFIED, BEFORE).status()).isEqualTo(412);
  }

  @Test
  void knowsETagsOfAccountsOnly() {
    String account = "sobjects/Account/" + api.post("sobjects/Account", RENAMED).id();
    String tag = api.get(account).header("ETag");
    assertThat(tag).matches("\".+\"");
    assertThat(api.get(account, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(api.patch(account, json("{'Phone':'1'}"), "If-Match", tag).status()).isEqualTo(204);

    assertThat(api.patch(account, json("{'Phone':'2'}"), "If-Match", tag).status()).isEqualTo(412);
    assertThat(api.get(deal(id)).header("ETag")).isEmpty();
    assertThat(api.patch(deal(id), RENAMED, "If-Match", "\"stale\"").status()).isEqualTo(204);
  }
}
