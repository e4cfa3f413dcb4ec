package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.dataverse.Row.Reference;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The simulated environment: schema, rows and switches. It is its own lock: whoever reads or writes
 * it holds its monitor, so every request sees and leaves a consistent state.
 */
final class Organization {

  private static final int RATE_DECIMALS = 10;

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Rows rows = new Rows();
  private DataverseSettings settings;

  Organization(DataverseSettings settings) {
    this.settings = settings;
    SalesTables.tables(settings).forEach(table -> tables.put(table.entitySet(), table));
    settings.columns().forEach(this::declare);
    seedCurrency("USD", "US Dollar", "1", 2);
    seedCurrency("EUR", "Euro", "0.92", 2);
    seedCurrency("GBP", "Pound Sterling", "0.79", 2);
    seedCurrency("JPY", "Yen", "151.3", 0);
    Users.seed(this);
  }

  DataverseSettings settings() {
    return settings;
  }

  void change(DataverseSettings others) {
    settings = others;
  }

  Rows rows() {
    return rows;
  }

  Collection<Table> tables() {
    return tables.values();
  }

  /** The table behind an entity set; 404 when there is none. */
  Table table(String entitySet) {
    Table table = tables.get(entitySet);
    if (table == null) {
      throw new DataverseError(
          404,
          DataverseError.QUERY,
          "Resource not found for the segment '%s'.".formatted(entitySet));
    }
    return table;
  }

  Table named(String logicalName) {
    return tables.values().stream()
        .filter(table -> table.logicalName().equals(logicalName))
        .findFirst()
        .orElseThrow(
            () -> new DataverseError(404, DataverseError.ABSENT, "No entity " + logicalName + "."));
  }

  void declare(String entitySet, Collection<Column> columns) {
    tables.put(entitySet, table(entitySet).with(columns));
  }

  List<Row> all(Table table) {
    return rows.all(table.logicalName());
  }

  Row get(Table table, UUID id) {
    return rows.find(table.logicalName(), id)
        .orElseThrow(() -> DataverseError.absent(table.logicalName(), id));
  }

  Set<String> keysOf(Table table) {
    return settings.keys().getOrDefault(table.entitySet(), Set.of());
  }

  /** The rows whose column has a value; texts match without regard to case. */
  Stream<Row> withValue(Table table, String column, Object value) {
    Object wanted = comparable(value);
    return all(table).stream()
        .filter(row -> row.value(column).map(Organization::comparable).equals(Optional.of(wanted)));
  }

  /** Now, cut to seconds as Dataverse does. */
  Instant now() {
    return settings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  Reference baseCurrency() {
    Table currencies = named("transactioncurrency");
    return withValue(currencies, "isocurrencycode", settings.baseCurrency())
        .findFirst()
        .map(row -> new Reference(row.table(), row.id()))
        .orElseThrow(() -> new IllegalStateException("no currency " + settings.baseCurrency()));
  }

  static Object comparable(Object value) {
    if (value instanceof String text) {
      return text.toLowerCase(Locale.ROOT);
    }
    if (value instanceof Integer number) {
      return new BigDecimal(number);
    }
    return value instanceof Reference reference ? reference.id() : value;
  }

  private void seedCurrency(String code, String name, String rate, int precision) {
    Map<String, Object> values = new HashMap<>(StateRules.atCreation("transactioncurrency"));
    values.put("transactioncurrencyid", idOf(code));
    values.put("isocurrencycode", code);
    values.put("currencyname", name);
    values.put("exchangerate", new BigDecimal(rate).setScale(RATE_DECIMALS));
    values.put("currencyprecision", precision);
    values.put("createdon", now());
    values.put("modifiedon", now());
    rows.put("transactioncurrency", idOf(code), values);
  }

  private static UUID idOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
