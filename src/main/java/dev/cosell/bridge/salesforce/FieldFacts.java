package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What the organisation says of a field.
 *
 * @param name as Salesforce spells it
 * @param isCreateable whether the bridge's user may set it on create
 * @param isUpdateable whether the bridge's user may change it
 * @param isExternalId whether rows are found by it
 * @param choices the values of a picklist, in their order, the inactive ones too
 */
record FieldFacts(
    String name,
    boolean isCreateable,
    boolean isUpdateable,
    boolean isExternalId,
    List<Choice> choices) {

  private static final int BITS = 8;
  private static final int HIGHEST_BIT = 0x80;

  FieldFacts {
    choices = List.copyOf(choices);
  }

  /** What is not said is believed to be allowed. */
  static FieldFacts of(JsonNode field) {
    List<Choice> choices = new ArrayList<>();
    field.path("picklistValues").forEach(value -> choices.add(Choice.of(value)));
    return new FieldFacts(
        field.path("name").asText(),
        field.path("createable").asBoolean(true),
        field.path("updateable").asBoolean(true),
        field.path("externalId").asBoolean(true),
        choices);
  }

  /**
   * A value of a picklist.
   *
   * @param value as it is stored
   * @param label as people see it
   * @param isActive whether it can be chosen
   * @param validFor for a dependent picklist: which values of the controlling one allow it, a
   *     base64 text with a bit for each of them; else empty
   */
  record Choice(String value, String label, boolean isActive, String validFor) {

    static Choice of(JsonNode value) {
      return new Choice(
          value.path("value").asText(),
          value.path("label").asText(),
          value.path("active").asBoolean(true),
          value.path("validFor").asText(""));
    }

    boolean isCalled(String text) {
      return value.equalsIgnoreCase(text) || label.equalsIgnoreCase(text);
    }

    /** Whether the controlling picklist allows it at that place in its list. */
    boolean isValidFor(int place) {
      if (validFor.isEmpty()) {
        return true;
      }
      byte[] bits = decoded(validFor);
      return place >= 0
          && place / BITS < bits.length
          && (bits[place / BITS] & (HIGHEST_BIT >> (place % BITS))) != 0;
    }

    private static byte[] decoded(String text) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException damaged) {
        return new byte[0];
      }
    }
  }
}
