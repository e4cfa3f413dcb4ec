package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.SalesforceDeal.MAPPINGS;
import static dev.cosell.bridge.salesforce.SalesforceDeal.creating;
import static dev.cosell.bridge.salesforce.SalesforceDeal.json;
import static dev.cosell.bridge.salesforce.SalesforceDeal.organization;
import static dev.cosell.bridge.salesforce.SalesforceDeal.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sync.RemoteFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that Salesforce gets. */
class SalesforceWritesTest {

  private static final String IN_DOLLARS = "{'details':{'dealValue':12.5,'currency':'USD'}}";

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

    assertThat(created(referral, organization("USD")).path("StageName").asText()).isEqualTo(stage);
    assertThat(created("{}", organization("USD")).path("StageName").asText())
        .isEqualTo("Prospecting");
  }

  @Test
  void aNewOpportunityHasWhatSalesforceDemands() {
    assertThat(created("{}", organization("USD")))
        .isEqualTo(
            json(
                "{'Sync_with_Partner_Center__c':true,'Name':'[not provided]','CloseDate':'2099-12-31',"
                    + "'Referral_Visible_to_Microsoft__c':false,'StageName':'Prospecting'}"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "USD")
  void namesNoCurrencyWhereAllAmountsAreInOne(@Nullable String only) {
    ObjectNode fields = created(IN_DOLLARS, organization(only));

    assertThat(fields.path("Amount").decimalValue()).isEqualByComparingTo("12.5");
    assertThat(fields.has("CurrencyIsoCode")).isFalse();
  }

  @Test
  void namesTheCurrencyWhereEachRecordHasItsOwn() {
    assertThat(created(IN_DOLLARS, organization(null, "CurrencyIsoCode")).path("CurrencyIsoCode"))
        .hasToString("\"USD\"");
  }

  @Test
  void writesNoAmountInTheWrongCurrency() {
    assertThatThrownBy(() -> created(IN_DOLLARS, organization("EUR")))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("the currency of all amounts in Salesforce is EUR");
  }

  private static ObjectNode created(String referral, SalesforceOrganization organization) {
    SalesforceWrites writes =
        new SalesforceWrites(MAPPINGS, organization, new SalesforceApi(settings()));
    return json(writes.newRecord(creating(json(referral))));
  }
}
