package dev.cosell.bridge.sandbox.dataverse;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One column of a table.
 *
 * @param name logical name
 * @param type what it holds
 * @param size characters of a text, decimals of a number
 * @param range smallest and largest number
 * @param choices labels by value, for a choice
 * @param targets where a lookup may point
 * @param traits what is special about writing it
 */
public record Column(
    String name,
    ColumnType type,
    int size,
    Range range,
    Map<Integer, String> choices,
    List<Target> targets,
    Set<Trait> traits) {

  private static final Range ANY = new Range(BigDecimal.ZERO, BigDecimal.ZERO);
  private static final int MONEY_DECIMALS = 4;

  /** What is special about writing a column. */
  public enum Trait {
    REQUIRED,
    CREATE_ONLY,
    READ_ONLY
  }

  /**
   * One table that a lookup may point to.
   *
   * @param navigation name of the navigation property that binds to it
   * @param table logical name of the table
   */
  public record Target(String navigation, String table) {}

  record Range(BigDecimal lowest, BigDecimal highest) {}

  /** Text of at most {@code length} UTF-16 units. */
  public static Column text(String name, int length) {
    return of(name, ColumnType.TEXT, length, ANY);
  }

  /** Multi-line text of at most {@code length} UTF-16 units. */
  public static Column memo(String name, int length) {
    return of(name, ColumnType.MEMO, length, ANY);
  }

  /** Money with four decimals between -1e12 and 1e12. */
  public static Column money(String name) {
    BigDecimal limit = BigDecimal.valueOf(1_000_000_000_000L);
    return of(name, ColumnType.MONEY, MONEY_DECIMALS, new Range(limit.negate(), limit));
  }

  /** A number with {@code decimals} decimals between 0 and 1e11. */
  public static Column decimal(String name, int decimals) {
    Range range = new Range(BigDecimal.ZERO, BigDecimal.valueOf(100_000_000_000L));
    return of(name, ColumnType.DECIMAL, decimals, range);
  }

  /** A whole number from {@code lowest} to {@code highest}. */
  public static Column integer(String name, int lowest, int highest) {
    Range range = new Range(BigDecimal.valueOf(lowest), BigDecimal.valueOf(highest));
    return of(name, ColumnType.INTEGER, 0, range);
  }

  /** A yes/no column that is no unless set. */
  public static Column bool(String name) {
    return of(name, ColumnType.BOOLEAN, 0, ANY);
  }

  /** A calendar day. */
  public static Column date(String name) {
    return of(name, ColumnType.DATE, 0, ANY);
  }

  /** A point in time, kept to the second. */
  public static Column instant(String name) {
    return of(name, ColumnType.INSTANT, 0, ANY);
  }

  /** A choice with the given labels by value. */
  public static Column choice(String name, Map<Integer, String> labels) {
    Map<Integer, String> sorted = new TreeMap<>(labels);
    return new Column(name, ColumnType.CHOICE, 0, ANY, sorted, List.of(), Set.of());
  }

  /** A lookup to one table, whose navigation property has the column's name. */
  public static Column lookup(String name, String table) {
    return lookup(name, List.of(new Target(name, table)));
  }

  /** A lookup that may point to several tables, each with its own navigation property. */
  public static Column lookup(String name, List<Target> targets) {
    return new Column(name, ColumnType.LOOKUP, 0, ANY, Map.of(), targets, Set.of());
  }

  static Column id(String name) {
    return of(name, ColumnType.GUID, 0, ANY);
  }

  Column with(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new Column(name, type, size, range, choices, targets, more);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** The name under which the column is read: {@code _name_value} for a lookup. */
  String property() {
    return type == ColumnType.LOOKUP ? "_" + name + "_value" : name;
  }

  private static Column of(String name, ColumnType type, int size, Range range) {
    return new Column(name, type, size, range, Map.of(), List.of(), Set.of());
  }
}
