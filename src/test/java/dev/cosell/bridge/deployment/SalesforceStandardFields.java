package dev.cosell.bridge.deployment;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How field-level security sees the standard fields. Salesforce refuses a permission set that names
 * a required field ("You cannot deploy to a required field"), and knows an address only as a whole.
 */
final class SalesforceStandardFields {

  private static final Set<String> WITHOUT_SECURITY =
      Set.of(
          "Account.Name",
          "Contact.FirstName",
          "Contact.LastName",
          "Lead.Company",
          "Lead.FirstName",
          "Lead.LastName",
          "Lead.Status",
          "Opportunity.CloseDate",
          "Opportunity.ContactId",
          "Opportunity.Name",
          "Opportunity.StageName");

  private static final Pattern ON_EVERY_OBJECT =
      Pattern.compile("\\w+\\.(Id|OwnerId|CurrencyIsoCode|SystemModstamp|LastModifiedById)");

  /** A mapping names the lines of a street by a digit. */
  private static final Pattern PART_OF_ADDRESS =
      Pattern.compile(
          "(Account\\.Billing|Contact\\.Mailing|Lead\\.)"
              + "(Street[12]?|City|State|PostalCode|Country|StateCode|CountryCode)");

  private SalesforceStandardFields() {}

  /** Whether whoever may use the object may use the field; no permission set may name it then. */
  static boolean needsNoPermission(String path) {
    return WITHOUT_SECURITY.contains(path) || ON_EVERY_OBJECT.matcher(path).matches();
  }

  /** The name by which a permission set grants a field. */
  static String permission(String path) {
    Matcher address = PART_OF_ADDRESS.matcher(path);
    return address.matches() ? address.group(1) + "Address" : path;
  }
}
