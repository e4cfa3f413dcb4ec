package dev.cosell.bridge.scenario;

import static dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage.lost;
import static dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage.open;
import static dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An organisation with picklists of states and countries, and with stages of its own names. */
@OnlyOn("salesforce")
@DirtiesContext
class SalesforceOrganizationIT extends SellerScenario {

  private static final SalesforceSandbox SALESFORCE = SANDBOX.salesforce();
  private static final SalesforceSettings USUAL = SALESFORCE.settings();

  @DynamicPropertySource
  static void organization(DynamicPropertyRegistry settings) {
    forgetEverybody();
    SalesforceSettings picklists = USUAL.withStateAndCountryPicklists(true);
    SALESFORCE.change(
        picklists.with(
            picklists
                .process()
                .withStages(
                    List.of(
                        open("Idea", 5, "Pipeline"),
                        open("Talks", 50, "Pipeline"),
                        open("Parked", 10, "Pipeline"),
                        lost("Gone"),
                        won("Signed")))
                .withHoldStages("Parked", "Talks")));
    settings.add("cosell.salesforce.on-hold-stage", () -> "parked");
    settings.add("cosell.salesforce.active-stage", () -> "Talks");
  }

  /** A customer of another scenario has no codes of country and state. */
  private static void forgetEverybody() {
    CRM.clear();
    for (String object : List.of("Contact", "Account")) {
      SALESFORCE.rows(object).forEach(row -> SALESFORCE.delete(object, row.path("Id").asText()));
    }
  }

  @AfterAll
  static void isUsualAgain() {
    forgetEverybody();
    SALESFORCE.change(USUAL);
  }

  @Test
  void keepsADealInTheStageOfTheSettingsUntilTheSellerTakesItFromThere() {
    String referral = deal(DealKind.INBOUND, "{}");
    String opportunity = id(opportunity(referral));
    assertThat(field(opportunity, "StageName")).isEqualTo("Parked");

    SALESFORCE.update("Opportunity", opportunity, json("{'StageName':'Idea'}"));
    polled(opportunity);

    assertThat(referral(referral).path("status").asText()).isEqualTo("Active");
    assertThat(referral(referral).path("substatus").asText()).isEqualTo("Accepted");
    assertThat(field(opportunity, "StageName")).as("the seller's own").isEqualTo("Idea");
  }

  @ParameterizedTest
  @CsvSource({"Won,Signed", "Lost,Gone"})
  void closesADealInAStageThatSalesforceCallsWonOrLost(String substatus, String stage) {
    String referral = deal(DealKind.SHARED, "{}");
    String opportunity = id(opportunity(referral));
    assertThat(field(opportunity, "StageName")).isEqualTo("Talks");

    edit(referral, "{'status':'Closed','substatus':'" + substatus + "'}");

    await().atMost(PATIENCE).until(() -> field(opportunity, "StageName").equals(stage));
  }

  @ParameterizedTest
  @CsvSource({"US,Washington,WA", "AU,WA,WA", "DE,berlin,BE", "NO,,"})
  void writesTheCodesOfStateAndCountry(String country, String state, String code) {
    ObjectNode account = accountOf(country, state);

    assertThat(account.path("BillingCountryCode").asText()).isEqualTo(country);
    assertThat(account.path("BillingStateCode").asText(null)).isEqualTo(code);
  }

  @Test
  void leavesOutAStateThatTheCountryDoesNotHave() {
    ObjectNode account = accountOf("DE", "Washington");

    assertThat(account.path("BillingCountryCode").asText()).isEqualTo("DE");
    assertThat(account.path("BillingStateCode").asText("")).isEmpty();
  }

  /** The account of a new referral whose customer is there. */
  private ObjectNode accountOf(String country, String state) {
    ObjectNode customer = json("{'customerProfile':{'address':{}}}");
    ((ObjectNode) customer.path("customerProfile"))
        .put("name", "Customer in " + country + " " + state + System.nanoTime());
    ((ObjectNode) customer.at("/customerProfile/address"))
        .put("country", country)
        .put("state", state == null ? "" : state);
    String referral = deal(DealKind.SHARED, customer.toString());
    return account(id(opportunity(referral)));
  }

  private static ObjectNode account(String opportunity) {
    return SALESFORCE.row("Account", field(opportunity, "AccountId")).orElseThrow();
  }

  @Test
  void tellsPartnerCenterTheCodeOfTheCountry() {
    String opportunity =
        shared(
            "{'account':{'name':'Picklist GmbH','postalCode':'1','state':'Bavaria',"
                + "'country':'Germany'}}");

    assertThat(account(opportunity).path("BillingCountryCode").asText()).isEqualTo("DE");
    assertThat(ownReferral(opportunity).at("/customerProfile/address/country").asText())
        .isEqualTo("DE");
  }

  @Test
  void anotherPrimaryContactIsTheCustomersTeamThoughTheOpportunityDidNotChange() {
    String opportunity = shared("{}");
    CRM.awaitNextVersion();
    polled(opportunity);
    String stamp = field(opportunity, "SystemModstamp");
    ObjectNode person =
        json(
            "{'LastName':'Other','FirstName':'Kim','Email':'kim@customer.example','Phone':'+1555'}");
    person.put("AccountId", field(opportunity, "AccountId"));
    SALESFORCE.setPrimaryContact(opportunity, SALESFORCE.create("Contact", person));
    assertThat(field(opportunity, "SystemModstamp")).isEqualTo(stamp);

    polled(opportunity);

    assertThat(ownReferral(opportunity).at("/customerProfile/team/0/email").asText())
        .isEqualTo("kim@customer.example");
    assertThat(ownReferral(opportunity).at("/customerProfile/team")).hasSize(1);
  }

  @Test
  void aQuietPollIsOneCall() {
    String opportunity = shared("{}");
    CRM.awaitNextVersion();
    polled(opportunity);
    forgetRequests();

    poll();

    assertThat(calls()).hasSize(1);
  }

  private static String field(String opportunity, String name) {
    return SALESFORCE.row("Opportunity", opportunity).orElseThrow().path(name).asText();
  }
}
