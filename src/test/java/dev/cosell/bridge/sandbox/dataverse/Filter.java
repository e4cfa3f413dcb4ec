package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.FilterToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Parser of $filter: comparisons of a column with a literal, contains, startswith, endswith, and,
 * or, not, parentheses. It knows the columns' types and refuses what the real service refuses.
 */
final class Filter {

  private static final Set<String> TEXT_FUNCTIONS = Set.of("contains", "startswith", "endswith");

  private final Table table;
  private final List<FilterToken> tokens;
  private int at;

  private Filter(Table table, String text) {
    this.table = table;
    this.tokens = FilterToken.split(text);
  }

  static Predicate<Row> parse(Table table, String text) {
    Filter filter = new Filter(table, text);
    Predicate<Row> condition = filter.anyOf();
    filter.expect(Kind.END);
    return condition;
  }

  private Predicate<Row> anyOf() {
    Predicate<Row> condition = allOf();
    while (accept("or")) {
      condition = condition.or(allOf());
    }
    return condition;
  }

  private Predicate<Row> allOf() {
    Predicate<Row> condition = single();
    while (accept("and")) {
      condition = condition.and(single());
    }
    return condition;
  }

  private Predicate<Row> single() {
    if (accept("not")) {
      return single().negate();
    }
    if (peek().is(Kind.OPEN)) {
      next();
      Predicate<Row> inner = anyOf();
      expect(Kind.CLOSE);
      return inner;
    }
    String name = expect(Kind.NAME).text();
    return peek().is(Kind.OPEN) ? function(name) : comparison(name);
  }

  private Predicate<Row> function(String name) {
    if (name.startsWith("Microsoft.Dynamics.CRM.")) {
      throw DataverseError.notSimulated("the query function " + name);
    }
    if (!TEXT_FUNCTIONS.contains(name)) {
      throw DataverseError.query("An unknown function with name '" + name + "' was found.");
    }
    expect(Kind.OPEN);
    Column column = readable(expect(Kind.NAME).text());
    expect(Kind.COMMA);
    FilterToken literal = next();
    expect(Kind.CLOSE);
    Literal.require(column, literal, "Edm.String");
    String part = literal.text().toLowerCase(Locale.ROOT);
    BiPredicate<String, String> test = textFunction(name);
    return row -> text(row, column).filter(text -> test.test(text, part)).isPresent();
  }

  private static BiPredicate<String, String> textFunction(String name) {
    return switch (name) {
      case "contains" -> String::contains;
      case "startswith" -> String::startsWith;
      default -> String::endsWith;
    };
  }

  private static Optional<String> text(Row row, Column column) {
    return row.value(column.name(), String.class).map(text -> text.toLowerCase(Locale.ROOT));
  }

  private Predicate<Row> comparison(String name) {
    Column column = readable(name);
    String operator = expect(Kind.NAME).text();
    IntPredicate test = operator(operator);
    FilterToken literal = next();
    if (literal.isWord("null")) {
      return againstNull(column, operator);
    }
    Object value = Literal.value(column, literal);
    boolean whenEmpty = operator.equals("ne");
    return row ->
        row.value(column.name())
            .map(present -> test.test(Literal.compare(present, value)))
            .orElse(whenEmpty);
  }

  private static Predicate<Row> againstNull(Column column, String operator) {
    Predicate<Row> empty = row -> row.value(column.name()).isEmpty();
    return switch (operator) {
      case "eq" -> empty;
      case "ne" -> empty.negate();
      default -> row -> false;
    };
  }

  private static IntPredicate operator(String name) {
    return switch (name) {
      case "eq" -> order -> order == 0;
      case "ne" -> order -> order != 0;
      case "gt" -> order -> order > 0;
      case "ge" -> order -> order >= 0;
      case "lt" -> order -> order < 0;
      case "le" -> order -> order <= 0;
      default -> throw DataverseError.query("Syntax error: '" + name + "' is no operator.");
    };
  }

  private Column readable(String name) {
    if (name.contains("/") || name.startsWith("@")) {
      throw DataverseError.notSimulated("'" + name + "' in a filter");
    }
    return table.readable(name);
  }

  private FilterToken peek() {
    return tokens.get(at);
  }

  private FilterToken next() {
    FilterToken token = peek();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private boolean accept(String word) {
    boolean there = peek().isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  private FilterToken expect(Kind kind) {
    FilterToken token = peek();
    if (!token.is(kind)) {
      throw DataverseError.query(
          "Syntax error in $filter: found '%s' where %s was expected."
              .formatted(token.text(), kind));
    }
    return next();
  }
}
