package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners are told, which change events can hang onto. */
class SalesforceChangesTest extends SalesforceTestBase {

  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    sandbox.onChange((sObject, id, type) -> told.add(sObject + " " + id + " " + type));
  }

  @Test
  void tellsOfEveryChangeOnce() {
    String id = created("Deal");
    api.patch(deal(id), json("{'NextStep':'call'}"));
    sandbox.win(id);
    api.delete(deal(id));

    assertThat(told)
        .containsExactly(
            "Opportunity " + id + " CREATE",
            "Opportunity " + id + " UPDATE",
            "Opportunity " + id + " UPDATE",
            "Opportunity " + id + " DELETE");
  }

  @Test
  void tellsOfNothingThatWasRolledBack() {
    api.post(
        "composite/sobjects",
        json(
            "{'allOrNone':true,'records':[{'attributes':{'type':'Account'},'Name':'A'},{'attributes':{'type':'Account'}}]}"));
    assertThat(told).isEmpty();

    api.post(
        "composite/sobjects",
        json(
            "{'records':[{'attributes':{'type':'Account'},'Name':'A'},{'attributes':{'type':'Account'}}]}"));

    assertThat(told).singleElement().asString().startsWith("Account ").endsWith(" CREATE");
  }

  @Test
  void tellsOfAContactRoleButNotOfTheDealThatFollowsIt() {
    String id = created("Deal");
    String contact = sandbox.create("Contact", form("{'LastName':'Example'}"));
    told.clear();

    sandbox.setPrimaryContact(id, contact);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("OpportunityContactRole ")
        .endsWith(" CREATE");
  }

  @Test
  void keepsSellersAndClientsApart() throws Exception {
    String id = created("Deal", "\"Amount\":0");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int number = 1; number <= 20; number++) {
      String step = "{\"NextStep\":\"" + number + "\"}";
      threads.execute(() -> api.patch(deal(id), step));
      threads.execute(() -> sandbox.update("Opportunity", id, form("{'sync':true}")));
      threads.execute(() -> api.query("SELECT Id, NextStep FROM Opportunity"));
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told).hasSize(41);
    assertThat(row(id).path(SYNC).asBoolean()).isTrue();
    assertThat(row(id).path("NextStep").asText()).isNotEmpty();
  }

  @Test
  void checksIdsByTheirLastThreeCharacters() {
    assertThat(RecordId.parse("001D000000K0fXO").map(RecordId::text))
        .contains("001D000000K0fXOIAZ");
    assertThat(RecordId.parse("001d000000k0fxoiaz").map(RecordId::text))
        .contains("001D000000K0fXOIAZ");
    assertThat(RecordId.parse("001D000000K0fX")).isEmpty();
    assertThat(RecordId.parse("001D000000K0fXO999")).isEmpty();
    assertThat(RecordId.of("006", 62).text()).startsWith("006gL0000000010");
  }
}
