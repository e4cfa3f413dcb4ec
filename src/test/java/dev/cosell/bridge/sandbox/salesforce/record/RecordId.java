package dev.cosell.bridge.sandbox.salesforce.record;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a row in its 18-character form, whose last three characters tell which of the others
 * are upper case.
 *
 * @param text all 18 characters
 */
public record RecordId(String text) {

  private static final int SHORT = 15;
  private static final int BLOCK = 5;
  private static final int NUMBER_LENGTH = 7;
  private static final String INSTANCE = "gL000";
  private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{15}(?:[A-Za-z0-5]{3})?");

  /** The id of the row with this number among those with a key prefix. */
  public static RecordId of(String keyPrefix, long number) {
    StringBuilder digits = new StringBuilder();
    for (long rest = number; rest > 0; rest /= DIGITS.length()) {
      digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
    }
    String padded = "0".repeat(NUMBER_LENGTH - digits.length()) + digits;
    return ofShort(keyPrefix + INSTANCE + padded);
  }

  /** Reads an id of 15 characters, or one of 18 whose case may have been lost on the way. */
  public static Optional<RecordId> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    return text.length() == SHORT ? Optional.of(ofShort(text)) : repaired(text);
  }

  /** The form of 15 characters, in which case matters. */
  public String shortForm() {
    return text.substring(0, SHORT);
  }

  /** The first three characters, which tell the sObject. */
  public String keyPrefix() {
    return text.substring(0, 3);
  }

  private static RecordId ofShort(String text) {
    StringBuilder checksum = new StringBuilder();
    for (int block = 0; block < SHORT; block += BLOCK) {
      int bits = 0;
      for (int index = 0; index < BLOCK; index++) {
        bits |= Character.isUpperCase(text.charAt(block + index)) ? 1 << index : 0;
      }
      checksum.append(CHECKSUM.charAt(bits));
    }
    return new RecordId(text + checksum);
  }

  private static Optional<RecordId> repaired(String text) {
    StringBuilder right = new StringBuilder();
    String checksum = text.substring(SHORT).toUpperCase(Locale.ROOT);
    for (int index = 0; index < SHORT; index++) {
      int bits = CHECKSUM.indexOf(checksum.charAt(index / BLOCK));
      boolean upper = (bits >> (index % BLOCK) & 1) == 1;
      char letter = text.charAt(index);
      right.append(upper ? Character.toUpperCase(letter) : Character.toLowerCase(letter));
    }
    return Optional.of(ofShort(right.toString())).filter(id -> id.text().endsWith(checksum));
  }
}
