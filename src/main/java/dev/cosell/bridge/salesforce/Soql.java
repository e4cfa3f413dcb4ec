package dev.cosell.bridge.salesforce;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query, the one place that writes SOQL: names are checked, texts are quoted. Conditions are
 * joined by AND.
 *
 * @param select the fields, relationship paths included
 * @param from the object
 * @param where the conditions
 * @param tail order and limit
 */
record Soql(List<String> select, String from, List<String> where, String tail) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*");

  Soql {
    select.forEach(Soql::name);
    name(from);
    select = List.copyOf(select);
    where = List.copyOf(where);
  }

  /** What a row has to fulfil. */
  record Condition(String text) {

    /** A checkbox has this value. */
    static Condition is(String field, boolean value) {
      return new Condition(name(field) + " = " + value);
    }

    /** A field is filled in. */
    static Condition isFilled(String field) {
      return new Condition(name(field) + " != null");
    }

    Condition and(Condition other) {
      return new Condition("(" + text + " AND " + other.text + ")");
    }
  }

  static Soql select(Collection<String> fields, String object) {
    return new Soql(List.copyOf(fields), object, List.of(), "");
  }

  /** Only rows whose text has this value; the case of letters does not matter to Salesforce. */
  Soql where(String field, String value) {
    return and(name(field) + " = " + quoted(value));
  }

  /** Only rows whose checkbox has this value. */
  Soql where(String field, boolean value) {
    return and(name(field) + " = " + value);
  }

  /** Only rows whose id is one of these, at least one. */
  Soql whereAny(String field, Collection<String> values) {
    return and(
        name(field)
            + values.stream().map(Soql::quoted).collect(Collectors.joining(", ", " IN (", ")")));
  }

  /** Only rows for which one of two conditions holds. */
  Soql whereEither(Condition one, Condition other) {
    return and("(" + one.text() + " OR " + other.text() + ")");
  }

  /** Only rows whose date and time is this one or later; Salesforce counts whole seconds. */
  Soql whereNotBefore(String field, Instant earliest) {
    return and(name(field) + " >= " + earliest.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Rows in ascending order of fields. */
  Soql orderBy(String... fields) {
    return new Soql(
        select,
        from,
        where,
        " ORDER BY "
            + List.of(fields).stream().map(Soql::name).collect(Collectors.joining(", "))
            + tail);
  }

  /** At most so many rows. */
  Soql limit(int rows) {
    return new Soql(select, from, where, tail + " LIMIT " + rows);
  }

  private Soql and(String condition) {
    List<String> more = new ArrayList<>(where);
    more.add(condition);
    return new Soql(select, from, more, tail);
  }

  /** The query as it is sent, not encoded. */
  String text() {
    String conditions = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
    return "SELECT " + String.join(", ", select) + " FROM " + from + conditions + tail;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("'");
    value
        .chars()
        .forEach(
            letter -> {
              switch (letter) {
                case '\'', '\\', '"' -> quoted.append('\\').append((char) letter);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append((char) letter);
              }
            });
    return quoted.append('\'').toString();
  }

  /** Anything else could change the meaning of the query. */
  static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name of Salesforce: " + name);
    }
    return name;
  }
}
