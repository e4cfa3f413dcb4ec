package dev.cosell.bridge.mapping;

/**
 * One mistake of a mapping file.
 *
 * @param file the file as it was named
 * @param line counted from 1
 * @param text what is wrong, and the allowed words where there is a choice
 */
public record Mistake(String file, int line, String text) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + text;
  }
}
