package dev.cosell.bridge.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.Deals;
import dev.cosell.bridge.sync.Decision;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RemoteFailure;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that a new opportunity gets. */
class NewOpportunityTest {

  private static final URI ORG = URI.create("https://contoso.example");
  private static final String IN_DOLLARS = "{'details':{'dealValue':12.5,'currency':'USD'}}";

  private final Mappings mappings = OrgDeal.mappings();
  private final OrgFacts facts = OrgDeal.facts(mappings);

  @ParameterizedTest
  @CsvSource({
    "New, Pending, Prospecting",
    "Active, Accepted, Qualification",
    "Closed, Won, Closed Won",
    "Closed, Declined, Closed Lost",
    "Invented, Invented, Prospecting",
  })
  void everyNewOpportunityHasAStage(String status, String substatus, String stage) {
    String referral = "{'status':'%s','substatus':'%s'}".formatted(status, substatus);

    assertThat(created(referral, inOneCurrency("USD")).path("StageName").asText()).isEqualTo(stage);
    assertThat(created("{}", inOneCurrency("USD")).path("StageName").asText())
        .isEqualTo("Prospecting");
  }

  @Test
  void aNewOpportunityHasWhatSalesforceDemands() {
    assertThat(created("{}", inOneCurrency("USD")))
        .isEqualTo(
            Deals.json(
                "{'Sync_with_Partner_Center__c':true,'Name':'[not provided]','CloseDate':'2099-12-31',"
                    + "'Referral_Visible_to_Microsoft__c':false,'StageName':'Prospecting'}"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "USD")
  void namesNoCurrencyWhereAllAmountsAreInOne(@Nullable String only) {
    ObjectNode fields = created(IN_DOLLARS, inOneCurrency(only));

    assertThat(fields.path("Amount").decimalValue()).isEqualByComparingTo("12.5");
    assertThat(fields.has("CurrencyIsoCode")).isFalse();
  }

  @Test
  void namesTheCurrencyWhereEachRecordHasItsOwn() {
    assertThat(created(IN_DOLLARS, OrgDeal.organization(facts)).path("CurrencyIsoCode"))
        .hasToString("\"USD\"");
  }

  @Test
  void writesNoAmountInTheWrongCurrency() {
    assertThatThrownBy(() -> created(IN_DOLLARS, inOneCurrency("EUR")))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("the currency of all amounts in Salesforce is EUR");
  }

  private SalesforceOrganization inOneCurrency(@Nullable String currency) {
    OrgFacts one = OrgDeal.with(facts, OrgFacts.OPPORTUNITY, null, OrgFacts.CURRENCY);
    return OrgDeal.organization(new OrgFacts(one.objects(), one.stages(), currency));
  }

  private ObjectNode created(String referral, SalesforceOrganization organization) {
    SalesforceWrites writes =
        new SalesforceWrites(
            mappings, organization, new SalesforceApi(TestSettings.at(ORG, Map.of())));
    return Deals.parsed(
        writes.newRecord(
            Deals.creating(
                Deals.begun(Deals.link(null, null), Deals.json(referral)),
                Decision.CREATE_OPPORTUNITY,
                mappings.opportunity())));
  }
}
