package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of people, as members of a referral's team.
 *
 * @param email column of the e-mail address
 * @param phones columns of phone numbers; the first one that is filled in counts
 */
record Person(String email, List<String> phones) {

  private static final int MEMBER = 4;

  /** A contact of the customer. */
  static final Person CONTACT = new Person("emailaddress1", List.of("telephone1"));

  /** A user of the CRM. */
  static final Person USER =
      new Person("internalemailaddress", List.of("address1_telephone1", "mobilephone"));

  /** The columns that make up a member. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("firstname", "lastname", email));
    columns.addAll(phones);
    return columns;
  }

  /** The member; what the CRM does not know is left out. */
  ObjectNode member(JsonNode row) {
    ObjectNode member = JsonNodeFactory.instance.objectNode();
    put(member, "firstName", row.path("firstname"));
    put(member, "lastName", row.path("lastname"));
    put(member, "email", row.path(email));
    phones.stream()
        .map(row::path)
        .filter(phone -> !phone.asText("").isBlank())
        .findFirst()
        .ifPresent(phone -> put(member, "phoneNumber", phone));
    return member;
  }

  /** Whether nothing is missing that Partner Center's form demands of a member of our own team. */
  boolean isComplete(JsonNode row) {
    return member(row).size() == MEMBER;
  }

  private static void put(ObjectNode member, String name, JsonNode value) {
    if (!value.asText("").isBlank()) {
      member.put(name, value.asText());
    }
  }
}
