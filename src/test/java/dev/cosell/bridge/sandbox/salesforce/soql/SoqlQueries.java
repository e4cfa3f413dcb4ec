package dev.cosell.bridge.sandbox.salesforce.soql;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.Schema;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.FieldPath;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.SortKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Answers queries; only inside a transaction of the organization. */
public final class SoqlQueries {

  private static final int MAX_OFFSET = 2000;

  private final Organization organization;
  private final Schema schema;

  /**
   * Queries of a user.
   *
   * @param schema what the user may see
   */
  public SoqlQueries(Organization organization, Schema schema) {
    this.organization = organization;
    this.schema = schema;
  }

  /**
   * Runs a query.
   *
   * @param all true: deleted rows too
   * @param apiVersion for the addresses in its records
   */
  public QueryResult run(String query, boolean all, String apiVersion) {
    Soql soql = SoqlParser.parse(query);
    Binder binder = new Binder(organization, schema, query);
    SObjectType type = binder.type(soql.from());
    Projection projection = new Projection(binder, this, all, apiVersion);
    List<Row> rows = rows(binder, type, soql, organization.rows().all(type.name()), all);
    return new QueryResult(rows.size(), projection.records(type, soql, rows));
  }

  /** A condition as it may stand behind WHERE. */
  public Predicate<Row> condition(SObjectType type, String condition) {
    String query = "SELECT Id FROM " + type.name() + " WHERE " + condition;
    Binder binder = new Binder(organization, schema, query);
    return filter(binder, false).bind(type, SoqlParser.parse(query).where());
  }

  List<Row> rows(Binder binder, SObjectType type, Soql soql, List<Row> among, boolean all) {
    if (soql.offset().orElse(0) > MAX_OFFSET) {
      throw SalesforceError.of(
          400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
    }
    Predicate<Row> filter = filter(binder, all).bind(type, soql.where());
    Comparator<Row> order =
        soql.order().stream()
            .map(key -> order(binder, type, key))
            .reduce(Comparator::thenComparing)
            .orElse(Comparator.comparing(Row::id));
    return among.stream()
        .filter(row -> all || !row.deleted())
        .filter(filter)
        .sorted(order.thenComparing(Row::id))
        .skip(soql.offset().orElse(0))
        .limit(soql.limit().orElse(Integer.MAX_VALUE))
        .toList();
  }

  private Filter filter(Binder binder, boolean all) {
    return new Filter(binder, soql -> values(binder, soql, all));
  }

  private Set<Object> values(Binder binder, Soql soql, boolean all) {
    if (soql.items().size() != 1 || !(soql.items().get(0) instanceof FieldPath selected)) {
      throw SoqlErrors.malformed(
          binder.query(), soql.from().start(), "a semi join must select exactly one field");
    }
    SObjectType type = binder.type(soql.from());
    BoundPath path = binder.path(type, selected);
    Set<Object> values = new HashSet<>();
    rows(binder, type, soql, organization.rows().all(type.name()), all)
        .forEach(row -> path.value(row).ifPresent(values::add));
    return values;
  }

  private static Comparator<Row> order(Binder binder, SObjectType type, SortKey key) {
    BoundPath path = binder.sortable(type, key.path());
    return (one, other) -> {
      Optional<Object> left = path.value(one);
      Optional<Object> right = path.value(other);
      if (left.isEmpty() || right.isEmpty()) {
        int emptyFirst = Boolean.compare(left.isPresent(), right.isPresent());
        return key.nullsLast() ? -emptyFirst : emptyFirst;
      }
      int ascending = Literals.compare(left.get(), Literals.comparable(right.get()));
      return key.descending() ? -ascending : ascending;
    };
  }
}
