package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A field of an sObject.
 *
 * @param name API name; that of a custom field ends with {@code __c}
 * @param label what people and error messages call it
 * @param type data type
 * @param size longest text, or digits of a number
 * @param scale digits after the point
 * @param traits what else describe says
 * @param values of a picklist, in their order
 * @param lookup where ids point
 * @param controller field on which the choice of picklist values depends
 */
public record Field(
    String name,
    String label,
    FieldType type,
    int size,
    int scale,
    Set<Trait> traits,
    List<PicklistValue> values,
    Optional<Lookup> lookup,
    Optional<String> controller) {

  private static final int LONGEST_SHORT_TEXT = 255;
  private static final int MONEY_DIGITS = 18;
  private static final int PHONE_LENGTH = 40;
  private static final int EMAIL_LENGTH = 80;
  private static final int ID_LENGTH = 18;
  private static final int INT_DIGITS = 8;

  private static Field of(String name, FieldType type, int size, int scale) {
    String label =
        name.replaceAll("__c$", "")
            .replace('_', ' ')
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .replaceAll("\\bId$", "ID");
    return new Field(
        name, label, type, size, scale, Set.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** A line of text. */
  public static Field text(String name, int size) {
    return of(name, FieldType.STRING, size, 0);
  }

  /**
   * Lines of text; with a size above 255 a long text area, which SOQL can neither filter nor sort.
   */
  public static Field textArea(String name, int size) {
    return of(name, FieldType.TEXTAREA, size, 0);
  }

  /** An address on the web. */
  public static Field url(String name) {
    return of(name, FieldType.URL, LONGEST_SHORT_TEXT, 0);
  }

  /** An e-mail address; anything else is refused. */
  public static Field email(String name) {
    return of(name, FieldType.EMAIL, EMAIL_LENGTH, 0);
  }

  /** A telephone number, written in any way. */
  public static Field phone(String name) {
    return of(name, FieldType.PHONE, PHONE_LENGTH, 0);
  }

  /** A checkbox; it is never empty. */
  public static Field checkbox(String name) {
    return of(name, FieldType.BOOLEAN, 0, 0).with(Trait.DEFAULTED);
  }

  /** A picklist that takes other values too. */
  public static Field picklist(String name, String... values) {
    return picklist(name, Arrays.stream(values).map(PicklistValue::of).toList());
  }

  /** A picklist that takes other values too. */
  public static Field picklist(String name, List<PicklistValue> values) {
    Field field = of(name, FieldType.PICKLIST, LONGEST_SHORT_TEXT, 0);
    return new Field(
        name,
        field.label,
        field.type,
        field.size,
        0,
        values.stream().anyMatch(PicklistValue::byDefault) ? Set.of(Trait.DEFAULTED) : Set.of(),
        List.copyOf(values),
        Optional.empty(),
        Optional.empty());
  }

  /** An amount of money. */
  public static Field currency(String name) {
    return of(name, FieldType.CURRENCY, MONEY_DIGITS, 2);
  }

  /** A number. */
  public static Field number(String name, int digits, int scale) {
    return of(name, FieldType.DOUBLE, digits, scale);
  }

  /** A whole number. */
  public static Field integer(String name) {
    return of(name, FieldType.INT, INT_DIGITS, 0);
  }

  /** A whole percentage. */
  public static Field percent(String name) {
    return of(name, FieldType.PERCENT, 3, 0);
  }

  /** A day. */
  public static Field date(String name) {
    return of(name, FieldType.DATE, 0, 0);
  }

  /** A point in time. */
  public static Field dateTime(String name) {
    return of(name, FieldType.DATETIME, 0, 0);
  }

  /** The id of a row of one of these sObjects. */
  public static Field lookup(String name, String relationship, String... sObjects) {
    Field field = of(name, FieldType.REFERENCE, ID_LENGTH, 0);
    Lookup lookup = new Lookup(relationship, List.of(sObjects));
    return new Field(
        name,
        field.label,
        field.type,
        field.size,
        0,
        Set.of(),
        List.of(),
        Optional.of(lookup),
        Optional.empty());
  }

  /** The compound of an address, which can only be read. */
  public static Field address(String name) {
    return of(name, FieldType.ADDRESS, 0, 0).readOnly();
  }

  static Field id(String label) {
    return of("Id", FieldType.ID, ID_LENGTH, 0).labelled(label).readOnly().with(Trait.DEFAULTED);
  }

  /** The same with another label. */
  public Field labelled(String other) {
    return new Field(name, other, type, size, scale, traits, values, lookup, controller);
  }

  /** The same with more traits. */
  public Field with(Trait... more) {
    EnumSet<Trait> all = EnumSet.noneOf(Trait.class);
    all.addAll(traits);
    all.addAll(List.of(more));
    return new Field(name, label, type, size, scale, all, values, lookup, controller);
  }

  /** The same for reading only. */
  public Field readOnly() {
    return with(Trait.NOT_CREATEABLE, Trait.NOT_UPDATEABLE);
  }

  /** The same as a picklist that depends on another one. */
  public Field controlledBy(String field) {
    return new Field(name, label, type, size, scale, traits, values, lookup, Optional.of(field));
  }

  /** Whether it has a trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether a create may name it. */
  public boolean createable() {
    return !is(Trait.NOT_CREATEABLE);
  }

  /** Whether an update may name it. */
  public boolean updateable() {
    return !is(Trait.NOT_UPDATEABLE);
  }

  /** Whether it may be empty. */
  public boolean nillable() {
    return !is(Trait.REQUIRED) && type != FieldType.BOOLEAN && type != FieldType.ID;
  }

  /** Whether SOQL can filter and sort by it. */
  public boolean filterable() {
    return type != FieldType.ADDRESS && (type != FieldType.TEXTAREA || size <= LONGEST_SHORT_TEXT);
  }

  /** Whether somebody added it to the standard ones. */
  public boolean custom() {
    return name.endsWith("__c");
  }
}
