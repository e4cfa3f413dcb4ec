package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Turns JSON values into column values, and refuses those that do not fit the column. */
final class Values {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Values() {}

  static boolean isGuid(String text) {
    return GUID.matcher(text).matches();
  }

  /** The value for a column; empty for null and, as in Dataverse, for an empty text. */
  static Optional<Object> read(String table, Column column, JsonNode json) {
    if (json.isNull()) {
      return Optional.empty();
    }
    return switch (column.type()) {
      case TEXT, MEMO -> text(table, column, json);
      case MONEY, DECIMAL -> Optional.of(amount(table, column, json));
      case INTEGER -> Optional.of(wholeNumber(table, column, json));
      case CHOICE -> Optional.of(choice(table, column, json));
      case BOOLEAN -> Optional.of(yesOrNo(column, json));
      case DATE -> Optional.of(day(column, json));
      case INSTANT -> Optional.of(instant(column, json));
      case GUID -> Optional.of(guid(column, json));
      case LOOKUP -> throw DataverseError.unknownProperty(column.name(), table);
    };
  }

  private static Optional<Object> text(String table, Column column, JsonNode json) {
    if (!json.isTextual()) {
      throw wrongType(column, json);
    }
    if (json.textValue().length() > column.size()) {
      throw new DataverseError(
          400,
          DataverseError.TOO_LONG,
          "A validation error occurred. The length of the '%s' attribute of the '%s' entity exceeded the maximum allowed length of '%d'."
              .formatted(column.name(), table, column.size()));
    }
    return Optional.<Object>of(json.textValue()).filter(text -> !text.equals(""));
  }

  private static BigDecimal amount(String table, Column column, JsonNode json) {
    if (!json.isNumber()) {
      throw wrongType(column, json);
    }
    BigDecimal amount = json.decimalValue();
    if (amount.signum() != 0 && amount.stripTrailingZeros().scale() > column.size()) {
      throw outOfRange(table, column, amount + " has more than " + column.size() + " decimals");
    }
    return inRange(table, column, amount).setScale(column.size());
  }

  private static Integer wholeNumber(String table, Column column, JsonNode json) {
    if (!json.canConvertToInt() || !json.isIntegralNumber()) {
      throw wrongType(column, json);
    }
    inRange(table, column, json.decimalValue());
    return json.intValue();
  }

  private static BigDecimal inRange(String table, Column column, BigDecimal number) {
    Column.Range range = column.range();
    if (number.compareTo(range.lowest()) < 0 || number.compareTo(range.highest()) > 0) {
      throw outOfRange(table, column, number.toPlainString());
    }
    return number;
  }

  private static Integer choice(String table, Column column, JsonNode json) {
    if (!json.canConvertToInt() || !json.isIntegralNumber()) {
      throw wrongType(column, json);
    }
    if (!column.choices().containsKey(json.intValue())) {
      throw new DataverseError(
          400,
          DataverseError.BAD_CHOICE,
          "A validation error occurred. The value '%s' of '%s' on record of type '%s' is outside the valid range. Accepted Values: %s"
              .formatted(json, column.name(), table, column.choices().keySet()));
    }
    return json.intValue();
  }

  private static Boolean yesOrNo(Column column, JsonNode json) {
    if (!json.isBoolean()) {
      throw wrongType(column, json);
    }
    return json.booleanValue();
  }

  private static LocalDate day(Column column, JsonNode json) {
    if (!json.isTextual() || !DAY.matcher(json.textValue()).matches()) {
      throw wrongType(column, json);
    }
    try {
      return LocalDate.parse(json.textValue());
    } catch (DateTimeParseException noSuchDay) {
      throw wrongType(column, json);
    }
  }

  private static Instant instant(Column column, JsonNode json) {
    try {
      return OffsetDateTime.parse(json.asText()).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeParseException noInstant) {
      throw wrongType(column, json);
    }
  }

  private static UUID guid(Column column, JsonNode json) {
    if (!json.isTextual() || !isGuid(json.textValue())) {
      throw wrongType(column, json);
    }
    return UUID.fromString(json.textValue());
  }

  private static DataverseError wrongType(Column column, JsonNode json) {
    return DataverseError.invalid(
        "Cannot convert the literal '%s' to the expected type '%s' of '%s'."
            .formatted(json.asText(), column.type().edm(), column.name()));
  }

  private static DataverseError outOfRange(String table, Column column, String what) {
    return new DataverseError(
        400,
        DataverseError.OUT_OF_RANGE,
        "A validation error occurred. The value of '%s' on record of type '%s' is outside the valid range: %s."
            .formatted(column.name(), table, what));
  }
}
