package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.Column.Trait;
import dev.cosell.bridge.sandbox.dataverse.Row.Reference;
import dev.cosell.bridge.sandbox.dataverse.Table.Navigation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the body of a create or update into changes, checked against the table. */
final class BodyReader {

  private static final String BIND = "@odata.bind";
  private static final Pattern TARGET = Pattern.compile("/?([a-z0-9_]+)\\((.+)\\)");
  private static final Pattern BASE = Pattern.compile("https?://[^/]+/api/data/v[0-9.]+/");

  private final Organization organization;

  BodyReader(Organization organization) {
    this.organization = organization;
  }

  Changes forCreate(Table table, ObjectNode body) {
    return read(table, body, false);
  }

  Changes forUpdate(Table table, ObjectNode body) {
    return read(table, body, true);
  }

  /** Every column may be written, as an administrator's script could. */
  Changes unrestricted(Table table, ObjectNode body) {
    Map<String, Optional<Object>> values = new LinkedHashMap<>();
    body.properties().forEach(field -> add(values, table, field.getKey(), field.getValue()));
    return new Changes(values);
  }

  private Changes read(Table table, ObjectNode body, boolean update) {
    Changes changes = unrestricted(table, body);
    for (String name : changes.columns()) {
      Column column = table.column(name);
      if (column.is(Trait.READ_ONLY) || (update && column.is(Trait.CREATE_ONLY))) {
        throw DataverseError.invalid("The property '%s' cannot be written.".formatted(name));
      }
    }
    return changes;
  }

  private void add(Map<String, Optional<Object>> values, Table table, String name, JsonNode value) {
    if (name.endsWith(BIND)) {
      String navigation = name.substring(0, name.length() - BIND.length());
      values.put(navigated(table, navigation).column().name(), bound(table, navigation, value));
    } else if (!name.contains("@")) {
      refuseLookup(table, name, value);
      Column column = table.column(name);
      values.put(name, Values.read(table.logicalName(), column, value));
    }
  }

  private static void refuseLookup(Table table, String name, JsonNode value) {
    if (name.startsWith("_") && name.endsWith("_value")) {
      throw DataverseError.invalid(
          "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead: '%s'."
              .formatted(name));
    }
    if (value.isContainerNode() && table.navigation(name).isPresent()) {
      throw DataverseError.notSimulated("deep inserts");
    }
  }

  private static Navigation navigated(Table table, String name) {
    return table
        .navigation(name)
        .orElseThrow(() -> DataverseError.unknownProperty(name, table.logicalName()));
  }

  private Optional<Object> bound(Table table, String navigation, JsonNode value) {
    if (value.isNull()) {
      return Optional.empty();
    }
    String address = BASE.matcher(value.asText()).replaceFirst("/");
    Matcher target = TARGET.matcher(address);
    if (!value.isTextual() || !target.matches()) {
      throw DataverseError.invalid("'%s' is not a resource address.".formatted(value.asText()));
    }
    Table bound = organization.table(target.group(1));
    if (!bound.logicalName().equals(navigated(table, navigation).table())) {
      throw DataverseError.invalid(
          "'%s' cannot be bound to '%s'.".formatted(navigation, bound.entitySet()));
    }
    Row row = RowKey.parse(organization, bound, target.group(2)).require(organization, bound);
    return Optional.of(new Reference(row.table(), row.id()));
  }
}
