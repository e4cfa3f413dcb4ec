package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.FilterToken.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Literals of a filter, and how they compare with column values. */
final class Literal {

  private Literal() {}

  /** The literal as a value that compares with the column; 400 when the types do not meet. */
  static Object value(Column column, FilterToken literal) {
    return switch (column.type()) {
      case TEXT, MEMO -> Organization.comparable(require(column, literal, Kind.STRING).text());
      case MONEY, DECIMAL, INTEGER, CHOICE ->
          new BigDecimal(require(column, literal, Kind.NUMBER).text());
      case BOOLEAN -> yesOrNo(column, literal);
      case DATE -> day(require(column, literal, Kind.DATE));
      case INSTANT -> instant(column, literal);
      case GUID, LOOKUP -> UUID.fromString(require(column, literal, Kind.GUID).text());
    };
  }

  /** Below, at or above zero as the column's value comes before, is or comes after the other. */
  @SuppressWarnings("unchecked") // both sides come from the same column's type
  static int compare(Object present, Object other) {
    return ((Comparable<Object>) Organization.comparable(present)).compareTo(other);
  }

  static void require(Column column, FilterToken literal, String edm) {
    if (!column.type().edm().equals(edm) || !literal.kind().edm().equals(edm)) {
      throw mismatch(column, literal);
    }
  }

  private static FilterToken require(Column column, FilterToken literal, Kind kind) {
    if (!literal.is(kind)) {
      throw mismatch(column, literal);
    }
    return literal;
  }

  private static Object yesOrNo(Column column, FilterToken literal) {
    if (!literal.isWord("true") && !literal.isWord("false")) {
      throw mismatch(column, literal);
    }
    return literal.isWord("true");
  }

  private static LocalDate day(FilterToken literal) {
    try {
      return LocalDate.parse(literal.text());
    } catch (DateTimeException noSuchDay) {
      throw DataverseError.query("'" + literal.text() + "' is not a date.");
    }
  }

  private static Object instant(Column column, FilterToken literal) {
    if (literal.is(Kind.DATE)) {
      return day(literal).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String text = require(column, literal, Kind.INSTANT).text();
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noSuchMoment) {
      throw DataverseError.query("'" + text + "' is not a date and time.");
    }
  }

  private static DataverseError mismatch(Column column, FilterToken literal) {
    return DataverseError.query(
        "A binary operator with incompatible types was detected. Found operand types '%s' and '%s' for '%s'."
            .formatted(column.type().edm(), literal.kind().edm(), column.property()));
  }
}
