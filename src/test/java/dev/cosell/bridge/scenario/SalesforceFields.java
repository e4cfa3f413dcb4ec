package dev.cosell.bridge.scenario;

import java.util.HashMap;
import java.util.Map;

/** The fields of Salesforce that the words of {@link Crm} stand for. */
final class SalesforceFields {

  static final String IDENTIFIER = "Referral_Identifier__c";
  static final String STAMP = "SystemModstamp";

  private static final Map<String, String> RECORD =
      Map.ofEntries(
          Map.entry("id", "Id"),
          Map.entry("sync", "Sync_with_Partner_Center__c"),
          Map.entry("visible", "Referral_Visible_to_Microsoft__c"),
          Map.entry("solutions", "Products__c"),
          Map.entry("referralId", IDENTIFIER),
          Map.entry("referralLink", "Referral_Link__c"),
          Map.entry("referralProgram", "Referral_Program__c"),
          Map.entry("audit", "Audit__c"),
          Map.entry("msxId", "Microsoft_CRM_Identifier__c"),
          Map.entry("notes", "Description"),
          Map.entry("currency", "CurrencyIsoCode"),
          Map.entry("version", STAMP),
          Map.entry("modifiedAt", STAMP));

  /** Of an opportunity. */
  static final Map<String, String> DEAL =
      joined(
          RECORD,
          Map.of(
              "name", "Name",
              "dealValue", "Amount",
              "closingDate", "CloseDate",
              "probability", "Probability"));

  /** Of a lead. */
  static final Map<String, String> LEAD =
      joined(
          RECORD,
          Map.ofEntries(
              Map.entry("name", "Referral_Name__c"),
              Map.entry("companyName", "Company"),
              Map.entry("street", "Street"),
              Map.entry("city", "City"),
              Map.entry("state", "State"),
              Map.entry("postalCode", "PostalCode"),
              Map.entry("country", "Country"),
              Map.entry("contactFirstName", "FirstName"),
              Map.entry("contactLastName", "LastName"),
              Map.entry("contactEmail", "Email"),
              Map.entry("contactPhone", "Phone")));

  /** Of an account. */
  static final Map<String, String> ACCOUNT =
      Map.of(
          "id", "Id",
          "name", "Name",
          "street", "BillingStreet",
          "city", "BillingCity",
          "state", "BillingState",
          "postalCode", "BillingPostalCode",
          "country", "BillingCountry");

  /** Of a contact. */
  static final Map<String, String> CONTACT =
      Map.of(
          "id", "Id",
          "accountId", "AccountId",
          "firstName", "FirstName",
          "lastName", "LastName",
          "email", "Email",
          "phone", "Phone");

  private SalesforceFields() {}

  private static Map<String, String> joined(Map<String, String> some, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(others);
    return Map.copyOf(all);
  }
}
