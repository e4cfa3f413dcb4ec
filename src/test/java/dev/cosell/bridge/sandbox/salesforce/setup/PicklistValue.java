package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.Set;

/**
 * One value of a picklist.
 *
 * @param value what the API reads and writes
 * @param label what people see
 * @param active whether it can be chosen
 * @param byDefault whether it is chosen when nobody chooses
 * @param validFor values of the controlling field beside which it can be chosen
 */
public record PicklistValue(
    String value, String label, boolean active, boolean byDefault, Set<String> validFor) {

  /** A value that is its own label. */
  public static PicklistValue of(String value) {
    return new PicklistValue(value, value, true, false, Set.of());
  }
}
