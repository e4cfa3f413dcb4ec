package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.Row.Reference;
import dev.cosell.bridge.sandbox.dataverse.Selection.Expansion;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes rows as JSON; an annotation stands before the value that it belongs to. */
final class RowJson {

  private static final String LOGICAL_NAME = "Microsoft.Dynamics.CRM.lookuplogicalname";
  private static final String NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty";
  private static final String FORMATTED = "OData.Community.Display.V1.FormattedValue";

  private final Organization organization;
  private final Preferences preferences;

  RowJson(Organization organization, Preferences preferences) {
    this.organization = organization;
    this.preferences = preferences;
  }

  /** Adds a row's tag and the selected columns to an object. */
  ObjectNode write(ObjectNode json, Table table, Row row, Selection selection) {
    json.put("@odata.etag", row.etag());
    selection.columns().forEach(column -> add(json, row, column));
    add(json, row, table.column(table.idColumn()));
    selection.expansions().forEach(expansion -> expand(json, row, expansion));
    return json;
  }

  /** The filled columns of a row, for the control API and tests. */
  static ObjectNode plain(Table table, Row row) {
    ObjectNode json = Json.object();
    json.put("@odata.etag", row.etag());
    for (Column column : table.columns().values()) {
      row.value(column.name()).ifPresent(value -> put(json, column.property(), value));
    }
    return json;
  }

  private void add(ObjectNode json, Row row, Column column) {
    Optional<Object> value = row.value(column.name());
    if (value.isEmpty()) {
      json.putNull(column.property());
      return;
    }
    annotate(json, column, value.get());
    put(json, column.property(), value.get());
  }

  private void annotate(ObjectNode json, Column column, Object value) {
    if (value instanceof Reference reference) {
      navigation(column, reference)
          .filter(name -> preferences.includes(NAVIGATION))
          .ifPresent(name -> json.put(column.property() + "@" + NAVIGATION, name));
      if (preferences.includes(LOGICAL_NAME)) {
        json.put(column.property() + "@" + LOGICAL_NAME, reference.table());
      }
    }
    if (preferences.includes(FORMATTED)) {
      formatted(column, value)
          .ifPresent(text -> json.put(column.property() + "@" + FORMATTED, text));
    }
  }

  private static Optional<String> navigation(Column column, Reference reference) {
    return column.targets().stream()
        .filter(target -> target.table().equals(reference.table()))
        .map(Column.Target::navigation)
        .findFirst();
  }

  private Optional<String> formatted(Column column, Object value) {
    return switch (column.type()) {
      case LOOKUP -> nameOf((Reference) value);
      case CHOICE -> Optional.ofNullable(column.choices().get((Integer) value));
      case BOOLEAN -> Optional.of((Boolean) value ? "Yes" : "No");
      case MONEY -> Optional.of("$%,.2f".formatted((BigDecimal) value));
      case DATE, INSTANT, INTEGER, DECIMAL -> Optional.of(value.toString());
      case TEXT, MEMO, GUID -> Optional.empty();
    };
  }

  private Optional<String> nameOf(Reference reference) {
    Table table = organization.named(reference.table());
    return organization
        .rows()
        .find(reference.table(), reference.id())
        .flatMap(row -> row.value(table.nameColumn(), String.class));
  }

  private void expand(ObjectNode json, Row row, Expansion expansion) {
    Table target = organization.named(expansion.navigation().table());
    Optional<Row> found =
        row.value(expansion.navigation().column().name(), Reference.class)
            .filter(reference -> reference.table().equals(target.logicalName()))
            .flatMap(reference -> organization.rows().find(reference.table(), reference.id()));
    if (found.isEmpty()) {
      json.putNull(expansion.navigation().name());
      return;
    }
    ObjectNode inner = json.putObject(expansion.navigation().name());
    write(inner, target, found.get(), expansion.selection());
  }

  private static void put(ObjectNode json, String property, Object value) {
    if (value instanceof BigDecimal amount) {
      json.put(property, amount);
    } else if (value instanceof Integer number) {
      json.put(property, number);
    } else if (value instanceof Boolean yes) {
      json.put(property, yes);
    } else if (value instanceof Reference reference) {
      json.put(property, reference.id().toString());
    } else {
      json.put(property, value.toString());
    }
  }
}
