package dev.cosell.bridge.sandbox.salesforce.soql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.RowJson;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.ChildRelationship;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.Lookup;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.ChildQuery;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.FieldPath;
import dev.cosell.bridge.sandbox.salesforce.soql.Soql.SelectItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The records that a query shows.
 *
 * @param binder looks up names
 * @param queries answers subqueries
 * @param all whether deleted rows are shown
 * @param apiVersion for the addresses of records
 */
record Projection(Binder binder, SoqlQueries queries, boolean all, String apiVersion) {

  /** One item of the select list, its names looked up. */
  @FunctionalInterface
  private interface Column {

    void show(Row row, ObjectNode record);
  }

  List<ObjectNode> records(SObjectType type, Soql soql, List<Row> rows) {
    List<Column> columns = columns(type, soql);
    return columns.isEmpty() ? List.of() : records(type, columns, rows);
  }

  private List<Column> columns(SObjectType type, Soql soql) {
    refuseRepetition(soql);
    return soql.items().stream().map(item -> column(type, item)).toList();
  }

  private List<ObjectNode> records(SObjectType type, List<Column> columns, List<Row> rows) {
    List<ObjectNode> records = new ArrayList<>();
    for (Row row : rows) {
      ObjectNode record = SandboxJson.object();
      record.set("attributes", RowJson.attributes(type.name(), row.id(), apiVersion));
      columns.forEach(column -> column.show(row, record));
      records.add(record);
    }
    return records;
  }

  private void refuseRepetition(Soql soql) {
    Set<String> seen = new HashSet<>();
    for (SelectItem item : soql.items()) {
      if (item instanceof FieldPath path) {
        String name = String.join(".", path.names());
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
          throw SoqlErrors.of(
              "INVALID_FIELD", binder.query(), path.start(), "duplicate field selected: " + name);
        }
      }
    }
  }

  private Column column(SObjectType type, SelectItem item) {
    if (item instanceof ChildQuery child) {
      return children(type, child.query());
    }
    BoundPath path = binder.path(type, (FieldPath) item);
    return (row, record) -> {
      Optional<Row> at = Optional.of(row);
      ObjectNode target = record;
      for (Field lookup : path.lookups()) {
        String name = lookup.lookup().map(Lookup::relationship).orElseThrow();
        at = at.flatMap(child -> path.parent(child, lookup));
        if (at.isEmpty()) {
          target.putNull(name);
          return;
        }
        target = parent(target, name, lookup, at.get());
      }
      target.set(path.field().name(), RowJson.value(path.type(), path.field(), at.orElseThrow()));
    };
  }

  private ObjectNode parent(ObjectNode record, String name, Field lookup, Row row) {
    if (record.get(name) instanceof ObjectNode there) {
      return there;
    }
    String shownAs = lookup.lookup().map(Lookup::visibleAs).orElse(row.sObject());
    ObjectNode parent = record.putObject(name);
    parent.set("attributes", RowJson.attributes(shownAs, row.id(), apiVersion));
    return parent;
  }

  private Column children(SObjectType type, Soql soql) {
    ChildRelationship relationship =
        type.child(soql.from().last())
            .filter(child -> binder.schema().type(child.sObject()).isPresent())
            .orElseThrow(
                () ->
                    SoqlErrors.noSuchChild(
                        binder.query(), soql.from().start(), soql.from().last()));
    if (soql.items().stream().anyMatch(ChildQuery.class::isInstance)) {
      throw SalesforceError.notSimulated("subqueries of subqueries");
    }
    SObjectType childType = binder.schema().type(relationship.sObject()).orElseThrow();
    List<Column> columns = columns(childType, soql);
    queries.rows(binder, childType, soql, List.of(), all);
    List<Row> everyChild = binder.organization().rows().all(childType.name());
    return (row, record) -> {
      List<Row> children =
          everyChild.stream()
              .filter(child -> child.text(relationship.field()).equals(row.id()))
              .toList();
      List<Row> found = queries.rows(binder, childType, soql, children, all);
      put(record, relationship.name(), records(childType, columns, found));
    };
  }

  private static void put(ObjectNode record, String name, List<ObjectNode> found) {
    if (found.isEmpty()) {
      record.putNull(name);
      return;
    }
    ObjectNode result = record.putObject(name);
    result.put("totalSize", found.size()).put("done", true).putArray("records").addAll(found);
  }
}
