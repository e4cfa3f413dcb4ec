package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an address names one row: by its guid or by an alternate key. */
sealed interface RowKey {

  /** A primary key. */
  record ById(UUID id) implements RowKey {}

  /** An alternate key of one column, and its address form. */
  record ByColumn(String column, Object value, String address) implements RowKey {}

  Pattern PAIR = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
  Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);
  Pattern UNUSABLE = Pattern.compile("[/<>*%&:\\\\?+]");

  /**
   * Reads what stands between the parentheses.
   *
   * @throws DataverseError when it is no key, no declared key, or holds a character that a key
   *     cannot have
   */
  static RowKey parse(Organization organization, Table table, String text) {
    if (Values.isGuid(text)) {
      return new ById(UUID.fromString(text));
    }
    Matcher pair = PAIR.matcher(text);
    if (!pair.matches()) {
      throw DataverseError.syntax("'" + text + "' is not a key.");
    }
    String column = pair.group(1);
    String literal = pair.group(2);
    if (column.equals(table.idColumn()) && Values.isGuid(literal)) {
      return new ById(UUID.fromString(literal));
    }
    if (!organization.keysOf(table).contains(column)) {
      throw DataverseError.query(
          "The specified key attributes are not a defined key for the %s entity"
              .formatted(table.logicalName()));
    }
    return new ByColumn(
        column, value(table, column, literal), table.entitySet() + "(" + text + ")");
  }

  /** The row, if it exists. */
  default Optional<Row> find(Organization organization, Table table) {
    if (this instanceof ByColumn key) {
      return organization.withValue(table, key.column(), key.value()).findFirst();
    }
    return organization.rows().find(table.logicalName(), ((ById) this).id());
  }

  /** The row; 404 when there is none. */
  default Row require(Organization organization, Table table) {
    return find(organization, table).orElseThrow(() -> absent(table));
  }

  /** The refusal that says this row does not exist. */
  default DataverseError absent(Table table) {
    if (this instanceof ById key) {
      return DataverseError.absent(table.logicalName(), key.id());
    }
    return new DataverseError(
        404,
        DataverseError.ABSENT_BY_KEY,
        "A record with the specified key values does not exist in %s entity"
            .formatted(table.logicalName()));
  }

  private static Object value(Table table, String column, String literal) {
    Matcher quoted = QUOTED.matcher(literal);
    if (!quoted.matches()) {
      return Values.read(table.logicalName(), table.column(column), number(literal)).orElseThrow();
    }
    String value = quoted.group(1).replace("''", "'");
    if (value.isEmpty() || UNUSABLE.matcher(value).find()) {
      throw DataverseError.syntax("'" + value + "' cannot be used in a key.");
    }
    return Values.read(table.logicalName(), table.column(column), Json.MAPPER.valueToTree(value))
        .orElseThrow();
  }

  private static JsonNode number(String literal) {
    try {
      return Json.MAPPER.valueToTree(new BigDecimal(literal).toBigIntegerExact());
    } catch (ArithmeticException | NumberFormatException notANumber) {
      throw DataverseError.syntax("'" + literal + "' is not a key value.");
    }
  }
}
