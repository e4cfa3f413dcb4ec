package dev.cosell.bridge.sandbox.salesforce.soql;

import java.util.List;
import java.util.OptionalInt;

/**
 * A query as it is written; its names are not looked up yet.
 *
 * @param items what it selects, empty for COUNT()
 * @param from sObject, or relationship of a subquery
 * @param where which rows
 * @param order in which order
 * @param limit at most so many
 * @param offset so many less at the front
 */
record Soql(
    List<SelectItem> items,
    FieldPath from,
    Condition where,
    List<SortKey> order,
    OptionalInt limit,
    OptionalInt offset) {

  /** What a query can select. */
  sealed interface SelectItem permits FieldPath, ChildQuery {}

  /**
   * A name with dots.
   *
   * @param names relationships, and a field at the end
   * @param start where it stands in the query
   */
  record FieldPath(List<String> names, int start) implements SelectItem {

    String last() {
      return names.get(names.size() - 1);
    }
  }

  /**
   * A subquery of children.
   *
   * @param query whose FROM names a relationship
   */
  record ChildQuery(Soql query) implements SelectItem {}

  /**
   * A column of ORDER BY.
   *
   * @param path field
   * @param descending from the highest to the lowest
   * @param nullsLast empty fields at the end; they stand in front in either direction otherwise
   */
  record SortKey(FieldPath path, boolean descending, boolean nullsLast) {}

  /** Which rows. */
  sealed interface Condition permits AllOf, AnyOf, Not, Comparison, Membership, SemiJoin {}

  /** All of them; none at all is always true. */
  record AllOf(List<Condition> conditions) implements Condition {}

  /** One of them. */
  record AnyOf(List<Condition> conditions) implements Condition {}

  /** The opposite. */
  record Not(Condition condition) implements Condition {}

  /** A field beside a literal. */
  record Comparison(FieldPath path, SoqlToken operator, SoqlToken literal) implements Condition {}

  /** A field in, or not in, a list of literals. */
  record Membership(FieldPath path, boolean negated, List<SoqlToken> literals)
      implements Condition {}

  /** An id in, or not in, the results of another query. */
  record SemiJoin(FieldPath path, boolean negated, Soql query) implements Condition {}
}
