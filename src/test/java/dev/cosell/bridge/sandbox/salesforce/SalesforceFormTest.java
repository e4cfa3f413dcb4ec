package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of a seller's form. */
class SalesforceFormTest extends SalesforceTestBase {

  private static final String WHOLE =
      """
      {'Name':'Rollout','Amount':50000,'CloseDate':'2030-11-14','currency':'EUR',
       'account':{'Name':'Example Customer Ltd','BillingPostalCode':'00000','BillingCountry':'US'},
       'contact':{'FirstName':'Avery','LastName':'Example','Email':'avery@customer.example'},
       'owner':'kim@partner.example','sync':true,'visible':true,'help':'ProofOfConceptOrDemo',
       'solutions':['SOL-00001-AAA','SOL-00002-BBB']}""";

  @Test
  void turnsWordsIntoFields() {
    ObjectNode deal = row(sandbox.create("Opportunity", form(WHOLE)));

    assertThat(deal.path("CurrencyIsoCode").asText()).isEqualTo("EUR");
    assertThat(deal.path(SYNC).asBoolean()).isTrue();
    assertThat(deal.path("Referral_Visible_to_Microsoft__c").asBoolean()).isTrue();
    assertThat(deal.path(HELP).asText()).isEqualTo("Proof Of Concept or Demo");
    assertThat(deal.path("Products__c").asText()).isEqualTo("SOL-00001-AAA, SOL-00002-BBB");
    assertThat(deal.path("StageName").asText()).isEqualTo("Qualification");
    assertThat(parent("Account", deal.path("AccountId")).path("BillingCountry").asText())
        .isEqualTo("US");
    assertThat(parent("Contact", deal.path("ContactId")).path("AccountId"))
        .isEqualTo(deal.path("AccountId"));
    assertThat(parent("User", deal.path("OwnerId")).path("MobilePhone").asText())
        .isEqualTo("+15550102");
    assertThat(parent("User", deal.path("CreatedById")).path("Email").asText())
        .isEqualTo("robin@partner.example");
  }

  @Test
  void takesTheCustomerThatIsAlreadyThere() {
    sandbox.create("Opportunity", form(WHOLE));
    sandbox.create("Opportunity", form(WHOLE));

    assertThat(sandbox.rows("Account")).hasSize(1);
    assertThat(sandbox.rows("Contact")).hasSize(1);
    sandbox.create(
        "Opportunity", form(WHOLE.replace("'00000'", "'11111'").replace("avery@", "blake@")));
    assertThat(sandbox.rows("Account")).hasSize(2);
    assertThat(sandbox.rows("Contact")).hasSize(2);
  }

  @Test
  void editsByTheSameWords() {
    String id = sandbox.create("Opportunity", form(WHOLE));
    clock.pass(Duration.ofSeconds(5));

    ObjectNode deal =
        sandbox.update(
            "Opportunity", id, form("{'Amount':777,'owner':'sam@partner.example','help':null}"));

    assertThat(deal.path("Amount").asInt()).isEqualTo(777);
    assertThat(deal.has(HELP)).isFalse();
    assertThat(parent("User", deal.path("OwnerId")).has("Phone")).isFalse();
    assertThat(deal.path("SystemModstamp").asText()).isEqualTo("2030-01-05T10:00:05.000+0000");
    clock.pass(Duration.ofSeconds(5));

    ObjectNode other =
        sandbox.update(
            "Opportunity", id, form("{'contact':{'FirstName':'Blake','LastName':'Example'}}"));

    assertThat(parent("Contact", other.path("ContactId")).path("FirstName").asText())
        .isEqualTo("Blake");
    assertThat(other.path("SystemModstamp")).isEqualTo(deal.path("SystemModstamp"));
  }

  @Test
  void fillsALeadFromAccountAndContact() {
    String id =
        sandbox.create(
            "Lead",
            form(
                """
                {'account':{'Name':'Example Customer Ltd','BillingCity':'Sampletown'},
                 'contact':{'FirstName':'Avery','LastName':'Example','Phone':'+15550100'},
                 'sync':true,'help':'QuotesOrLicensing','Referral_Name__c':'Rollout'}"""));

    ObjectNode lead = sandbox.row("Lead", id).orElseThrow();
    assertThat(lead.path("Company").asText()).isEqualTo("Example Customer Ltd");
    assertThat(lead.path("City").asText()).isEqualTo("Sampletown");
    assertThat(lead.path("Phone").asText()).isEqualTo("+15550100");
    assertThat(lead.path(HELP).asText()).isEqualTo("Quotes or Licensing");
    assertThat(sandbox.rows("Account")).isEmpty();
    assertThat(
            sandbox
                .row("Lead", sandbox.create("Lead", form("{'LastName':'A','Company':'B'}")))
                .orElseThrow()
                .path("Company")
                .asText())
        .isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'owner':'nobody@partner.example' | There is no user nobody@partner.example.",
        "'help':'Everything' | help is null or one of",
        "'account':'x' | account and contact are objects of fields.",
        "'currency':'CHF' | bad value for restricted picklist field: CHF"
      })
  void refusesWordsThatMeanNothing(String member, String message) {
    ObjectNode form = form("{'Name':'Deal','CloseDate':'2030-11-14'," + member + "}");

    assertThatThrownBy(() -> sandbox.create("Opportunity", form)).hasMessageContaining(message);
    assertThat(sandbox.rows("Opportunity")).isEmpty();
    assertThat(sandbox.rows("Account")).isEmpty();
  }

  @Test
  void createsNoCustomerForADealThatIsRefused() {
    ObjectNode form = form(WHOLE.replace("'Rollout'", "''"));

    assertThatThrownBy(() -> sandbox.create("Opportunity", form))
        .hasMessageContaining("REQUIRED_FIELD_MISSING");

    assertThat(sandbox.rows("Account")).isEmpty();
    assertThat(sandbox.rows("Contact")).isEmpty();
  }

  @Test
  void editsUsersToo() {
    String sam = api.records("SELECT Id FROM User WHERE FirstName = 'Sam'").at("/0/Id").asText();

    sandbox.update("User", sam, form("{'Phone':'+15550103'}"));

    assertThat(api.get("sobjects/User/" + sam).json().path("Phone").asText())
        .isEqualTo("+15550103");
  }

  private ObjectNode parent(String sObject, JsonNode id) {
    return sandbox.row(sObject, id.asText()).orElseThrow();
  }
}
