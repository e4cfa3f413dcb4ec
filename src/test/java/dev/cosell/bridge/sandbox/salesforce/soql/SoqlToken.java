package dev.cosell.bridge.sandbox.salesforce.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One word of a query.
 *
 * @param kind its kind
 * @param text its text; of a string without quotes and escapes
 * @param start where it starts
 */
record SoqlToken(Kind kind, String text, int start) {

  /** The kinds of words; their order is the order in which they are tried. */
  enum Kind {
    STRING("'((?:[^'\\\\]|\\\\.)*)'"),
    DATETIME("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})"),
    DATE("\\d{4}-\\d{2}-\\d{2}(?![\\dT])"),
    NUMBER("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?![\\w.-])"),
    NAME("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*"),
    OPERATOR("!=|<>|<=|>=|=|<|>"),
    OPEN("\\("),
    CLOSE("\\)"),
    COMMA(","),
    END("\\z");

    private final Pattern pattern;

    Kind(String pattern) {
      this.pattern = Pattern.compile("\\s*(" + pattern + ")", Pattern.DOTALL);
    }
  }

  /** Splits a query into its words; the last one is the end. */
  static List<SoqlToken> split(String query) {
    List<SoqlToken> tokens = new ArrayList<>();
    int at = 0;
    while (tokens.isEmpty() || !tokens.get(tokens.size() - 1).is(Kind.END)) {
      at = addNext(tokens, query, at);
    }
    return tokens;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether it is a word of the language; case does not matter. */
  boolean isWord(String word) {
    return kind == Kind.NAME && text.equalsIgnoreCase(word);
  }

  private static int addNext(List<SoqlToken> tokens, String query, int at) {
    for (Kind kind : Kind.values()) {
      Matcher matcher = kind.pattern.matcher(query).region(at, query.length());
      if (matcher.lookingAt()) {
        String text =
            kind == Kind.STRING
                ? unescaped(query, matcher.start(1), matcher.group(2))
                : matcher.group(1);
        tokens.add(new SoqlToken(kind, text, matcher.start(1)));
        return matcher.end();
      }
    }
    throw unreadable(query, at);
  }

  private static RuntimeException unreadable(String query, int at) {
    int start = at;
    while (Character.isWhitespace(query.charAt(start))) {
      start++;
    }
    char first = query.charAt(start);
    if (first == ':') {
      return SoqlErrors.malformed(query, start, "Bind variables only allowed in Apex code");
    }
    String message =
        first == '\''
            ? "line 1:%d mismatched character '<EOF>' expecting '''".formatted(query.length())
            : "line 1:%d no viable alternative at character '%s'".formatted(start, first);
    return SoqlErrors.malformed(query, start, message);
  }

  private static String unescaped(String query, int start, String quoted) {
    StringBuilder text = new StringBuilder();
    int index = 0;
    while (index < quoted.length()) {
      char letter = quoted.charAt(index);
      boolean escapes = letter == '\\';
      text.append(escapes ? escaped(query, start, quoted.charAt(index + 1)) : letter);
      index += escapes ? 2 : 1;
    }
    return text.toString();
  }

  // \% and \_ keep their backslash: only LIKE knows what they mean.
  private static String escaped(String query, int start, char letter) {
    return switch (letter) {
      case 'n', 'N' -> "\n";
      case 'r', 'R' -> "\r";
      case 't', 'T' -> "\t";
      case 'b', 'B' -> "\b";
      case 'f', 'F' -> "\f";
      case '\'', '"' -> String.valueOf(letter);
      case '\\' -> "\\";
      case '%', '_' -> "\\" + letter;
      default ->
          throw SoqlErrors.malformed(
              query,
              start,
              "Illegal character sequence '\\%s' in string literal".formatted(letter));
    };
  }
}
