package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceTime;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.soql.SoqlToken.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads literals as values that compare with a field's.
 *
 * @param query for error messages
 */
record Literals(String query) {

  /** The value; none for null and for the empty string, which Salesforce does not tell apart. */
  Optional<Object> value(Field field, SoqlToken literal) {
    if (literal.isWord("null")) {
      return Optional.empty();
    }
    if (field.type().isId()) {
      return Optional.of(id(field, literal));
    }
    if (field.type().isText()) {
      return Optional.of(comparable(require(field, literal, Kind.STRING).text()))
          .filter(text -> !text.equals(""));
    }
    return Optional.of(
        switch (field.type()) {
          case BOOLEAN -> yesOrNo(field, literal);
          case DATE -> day(field, require(field, literal, Kind.DATE));
          case DATETIME -> instant(field, require(field, literal, Kind.DATETIME));
          default -> comparable(new BigDecimal(require(field, literal, Kind.NUMBER).text()));
        });
  }

  /** Texts compare without regard to case, numbers without regard to their scale. */
  static Object comparable(Object value) {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    }
    return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  /** Below, at or above zero as one value comes before, is or comes after the other. */
  @SuppressWarnings("unchecked") // both sides come from the same field's type
  static int compare(Object one, Object other) {
    return ((Comparable<Object>) comparable(one)).compareTo(other);
  }

  private Object id(Field field, SoqlToken literal) {
    String text = require(field, literal, Kind.STRING).text();
    return RecordId.parse(text)
        .map(id -> comparable(id.text()))
        .orElseThrow(
            () ->
                SoqlErrors.of(
                    "INVALID_QUERY_FILTER_OPERATOR",
                    query,
                    literal.start(),
                    "invalid ID field: " + text));
  }

  private Object yesOrNo(Field field, SoqlToken literal) {
    if (!literal.isWord("true") && !literal.isWord("false")) {
      throw SoqlErrors.wrongCriterion(query, literal, field);
    }
    return literal.isWord("true");
  }

  private Object day(Field field, SoqlToken literal) {
    try {
      return LocalDate.parse(literal.text());
    } catch (DateTimeException noSuchDay) {
      throw SoqlErrors.wrongCriterion(query, literal, field);
    }
  }

  private Object instant(Field field, SoqlToken literal) {
    return SalesforceTime.parse(literal.text())
        .orElseThrow(() -> SoqlErrors.wrongCriterion(query, literal, field));
  }

  private SoqlToken require(Field field, SoqlToken literal, Kind kind) {
    if (!literal.is(kind)) {
      throw SoqlErrors.wrongCriterion(query, literal, field);
    }
    return literal;
  }
}
