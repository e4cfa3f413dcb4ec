package dev.cosell.bridge.mapping;

import static dev.cosell.bridge.mapping.MappingText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the two shipped files of Salesforce. */
class SalesforceMappingTest extends ShippedMapping {

  private static final String OPPORTUNITY =
      """
      referralId        | Referral_Identifier__c | "33333333-0000-4000-8000-00000000000a" | = | - | -
      referralLink      | Referral_Link__c | "https://partner.microsoft.com/referrals/v2/inbox?id=33333333-0000-4000-8000-00000000000A" | = | - | -
      externalReference | Id | - | - | /externalReferenceId "11111111-0000-4000-8000-000000000001" | =
      syncFlag          | Sync_with_Partner_Center__c | true | - | - | -
      audit             | Audit__c | - | - | - | -
      name              | Name | "Example rollout" | = | /name "Example rollout" | -
      dealValue         | Amount | 50000 | = | /details/dealValue 50000 | =
      currency          | CurrencyIsoCode | "USD" | = | /details/currency "USD" | =
      closingDate       | CloseDate | "2030-11-14" | = | /details/closingDateTime "2030-11-14T00:00:00Z" | =
      notes             | Description | "Synthetic deal." | = | /details/notes "Synthetic deal." | =
      status            | StageName | "active-stage" | = | - | -
      visibleToMicrosoft | Referral_Visible_to_Microsoft__c | true | = | /consent/consentToShareReferralWithMicrosoftSellers true | =
      help              | How_can_Microsoft_help__c | "Proof Of Concept or Demo" | = | /inviteContext/assistanceRequestCode "ProofOfConceptOrDemo" | -
      microsoftMsxId    | Microsoft_CRM_Identifier__c | "7-ABC" | = | - | -
      referralProgram   | Referral_Program__c | "Co-Sell" | = | - | -
      solutions         | Products__c | "SOL-1-A, SOL-2-B" | = | - | -
      accountName       | account.Name | "Example Customer Ltd" | - | /customerProfile/name "Example Customer Ltd" | -
      addressLine1      | account.BillingStreet1 | "1 Sample Street" | - | /customerProfile/address/addressLine1 "1 Sample Street" | -
      addressLine2      | account.BillingStreet2 | "Floor 2" | - | /customerProfile/address/addressLine2 "Floor 2" | -
      city              | account.BillingCity | "Sampletown" | - | /customerProfile/address/city "Sampletown" | -
      state             | account.BillingState | "WA" | - | /customerProfile/address/state "WA" | -
      postalCode        | account.BillingPostalCode | "00000" | - | /customerProfile/address/postalCode "00000" | -
      country           | account.BillingCountry | "US" | - | /customerProfile/address/country "US" | -
      contactFirstName  | contact.FirstName | "Avery" | - | /customerProfile/team/0/firstName "Avery" | -
      contactLastName   | contact.LastName | "Example" | - | /customerProfile/team/0/lastName "Example" | -
      contactEmail      | contact.Email | "Avery@customer.example" | - | /customerProfile/team/0/email "Avery@customer.example" | -
      contactPhone      | contact.Phone | "+15550100" | - | /customerProfile/team/0/phoneNumber "+15550100" | -
      customerTeam      | ContactId | - | - | - | -
      team              | OwnerId | - | - | - | -
      """;

  private static final String LEAD =
      """
      referralId        | Referral_Identifier__c | "33333333-0000-4000-8000-00000000000a" | = | - | -
      referralLink      | Referral_Link__c | "https://partner.microsoft.com/referrals/v2/inbox?id=33333333-0000-4000-8000-00000000000A" | = | - | -
      externalReference | Id | - | - | /externalReferenceId "11111111-0000-4000-8000-000000000001" | =
      syncFlag          | Sync_with_Partner_Center__c | true | - | - | -
      audit             | Audit__c | - | - | - | -
      name              | Referral_Name__c | "Example rollout" | = | /name "Example rollout" | -
      notes             | Description | "Synthetic deal." | = | /details/notes "Synthetic deal." | =
      status            | Status | "Working - Contacted" | = | - | -
      microsoftMsxId    | Microsoft_CRM_Identifier__c | "7-ABC" | = | - | -
      referralProgram   | Referral_Program__c | "Co-Sell" | = | - | -
      solutions         | Products__c | "SOL-1-A, SOL-2-B" | = | - | -
      companyName       | Company | "Example Customer Ltd" | - | /customerProfile/name "Example Customer Ltd" | -
      addressLine1      | Street1 | "1 Sample Street" | - | /customerProfile/address/addressLine1 "1 Sample Street" | -
      addressLine2      | Street2 | "Floor 2" | - | /customerProfile/address/addressLine2 "Floor 2" | -
      city              | City | "Sampletown" | - | /customerProfile/address/city "Sampletown" | -
      state             | State | "WA" | - | /customerProfile/address/state "WA" | -
      postalCode        | PostalCode | "00000" | - | /customerProfile/address/postalCode "00000" | -
      country           | Country | "US" | - | /customerProfile/address/country "US" | -
      contactFirstName  | FirstName | "Avery" | = | /customerProfile/team/0/firstName "Avery" | -
      contactLastName   | LastName | "Example" | = | /customerProfile/team/0/lastName "Example" | -
      contactEmail      | Email | "Avery@customer.example" | = | /customerProfile/team/0/email "Avery@customer.example" | -
      contactPhone      | Phone | "+15550100" | = | /customerProfile/team/0/phoneNumber "+15550100" | -
      """;

  @Override
  Stream<Arguments> guides() {
    return Stream.of(
        Arguments.of("salesforce-opportunity", OPPORTUNITY), Arguments.of("salesforce-lead", LEAD));
  }

  @Override
  String computedWhen() {
    return "HasOpportunityLineItem";
  }

  @Test
  void findsAccountsByNameAndPostalCode() {
    assertThat(mapping("salesforce-opportunity").accountMatch())
        .extracting(it -> it.column().path())
        .containsExactly("account.Name", "account.BillingPostalCode");
    assertThat(mapping("salesforce-lead").accountMatch()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "opportunity, name, [not provided]",
    "opportunity, closingDate, 2099-12-31",
    "opportunity, visibleToMicrosoft, false",
    "lead, companyName, [not provided]",
    "lead, contactLastName, [not provided]",
  })
  void fillsWhatSalesforceDemandsAndTakesItForNoEdit(String entity, String field, String value) {
    FieldMapping mapping = mapping("salesforce-" + entity);
    JsonNode nothing = json("{\"id\": \"33333333-0000-4000-8000-00000000000a\"}");
    Snapshot referral = mapping.ofReferral(nothing);

    ObjectNode row = json("{}").require();
    mapping
        .columns(nothing, referral, referral.fields(), Moment.CREATE)
        .columns()
        .forEach(it -> row.set(it.column().name(), it.value()));

    assertThat(mapping.field(field).column().in(row).asText()).isEqualTo(value);
    assertThat(mapping.ofRecord(row).get(field)).isEqualTo(referral.get(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "0001-01-01T00:00:00Z", "+12345-01-01T00:00:00Z"})
  void fillsTheCloseDateWhereTheReferralHasNoneThatSalesforceWouldTake(String date) {
    assertThat(
            mapping("salesforce-opportunity")
                .ofReferral(json("{\"details\": {\"closingDateTime\": \"" + date + "\"}}"))
                .get("closingDate")
                .asText())
        .isEqualTo("2099-12-31");
  }
}
