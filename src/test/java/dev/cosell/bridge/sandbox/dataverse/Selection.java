package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.Table.Navigation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which columns of a row, and of the rows its lookups point to, an answer shows.
 *
 * @param columns in the order asked for; the id is always there
 * @param named whether $select named them
 * @param expansions lookups to follow
 */
record Selection(List<Column> columns, boolean named, List<Expansion> expansions) {

  private static final Pattern EXPANSION =
      Pattern.compile("\\s*([A-Za-z0-9_]+)(?:\\(\\$select=([A-Za-z0-9_,\\s]+)\\))?\\s*(?:,|$)");

  /** A lookup to follow and what to show of its row. */
  record Expansion(Navigation navigation, Selection selection) {}

  /** Reads $select and $expand. */
  static Selection parse(Organization organization, Table table, Map<String, String> options) {
    Selection columns = columns(table, options.getOrDefault("$select", ""));
    String expand = options.getOrDefault("$expand", "");
    return new Selection(
        columns.columns(), columns.named(), expansions(organization, table, expand));
  }

  static Selection all(Table table) {
    return new Selection(List.copyOf(table.columns().values()), false, List.of());
  }

  /** The part of the context address that repeats the selection. */
  String context() {
    return named
        ? columns.stream().map(Column::property).collect(Collectors.joining(",", "(", ")"))
        : "";
  }

  private static Selection columns(Table table, String select) {
    if (select.isBlank()) {
      return all(table);
    }
    List<Column> columns = new ArrayList<>();
    for (String property : select.split(",", -1)) {
      columns.add(table.readable(property.strip()));
    }
    return new Selection(columns, true, List.of());
  }

  private static List<Expansion> expansions(Organization organization, Table table, String expand) {
    List<Expansion> expansions = new ArrayList<>();
    Matcher each = EXPANSION.matcher(expand);
    int at = 0;
    while (at < expand.length()) {
      if (!each.find(at) || each.start() != at) {
        throw DataverseError.query("$expand '" + expand + "' is none of a lookup with $select.");
      }
      expansions.add(expansion(organization, table, each));
      at = each.end();
    }
    return expansions;
  }

  private static Expansion expansion(Organization organization, Table table, Matcher each) {
    String name = each.group(1);
    Navigation navigation =
        table
            .navigation(name)
            .orElseThrow(() -> DataverseError.unknownInQuery(name, table.logicalName()));
    Table target = organization.named(navigation.table());
    String select = each.group(2) == null ? "" : each.group(2);
    return new Expansion(navigation, columns(target, select));
  }
}
