package dev.cosell.bridge.sandbox.salesforce.record;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The people of the organization: the user that the connected app runs as and a few sellers, not
 * all of whom have told their telephone number.
 */
public final class Users {

  /** The user that the connected app runs as. */
  public static final String INTEGRATION = id(1);

  /** Robin Seller, who does what the control API asks for unless somebody else is named. */
  public static final String SELLER = id(2);

  private static final String KIM = id(3);
  private static final String SAM = id(4);

  private Users() {}

  static void seed(Organization organization) {
    add(organization, INTEGRATION, "Integration", "Cosell Bridge", Map.of());
    add(organization, SELLER, "Robin", "Seller", Map.of("Phone", "+15550101"));
    add(organization, KIM, "Kim", "Seller", Map.of("MobilePhone", "+15550102"));
    add(organization, SAM, "Sam", "Seller", Map.of());
  }

  private static void add(
      Organization organization,
      String id,
      String firstName,
      String lastName,
      Map<String, Object> telephones) {
    String email = firstName.toLowerCase(Locale.ROOT) + "@partner.example";
    Map<String, Object> values = new HashMap<>(telephones);
    values.put("FirstName", firstName);
    values.put("LastName", lastName);
    values.put("Name", firstName + " " + lastName);
    values.put("Email", email);
    values.put("Username", email);
    values.put("Alias", firstName.toLowerCase(Locale.ROOT).substring(0, 3));
    values.put("IsActive", true);
    organization.seed("User", id, values);
  }

  private static String id(long number) {
    return RecordId.of("005", number).text();
  }
}
