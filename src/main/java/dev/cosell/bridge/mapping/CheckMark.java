package dev.cosell.bridge.mapping;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sign before a record's name that shows sellers how the synchronization went. It never leaves
 * the CRM.
 */
public enum CheckMark {
  /** The record is in step. */
  IN_STEP("✔"),
  /** The last synchronization failed. */
  FAILED("✘");

  /** How many characters a mark and its blank take. */
  static final int WIDTH = 2;

  /**
   * Any mark that the Power Automate solution or we ever wrote, with the emoji selector that forms
   * add. A CRM that trims texts leaves nothing after the mark of an empty name.
   */
  private static final Pattern MARKS =
      Pattern.compile("^(?:\\s*[✔✓✅✗✘❌]\\uFE0F?(?:[ \\u00A0]+|$))+");

  private final String sign;

  CheckMark(String sign) {
    this.sign = sign;
  }

  /** The name with this mark, and with no other. */
  public String on(String name) {
    return sign + " " + strip(name);
  }

  /** The mark that a name shows, empty when it shows none. */
  public static Optional<CheckMark> shownOn(String name) {
    Matcher marks = MARKS.matcher(name);
    if (!marks.find()) {
      return Optional.empty();
    }
    return Optional.of(marks.group().matches("(?s).*[✗✘❌].*") ? FAILED : IN_STEP);
  }

  /** The name without any mark, and without blanks around. */
  public static String strip(String name) {
    String bare = name.strip();
    Matcher marks = MARKS.matcher(bare);
    while (marks.find()) {
      bare = bare.substring(marks.end()).strip();
      marks.reset(bare);
    }
    return bare;
  }
}
