package dev.cosell.bridge.sandbox.dataverse;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The people of the environment: the bridge's application user and a few sellers, not all of whom
 * have told their telephone number.
 */
final class Users {

  static final UUID APPLICATION_USER = named("application user");

  /** Robin Seller, who does what the control API asks for unless somebody else is named. */
  static final UUID SELLER = named("robin@partner.example");

  private Users() {}

  /** The columns of {@code systemuser} without its id. */
  static List<Column> columns() {
    return List.of(
        Column.text("fullname", 200).with(Column.Trait.READ_ONLY),
        Column.text("firstname", 256),
        Column.text("lastname", 256),
        Column.text("internalemailaddress", 100),
        Column.text("address1_telephone1", 64),
        Column.text("mobilephone", 64),
        Column.text("jobtitle", 100),
        Column.bool("isdisabled"),
        Column.instant("createdon").with(Column.Trait.READ_ONLY),
        Column.instant("modifiedon").with(Column.Trait.READ_ONLY));
  }

  static void seed(Organization organization) {
    add(organization, APPLICATION_USER, Map.of("firstname", "#", "lastname", "Cosell Bridge"));
    addSeller(organization, "Robin", Map.of("address1_telephone1", "+15550101"));
    addSeller(organization, "Kim", Map.of("mobilephone", "+15550102"));
    addSeller(organization, "Sam", Map.of());
  }

  private static void addSeller(
      Organization organization, String firstName, Map<String, Object> telephones) {
    String email = firstName.toLowerCase(Locale.ROOT) + "@partner.example";
    Map<String, Object> values = new HashMap<>(telephones);
    values.putAll(
        Map.of("firstname", firstName, "lastname", "Seller", "internalemailaddress", email));
    add(organization, named(email), values);
  }

  private static void add(Organization organization, UUID id, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("systemuserid", id);
    all.put("fullname", values.get("firstname") + " " + values.get("lastname"));
    all.put("isdisabled", false);
    all.put("createdon", organization.now());
    all.put("modifiedon", organization.now());
    organization.rows().put("systemuser", id, all);
  }

  /** The id of the seller with this e-mail. */
  static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
