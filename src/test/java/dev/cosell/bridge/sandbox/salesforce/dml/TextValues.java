package dev.cosell.bridge.sandbox.salesforce.dml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the JSON value of a text field. Blanks around a text are cut off. */
final class TextValues {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(?:\\.[^@\\s.]+)+");

  private TextValues() {}

  static Optional<Object> read(Field field, JsonNode json) {
    if (!json.isTextual()) {
      throw FieldValues.cannotDeserialize(field, json);
    }
    String text = json.textValue().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    requireLength(field, text);
    if (field.type() == FieldType.EMAIL && !EMAIL.matcher(text).matches()) {
      throw refused(field, "INVALID_EMAIL_ADDRESS", "invalid email address: " + text);
    }
    return Optional.of(text);
  }

  private static void requireLength(Field field, String text) {
    if (text.length() > field.size()) {
      throw refused(
          field,
          "STRING_TOO_LONG",
          "data value too large: %s (max length=%d)".formatted(text, field.size()));
    }
  }

  private static SalesforceError refused(Field field, String code, String message) {
    return SalesforceError.save(code, field.label() + ": " + message, field.name());
  }
}
