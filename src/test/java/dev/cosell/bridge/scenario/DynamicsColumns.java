package dev.cosell.bridge.scenario;

import java.util.HashMap;
import java.util.Map;

/** The columns of Dataverse that the words of {@link Crm} stand for. */
final class DynamicsColumns {

  static final String PREFIX = "msft_microsoftpartnercenter";
  static final String IDENTIFIER = PREFIX + "referralidentifier";

  private static final Map<String, String> COSELL =
      Map.of(
          "sync", PREFIX + "referralsync",
          "visible", PREFIX + "referralvisible",
          "solutions", PREFIX + "solutions",
          "referralId", IDENTIFIER,
          "referralLink", PREFIX + "referrallink",
          "referralProgram", PREFIX + "referralprogram",
          "audit", PREFIX + "referralsyncaudit",
          "msxId", "msft_microsoftcrmidentifier");

  private static final Map<String, String> ADDRESS =
      Map.of(
          "street", "address1_line1",
          "city", "address1_city",
          "state", "address1_stateorprovince",
          "postalCode", "address1_postalcode",
          "country", "address1_country");

  private static final Map<String, String> RECORD =
      Map.of(
          "dealValue", "estimatedvalue",
          "closingDate", "estimatedclosedate",
          "notes", "description",
          "modifiedAt", "modifiedon",
          "version", "@odata.etag");

  /** Of an opportunity. */
  static final Map<String, String> DEAL =
      joined(
          COSELL,
          RECORD,
          Map.of("id", "opportunityid", "name", "name", "probability", "closeprobability"));

  /** Of a lead. */
  static final Map<String, String> LEAD =
      joined(
          COSELL,
          RECORD,
          ADDRESS,
          Map.of(
              "id", "leadid",
              "name", "subject",
              "companyName", "companyname",
              "contactFirstName", "firstname",
              "contactLastName", "lastname",
              "contactEmail", "emailaddress1",
              "contactPhone", "telephone1"));

  /** Of an account. */
  static final Map<String, String> ACCOUNT =
      joined(ADDRESS, Map.of("id", "accountid", "name", "name"));

  /** Of a contact. */
  static final Map<String, String> CONTACT =
      Map.of(
          "id", "contactid",
          "accountId", "_parentcustomerid_value",
          "firstName", "firstname",
          "lastName", "lastname",
          "email", "emailaddress1",
          "phone", "telephone1");

  private DynamicsColumns() {}

  @SafeVarargs
  private static Map<String, String> joined(Map<String, String>... parts) {
    Map<String, String> all = new HashMap<>();
    for (Map<String, String> part : parts) {
      all.putAll(part);
    }
    return Map.copyOf(all);
  }
}
