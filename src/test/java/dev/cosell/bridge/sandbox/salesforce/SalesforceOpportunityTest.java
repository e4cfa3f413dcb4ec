package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stage, line items and contact roles do to a deal. */
class SalesforceOpportunityTest extends SalesforceTestBase {

  @Test
  void letsTheStageDecideWhatADealIs() {
    String id = created("Deal", "\"Amount\":1000");

    api.patch(deal(id), json("{'StageName':'Closed Won'}"));

    assertThat(row(id).path("IsClosed").asBoolean()).isTrue();
    assertThat(row(id).path("IsWon").asBoolean()).isTrue();
    assertThat(row(id).path("Probability").asInt()).isEqualTo(100);
    assertThat(row(id).path("ForecastCategoryName").asText()).isEqualTo("Closed");
    assertThat(row(id).path("ExpectedRevenue").asInt()).isEqualTo(1000);
    api.patch(deal(id), json("{'StageName':'Closed Lost'}"));
    assertThat(row(id).path("IsWon").asBoolean()).isFalse();
    assertThat(row(id).path("ForecastCategoryName").asText()).isEqualTo("Omitted");
    api.patch(deal(id), json("{'StageName':'Negotiation/Review'}"));
    assertThat(row(id).path("IsClosed").asBoolean()).isFalse();
    assertThat(row(id).path("Probability").asInt()).isEqualTo(90);
  }

  @Test
  void keepsAProbabilityThatIsSaidBesideTheStage() {
    String id = created("Deal", "\"Probability\":42", "\"Amount\":1000");

    assertThat(row(id).path("Probability").asInt()).isEqualTo(42);
    assertThat(row(id).path("ExpectedRevenue").asInt()).isEqualTo(420);
    api.patch(deal(id), json("{'Amount':2000}"));
    assertThat(row(id).path("Probability").asInt()).isEqualTo(42);
    assertThat(row(id).path("ExpectedRevenue").asInt()).isEqualTo(840);
  }

  @Test
  void leavesAClosedDealWritable() {
    String id = created("Deal", "\"StageName\":\"Closed Lost\"");

    assertThat(api.patch(deal(id), json("{'Amount':5,'Name':'Still here'}")).status())
        .isEqualTo(204);
  }

  @Test
  void refusesAStageThatIsNoLongerActive() {
    change(
        settings ->
            settings.withStages(
                List.of(
                    OpportunityStage.open("Qualification", 10, "Pipeline").inactive(),
                    OpportunityStage.open("New", 10, "Pipeline"))));

    assertThat(api.post("sobjects/Opportunity", opportunity("Deal")).code())
        .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
  }

  @Test
  void silentlyIgnoresAnAmountBesideLineItems() {
    String id = created("Deal", "\"Amount\":1000");
    sandbox.addLineItem(id, new BigDecimal("250.5"));
    sandbox.addLineItem(id, new BigDecimal("100"));

    assertThat(api.patch(deal(id), json("{'Amount':9,'NextStep':'call'}")).status()).isEqualTo(204);

    assertThat(row(id).path("Amount").asDouble()).isEqualTo(350.5);
    assertThat(row(id).path("ExpectedRevenue").asDouble()).isEqualTo(35.05);
    assertThat(row(id).path("HasOpportunityLineItem").asBoolean()).isTrue();
    assertThat(row(id).path("NextStep").asText()).isEqualTo("call");
  }

  @Test
  void makesAPrimaryContactRoleOfTheContactOfACreate() {
    String id = created("Deal", "\"ContactId\":\"" + contact("Avery") + "\"");

    assertThat(row(id).path("ContactId").asText()).startsWith("003");
    JsonNode role =
        api.records("SELECT OpportunityId, IsPrimary FROM OpportunityContactRole").path(0);
    assertThat(role.path("OpportunityId").asText()).isEqualTo(id);
    assertThat(role.path("IsPrimary").asBoolean()).isTrue();
  }

  @Test
  void refusesAContactInAnUpdate() {
    String id = created("Deal");

    assertThat(api.patch(deal(id), json("{'ContactId':'" + contact("Avery") + "'}")).code())
        .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
  }

  @Test
  void followsThePrimaryContactWithoutMovingTheDeal() {
    String avery = contact("Avery");
    String blake = contact("Blake");
    String id = created("Deal", "\"ContactId\":\"" + avery + "\"");
    JsonNode before = row(id).path("SystemModstamp");
    clock.pass(Duration.ofMinutes(5));

    sandbox.setPrimaryContact(id, blake);

    assertThat(row(id).path("ContactId").asText()).isEqualTo(blake);
    assertThat(row(id).path("SystemModstamp")).isEqualTo(before);
    assertThat(
            api.records("SELECT ContactId FROM OpportunityContactRole WHERE IsPrimary = true")
                .findValuesAsText("ContactId"))
        .containsExactly(blake);
    assertThat(sandbox.rows("OpportunityContactRole")).hasSize(2);
    assertThat(
            api.records(
                "SELECT Id FROM OpportunityContactRole WHERE SystemModstamp >= 2030-01-05T10:05:00Z"))
        .hasSize(2);
  }

  @Test
  void keepsOnePrimaryContactHoweverRolesAreWritten() {
    String id = created("Deal", "\"ContactId\":\"" + contact("Avery") + "\"");
    String blake = contact("Blake");

    String role =
        api.post(
                "sobjects/OpportunityContactRole",
                json("{'OpportunityId':'" + id + "','ContactId':'" + blake + "','IsPrimary':true}"))
            .id();

    assertThat(row(id).path("ContactId").asText()).isEqualTo(blake);
    assertThat(api.records("SELECT Id FROM OpportunityContactRole WHERE IsPrimary = true"))
        .hasSize(1);
    api.patch("sobjects/OpportunityContactRole/" + role, json("{'IsPrimary':false}"));
    assertThat(row(id).has("ContactId")).isFalse();
    assertThat(
            api.patch(
                    "sobjects/OpportunityContactRole/" + role,
                    json("{'OpportunityId':'" + id + "'}"))
                .code())
        .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");
  }

  private String contact(String firstName) {
    return api.post(
            "sobjects/Contact", json("{'FirstName':'" + firstName + "','LastName':'Example'}"))
        .id();
  }
}
