package dev.cosell.bridge.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the mistakes of one file, so that all are told at once. */
public final class Mistakes {

  private final String file;
  private final Map<String, Integer> lines;
  private final Set<Mistake> found =
      new TreeSet<>(Comparator.comparingInt(Mistake::line).thenComparing(Mistake::text));

  /**
   * Starts without a mistake.
   *
   * @param lines the line of every value, by JSON pointer
   */
  Mistakes(String file, Map<String, Integer> lines) {
    this.file = file;
    this.lines = lines;
  }

  void add(int line, String text) {
    found.add(new Mistake(file, line, text));
  }

  /** Adds a mistake at a value, or at what encloses it when the value itself is missing. */
  public void add(String pointer, String text) {
    add(lineOf(pointer), text);
  }

  /** Adds a mistake at a value, and the words that are allowed there. */
  public void add(String pointer, String text, Collection<String> allowed) {
    add(pointer, text + "; allowed words: " + String.join(", ", allowed));
  }

  /**
   * Ends the reading of a file that has mistakes.
   *
   * @throws MappingException with all of them
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new MappingException(List.copyOf(found));
    }
  }

  /** The line of a value, or of what encloses it when the value itself is missing. */
  public int lineOf(String pointer) {
    Integer line = lines.get(pointer);
    if (line != null) {
      return line;
    }
    int slash = pointer.lastIndexOf('/');
    return slash < 0 ? 1 : lineOf(pointer.substring(0, slash));
  }
}
