package dev.cosell.bridge.sandbox.dataverse;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The query options of a read of an entity set.
 *
 * @param selection what to show
 * @param filter which rows
 * @param order in which order; rows that tie follow their ids
 * @param top at most so many
 * @param count whether the total is wanted
 */
record Query(
    Selection selection,
    Predicate<Row> filter,
    Comparator<Row> order,
    OptionalInt top,
    boolean count) {

  private static final Set<String> KNOWN =
      Set.of(
          "$select",
          "$filter",
          "$orderby",
          "$top",
          "$count",
          "$expand",
          "$skiptoken",
          "$deltatoken");
  private static final Set<String> NOT_SIMULATED =
      Set.of("$apply", "fetchXml", "savedQuery", "userQuery");

  static Query parse(Organization organization, Table table, Map<String, String> options) {
    requireKnown(options.keySet());
    return new Query(
        Selection.parse(organization, table, options),
        options.containsKey("$filter")
            ? Filter.parse(table, options.getOrDefault("$filter", ""))
            : row -> true,
        order(table, options.getOrDefault("$orderby", "")).thenComparing(Row::id),
        top(options.getOrDefault("$top", "")),
        count(options.getOrDefault("$count", "false")));
  }

  static void requireKnown(Set<String> names) {
    for (String name : names) {
      if (name.equals("$skip")) {
        throw DataverseError.query("Skip Clause is not supported in CRM");
      }
      if (NOT_SIMULATED.contains(name)) {
        throw DataverseError.notSimulated(name);
      }
      if (!KNOWN.contains(name)) {
        throw DataverseError.query("The query parameter " + name + " is not supported");
      }
    }
  }

  List<Row> matching(List<Row> rows) {
    return rows.stream().filter(filter).sorted(order).collect(Collectors.toList());
  }

  private static Comparator<Row> order(Table table, String orderBy) {
    if (orderBy.isBlank()) {
      return Comparator.comparing(Row::id);
    }
    return Arrays.stream(orderBy.split(",", -1))
        .map(part -> one(table, part.strip().split("\\s+")))
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  private static Comparator<Row> one(Table table, String[] words) {
    boolean descends = words.length == 2 && words[1].equals("desc");
    if (words.length > 2 || (words.length == 2 && !descends && !words[1].equals("asc"))) {
      throw DataverseError.query("Syntax error in $orderby.");
    }
    String column = table.readable(words[0]).name();
    Comparator<Row> ascending = (one, other) -> emptyFirst(one, other, column);
    return descends ? ascending.reversed() : ascending;
  }

  private static int emptyFirst(Row one, Row other, String column) {
    if (one.value(column).isEmpty() || other.value(column).isEmpty()) {
      return Boolean.compare(one.value(column).isPresent(), other.value(column).isPresent());
    }
    return Literal.compare(
        one.value(column).get(), Organization.comparable(other.value(column).get()));
  }

  private static OptionalInt top(String text) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw DataverseError.query("Invalid value '" + text + "' for $top query option found.");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static boolean count(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw DataverseError.query("Invalid value '" + text + "' for $count query option found.");
    }
    return text.equals("true");
  }
}
