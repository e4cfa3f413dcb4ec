package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** People as members of a referral's team; contacts and users have the same fields. */
final class Person {

  /** The fields that make up a member; the first phone number that is filled in counts. */
  static final List<String> FIELDS =
      List.of("FirstName", "LastName", "Email", "Phone", "MobilePhone");

  private static final int MEMBER = 4;

  private Person() {}

  /** The member; what the CRM does not know is left out. */
  static ObjectNode member(JsonNode row) {
    ObjectNode member = JsonNodeFactory.instance.objectNode();
    put(member, "firstName", row.path("FirstName"));
    put(member, "lastName", row.path("LastName"));
    put(member, "email", row.path("Email"));
    boolean hasPhone = !row.path("Phone").asText("").isBlank();
    put(member, "phoneNumber", row.path(hasPhone ? "Phone" : "MobilePhone"));
    return member;
  }

  /** Whether nothing is missing that Partner Center's form demands of a member of our own team. */
  static boolean isComplete(JsonNode row) {
    return member(row).size() == MEMBER;
  }

  private static void put(ObjectNode member, String name, JsonNode value) {
    if (value.isTextual() && !value.asText().isBlank()) {
      member.put(name, value.asText());
    }
  }
}
