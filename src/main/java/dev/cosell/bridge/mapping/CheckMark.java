package dev.cosell.bridge.mapping;

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
   * add.
   */
  private static final Pattern MARKS = Pattern.compile("^(?:\\s*[✔✓✅✗✘❌]\\uFE0F?[ \\u00A0]+)+");

  private final String sign;

  CheckMark(String sign) {
    this.sign = sign;
  }

  /** The name with this mark, and with no other. */
  public String on(String name) {
    return sign + " " + strip(name);
  }

  /** The name without any mark. */
  public static String strip(String name) {
    return MARKS.matcher(name).replaceFirst("");
  }
}
