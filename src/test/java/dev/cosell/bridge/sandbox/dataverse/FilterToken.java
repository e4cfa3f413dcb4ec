package dev.cosell.bridge.sandbox.dataverse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One word of a $filter. */
record FilterToken(Kind kind, String text) {

  /** The kinds of words; their order is the order in which they are tried. */
  enum Kind {
    STRING("'((?:[^']|'')*)'", "Edm.String"),
    GUID("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "Edm.Guid"),
    INSTANT(
        "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})",
        "Edm.DateTimeOffset"),
    DATE("\\d{4}-\\d{2}-\\d{2}\\b", "Edm.Date"),
    NUMBER("-?\\d+(?:\\.\\d+)?\\b", "Edm.Decimal"),
    NAME("[A-Za-z_@][A-Za-z0-9_./]*", "a property"),
    OPEN("\\(", "("),
    CLOSE("\\)", ")"),
    COMMA(",", ","),
    END("$", "the end");

    private final Pattern pattern;
    private final String edm;

    Kind(String pattern, String edm) {
      this.pattern = Pattern.compile("\\s*(" + pattern + ")");
      this.edm = edm;
    }

    String edm() {
      return edm;
    }
  }

  /** Splits a filter into its words; the last one is the end. */
  static List<FilterToken> split(String filter) {
    List<FilterToken> tokens = new ArrayList<>();
    int at = 0;
    while (tokens.isEmpty() || !tokens.get(tokens.size() - 1).is(Kind.END)) {
      at = addNext(tokens, filter, at);
    }
    return tokens;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  private static int addNext(List<FilterToken> tokens, String filter, int at) {
    for (Kind kind : Kind.values()) {
      Matcher matcher = kind.pattern.matcher(filter).region(at, filter.length());
      if (matcher.lookingAt()) {
        boolean quoted = kind == Kind.STRING;
        String text = quoted ? matcher.group(2).replace("''", "'") : matcher.group(1);
        tokens.add(new FilterToken(kind, text));
        return matcher.end();
      }
    }
    throw DataverseError.query("Syntax error at position %d in '%s'.".formatted(at, filter));
  }
}
