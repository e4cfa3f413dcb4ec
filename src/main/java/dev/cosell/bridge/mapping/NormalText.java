package dev.cosell.bridge.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts that differ only in what one side does to every text are one text. */
final class NormalText {

  private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
  private static final Pattern GUID =
      Pattern.compile("\\{?\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}}?");
  private static final Pattern BRACES = Pattern.compile("[{}]");
  private static final Pattern TWO_LETTERS = Pattern.compile("[A-Za-z]{2}");

  private NormalText() {}

  /** One kind of line end, no blanks around. */
  static String of(String text) {
    return LINE_END.matcher(text).replaceAll("\n").strip();
  }

  /** At most so many UTF-16 characters, never half of a pair, no blanks at the end. */
  static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end).stripTrailing();
  }

  static String identifier(String key) {
    String bare = key.strip();
    return GUID.matcher(bare).matches()
        ? BRACES.matcher(bare).replaceAll("").toLowerCase(Locale.ROOT)
        : bare;
  }

  /** Upper case for a code; a country that is written out stays as it is. */
  static String country(String country) {
    String bare = country.strip();
    return isCountryCode(bare) ? bare.toUpperCase(Locale.ROOT) : bare;
  }

  static boolean isCountryCode(String country) {
    return TWO_LETTERS.matcher(country).matches();
  }
}
