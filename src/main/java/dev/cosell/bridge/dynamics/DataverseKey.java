package dev.cosell.bridge.dynamics;

import java.util.UUID;

/**
 * What names one row in an address: its id, or the values of an alternate key.
 *
 * @param predicate what stands between the parentheses, percent-encoded
 */
public record DataverseKey(String predicate) {

  private static final String FORBIDDEN = "/<>*%&:\\?+";

  /** The row's own id. */
  public static DataverseKey row(UUID id) {
    return new DataverseKey(id.toString());
  }

  /**
   * An alternate key of one text column.
   *
   * @throws IllegalArgumentException when the value is empty or has a character that Dataverse does
   *     not accept in a key ("Use an alternate key": {@code / < > * % & : \ ? +})
   */
  public static DataverseKey alternate(String column, String value) {
    return new DataverseKey(part(column, value));
  }

  /** The same alternate key with one more text column. */
  public DataverseKey and(String column, String value) {
    return new DataverseKey(predicate + "," + part(column, value));
  }

  /** The resource path of the row in a table, for example {@code opportunities(…)}. */
  public String in(String table) {
    return ODataText.name(table) + "(" + predicate + ")";
  }

  private static String part(String column, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("Alternate key " + column + " has no value");
    }
    value
        .chars()
        .filter(letter -> FORBIDDEN.indexOf(letter) >= 0 || Character.isISOControl(letter))
        .findFirst()
        .ifPresent(
            letter -> {
              throw new IllegalArgumentException(
                  "Alternate key %s: Dataverse does not accept '%c' in the value '%s'"
                      .formatted(column, letter, value));
            });
    return ODataText.name(column) + "=" + ODataText.literal(value);
  }
}
