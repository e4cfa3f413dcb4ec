package dev.cosell.bridge.sandbox.salesforce.dml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceTime;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Reads the JSON value of one field. */
final class FieldValues {

  private FieldValues() {}

  /** The value; none for null and for texts of nothing but blanks. */
  static Optional<Object> read(Field field, JsonNode json) {
    if (json.isNull()) {
      if (field.type() == FieldType.BOOLEAN) {
        throw wrongType(field, "");
      }
      return Optional.empty();
    }
    if (json.isContainerNode()) {
      throw cannotDeserialize(field, json);
    }
    return switch (field.type()) {
      case BOOLEAN -> Optional.of(yesOrNo(field, json));
      case CURRENCY, DOUBLE, PERCENT -> number(field, json);
      case INT -> number(field, json).map(number -> whole(field, (BigDecimal) number));
      case DATE -> day(field, json);
      case DATETIME -> instant(field, json);
      case ID, REFERENCE -> id(field, json);
      default -> TextValues.read(field, json);
    };
  }

  private static Boolean yesOrNo(Field field, JsonNode json) {
    String text = json.asText();
    if (!text.equals("true") && !text.equals("false")) {
      throw cannotDeserialize(field, json);
    }
    return Boolean.valueOf(text);
  }

  private static Optional<Object> number(Field field, JsonNode json) {
    if (json.isTextual() && json.textValue().isEmpty()) {
      return Optional.empty();
    }
    try {
      BigDecimal number =
          new BigDecimal(json.asText()).setScale(field.scale(), RoundingMode.HALF_UP);
      if (number.precision() - number.scale() > field.size() - field.scale()) {
        throw SalesforceError.save(
            "NUMBER_OUTSIDE_VALID_RANGE",
            "%s: value outside of valid range on numeric field: %s"
                .formatted(field.label(), json.asText()),
            field.name());
      }
      return Optional.of(number);
    } catch (NumberFormatException notANumber) {
      throw cannotDeserialize(field, json);
    }
  }

  private static BigDecimal whole(Field field, BigDecimal number) {
    try {
      return BigDecimal.valueOf(number.intValueExact());
    } catch (ArithmeticException tooLarge) {
      throw wrongType(field, number.toPlainString());
    }
  }

  private static Optional<Object> day(Field field, JsonNode json) {
    if (json.asText().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(json.asText()));
    } catch (DateTimeException notADay) {
      throw cannotDeserialize(field, json);
    }
  }

  private static Optional<Object> instant(Field field, JsonNode json) {
    if (json.asText().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        SalesforceTime.parse(json.asText()).orElseThrow(() -> cannotDeserialize(field, json)));
  }

  private static Optional<Object> id(Field field, JsonNode json) {
    if (json.asText().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        RecordId.parse(json.asText()).orElseThrow(() -> malformedId(field, json.asText())).text());
  }

  static SalesforceError malformedId(Field field, String text) {
    return SalesforceError.save(
        "MALFORMED_ID",
        "%s: id value of incorrect type: %s".formatted(field.label(), text),
        field.name());
  }

  static SalesforceError cannotDeserialize(Field field, JsonNode json) {
    String kind =
        switch (json.getNodeType()) {
          case STRING -> "VALUE_STRING";
          case NUMBER -> json.isIntegralNumber() ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
          case BOOLEAN -> json.booleanValue() ? "VALUE_TRUE" : "VALUE_FALSE";
          case ARRAY -> "START_ARRAY";
          default -> "START_OBJECT";
        };
    return SalesforceError.parser(
        "Cannot deserialize instance of %s from %s value %s or request may be missing a required field at [line:1, column:1]"
            .formatted(field.type().apiName(), kind, json.asText()));
  }

  private static SalesforceError wrongType(Field field, String text) {
    return SalesforceError.save(
        "INVALID_TYPE_ON_FIELD_IN_RECORD",
        "%s: value not of required type: %s".formatted(field.label(), text),
        field.name());
  }
}
