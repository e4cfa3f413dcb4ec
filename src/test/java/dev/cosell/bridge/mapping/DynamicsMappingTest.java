package dev.cosell.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Every row of the two shipped files of Dynamics 365. */
class DynamicsMappingTest extends ShippedMapping {

  private static final String OPPORTUNITY =
      """
      referralId        | msft_microsoftpartnercenterreferralidentifier | "33333333-0000-4000-8000-00000000000a" | = | - | -
      referralLink      | msft_microsoftpartnercenterreferrallink | "https://partner.microsoft.com/referrals/v2/inbox?id=33333333-0000-4000-8000-00000000000A" | = | - | -
      externalReference | opportunityid | - | - | /externalReferenceId "11111111-0000-4000-8000-000000000001" | =
      syncFlag          | msft_microsoftpartnercenterreferralsync | true | - | - | -
      audit             | msft_microsoftpartnercenterreferralsyncaudit | - | - | - | -
      name              | name | "Example rollout" | = | /name "Example rollout" | -
      dealValue         | estimatedvalue | 50000 | = | /details/dealValue 50000 | =
      currency          | transactioncurrencyid | "USD" | = | /details/currency "USD" | =
      closingDate       | estimatedclosedate | "2030-11-14" | = | /details/closingDateTime "2030-11-14T00:00:00Z" | =
      notes             | description | "Synthetic deal." | = | /details/notes "Synthetic deal." | =
      status            | statecode | 0 | = | - | -
      status            | statuscode | 1 | = | - | -
      visibleToMicrosoft | msft_microsoftpartnercenterreferralvisible | true | = | /consent/consentToShareReferralWithMicrosoftSellers true | =
      help              | msft_microsoftpartnercenterhelp | 299600002 | = | /inviteContext/assistanceRequestCode "ProofOfConceptOrDemo" | -
      microsoftMsxId    | msft_microsoftcrmidentifier | "7-ABC" | = | - | -
      referralProgram   | msft_microsoftpartnercenterreferralprogram | "Co-Sell" | = | - | -
      solutions         | msft_microsoftpartnercentersolutions | "SOL-1-A, SOL-2-B" | = | - | -
      accountName       | account.name | "Example Customer Ltd" | - | /customerProfile/name "Example Customer Ltd" | -
      addressLine1      | account.address1_line1 | "1 Sample Street" | - | /customerProfile/address/addressLine1 "1 Sample Street" | -
      addressLine2      | account.address1_line2 | "Floor 2" | - | /customerProfile/address/addressLine2 "Floor 2" | -
      city              | account.address1_city | "Sampletown" | - | /customerProfile/address/city "Sampletown" | -
      state             | account.address1_stateorprovince | "WA" | - | /customerProfile/address/state "WA" | -
      postalCode        | account.address1_postalcode | "00000" | - | /customerProfile/address/postalCode "00000" | -
      country           | account.address1_country | "US" | - | /customerProfile/address/country "US" | -
      contactFirstName  | contact.firstname | "Avery" | - | /customerProfile/team/0/firstName "Avery" | -
      contactLastName   | contact.lastname | "Example" | - | /customerProfile/team/0/lastName "Example" | -
      contactEmail      | contact.emailaddress1 | "Avery@customer.example" | - | /customerProfile/team/0/email "Avery@customer.example" | -
      contactPhone      | contact.telephone1 | "+15550100" | - | /customerProfile/team/0/phoneNumber "+15550100" | -
      customerTeam      | parentcontactid | - | - | - | -
      team              | ownerid | - | - | - | -
      """;

  private static final String LEAD =
      """
      referralId        | msft_microsoftpartnercenterreferralidentifier | "33333333-0000-4000-8000-00000000000a" | = | - | -
      referralLink      | msft_microsoftpartnercenterreferrallink | "https://partner.microsoft.com/referrals/v2/inbox?id=33333333-0000-4000-8000-00000000000A" | = | - | -
      externalReference | leadid | - | - | /externalReferenceId "11111111-0000-4000-8000-000000000001" | =
      syncFlag          | msft_microsoftpartnercenterreferralsync | true | - | - | -
      audit             | msft_microsoftpartnercenterreferralsyncaudit | - | - | - | -
      name              | subject | "Example rollout" | = | /name "Example rollout" | -
      dealValue         | estimatedvalue | 50000 | = | /details/dealValue 50000 | =
      currency          | transactioncurrencyid | "USD" | = | /details/currency "USD" | =
      closingDate       | estimatedclosedate | "2030-11-14" | = | /details/closingDateTime "2030-11-14T00:00:00Z" | =
      notes             | description | "Synthetic deal." | = | /details/notes "Synthetic deal." | =
      status            | statecode | 1 | = | - | -
      status            | statuscode | 3 | = | - | -
      microsoftMsxId    | msft_microsoftcrmidentifier | "7-ABC" | = | - | -
      referralProgram   | msft_microsoftpartnercenterreferralprogram | "Co-Sell" | = | - | -
      solutions         | msft_microsoftpartnercentersolutions | "SOL-1-A, SOL-2-B" | = | - | -
      companyName       | companyname | "Example Customer Ltd" | - | /customerProfile/name "Example Customer Ltd" | -
      addressLine1      | address1_line1 | "1 Sample Street" | - | /customerProfile/address/addressLine1 "1 Sample Street" | -
      addressLine2      | address1_line2 | "Floor 2" | - | /customerProfile/address/addressLine2 "Floor 2" | -
      city              | address1_city | "Sampletown" | - | /customerProfile/address/city "Sampletown" | -
      state             | address1_stateorprovince | "WA" | - | /customerProfile/address/state "WA" | -
      postalCode        | address1_postalcode | "00000" | - | /customerProfile/address/postalCode "00000" | -
      country           | address1_country | "US" | - | /customerProfile/address/country "US" | -
      contactFirstName  | firstname | "Avery" | = | /customerProfile/team/0/firstName "Avery" | -
      contactLastName   | lastname | "Example" | = | /customerProfile/team/0/lastName "Example" | -
      contactEmail      | emailaddress1 | "Avery@customer.example" | = | /customerProfile/team/0/email "Avery@customer.example" | -
      contactPhone      | telephone1 | "+15550100" | = | /customerProfile/team/0/phoneNumber "+15550100" | -
      """;

  @Override
  Stream<Arguments> guides() {
    return Stream.of(
        Arguments.of("dynamics-opportunity", OPPORTUNITY), Arguments.of("dynamics-lead", LEAD));
  }

  @Override
  String computedWhen() {
    return "isrevenuesystemcalculated";
  }

  @Test
  void findsAccountsByNameAndPostalCode() {
    assertThat(mapping("dynamics-opportunity").accountMatch())
        .extracting(it -> it.column().path())
        .containsExactly("account.name", "account.address1_postalcode");
    assertThat(mapping("dynamics-lead").accountMatch()).isEmpty();
  }
}
