package dev.cosell.bridge.salesforce;

import java.util.regex.Pattern;

/**
 * Ids of rows. The short form of 15 letters counts upper and lower case; the long one of 18 adds
 * three that tell the case of the others.
 */
final class SalesforceId {

  private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9]{15}");
  private static final Pattern LONG = Pattern.compile("[A-Za-z0-9]{18}");
  private static final String CHECK_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final int LETTERS = 15;
  private static final int GROUP = 5;

  private SalesforceId() {}

  /** The long form of an id; any other text stays as it is. */
  static String whole(String id) {
    if (!SHORT.matcher(id).matches()) {
      return id;
    }
    StringBuilder whole = new StringBuilder(id);
    for (int start = 0; start < LETTERS; start += GROUP) {
      int capitals = 0;
      for (int letter = 0; letter < GROUP; letter++) {
        if (Character.isUpperCase(id.charAt(start + letter))) {
          capitals |= 1 << letter;
        }
      }
      whole.append(CHECK_LETTERS.charAt(capitals));
    }
    return whole.toString();
  }

  /** Whether two ids, short or long, are of the same row; an empty one is of none. */
  static boolean areSame(String one, String other) {
    return !one.isEmpty() && whole(one).equals(whole(other));
  }

  /** Whether this can be the id of a record of that entity; the first three letters tell. */
  static boolean mayBeOf(String entity, String id) {
    return LONG.matcher(id).matches() && id.startsWith("lead".equals(entity) ? "00Q" : "006");
  }
}
