package dev.cosell.bridge.sandbox.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.sandbox.http.Refused;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;

/** What a value must look like, and in which form the service keeps it. */
final class FieldRules {

  private static final int MOST = 50;

  private FieldRules() {}

  /**
   * The value in the form that a read will show.
   *
   * @param path JSON pointer of the field, without a trailing {@code /-}
   * @throws Refused 400 when the field cannot hold the value
   */
  static JsonNode kept(String path, JsonNode value) {
    return switch (path) {
      case "/details/dealValue" -> amount(value);
      case "/details/currency" -> currency(value);
      case "/details/closingDateTime" -> date(value);
      case "/consent/consentToShareReferralWithMicrosoftSellers" -> flag(path, value);
      case "/team", "/customerProfile/team" -> all(path, value, FieldRules::requireMember);
      case "/details/requirements/solutions" -> all(path, value, FieldRules::requireSolution);
      default -> text(path, value);
    };
  }

  private static JsonNode amount(JsonNode value) {
    // Clients send numbers and strings; a read always shows a number.
    try {
      BigDecimal amount = new BigDecimal(value.asText());
      if (amount.signum() >= 0 && value.isValueNode()) {
        return DecimalNode.valueOf(amount);
      }
    } catch (NumberFormatException notANumber) {
      throw refused("/details/dealValue", "is not a number");
    }
    throw refused("/details/dealValue", "is negative");
  }

  private static JsonNode currency(JsonNode value) {
    try {
      return TextNode.valueOf(Currency.getInstance(value.asText()).getCurrencyCode());
    } catch (IllegalArgumentException unknown) {
      throw refused("/details/currency", "is not an ISO 4217 code");
    }
  }

  private static JsonNode date(JsonNode value) {
    try {
      OffsetDateTime date = OffsetDateTime.parse(value.asText());
      return TextNode.valueOf(date.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString());
    } catch (DateTimeException notADate) {
      throw refused("/details/closingDateTime", "is not a date and time with an offset");
    }
  }

  private static JsonNode flag(String path, JsonNode value) {
    if (value instanceof BooleanNode) {
      return value;
    }
    throw refused(path, "is not a boolean");
  }

  private static JsonNode text(String path, JsonNode value) {
    if (value.isTextual() || value.isNull()) {
      return value;
    }
    throw refused(path, "is not a text");
  }

  private interface ItemRule {
    void require(String path, JsonNode item);
  }

  private static JsonNode all(String path, JsonNode value, ItemRule rule) {
    if (!value.isArray() || value.size() > MOST) {
      throw refused(path, "is not an array of at most " + MOST);
    }
    value.forEach(item -> rule.require(path, item));
    return value;
  }

  private static void requireMember(String path, JsonNode member) {
    for (String name : List.of("firstName", "lastName", "phoneNumber", "email")) {
      if (member.path(name).asText("").isBlank()) {
        throw refused(path, "has a member without " + name);
      }
    }
  }

  private static void requireSolution(String path, JsonNode solution) {
    if (solution.path("id").asText("").isBlank()) {
      throw refused(path, "has a solution without id: Solution ID is required");
    }
    if (!List.of("None", "Category", "Name").contains(solution.path("type").asText())) {
      throw refused(path, "has a solution whose type is not None, Category or Name");
    }
  }

  static Refused refused(String path, String reason) {
    return new Refused(400, "invalidRequest", path + " " + reason + ".");
  }
}
