package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the Prefer header asks for.
 *
 * @param text the header itself, empty when absent
 * @param representation answer a write with the row
 * @param pageSize rows per page
 * @param annotations patterns of annotations to include, for example {@code *}
 * @param trackChanges end the answer with a delta link
 */
record Preferences(
    String text,
    boolean representation,
    OptionalInt pageSize,
    List<String> annotations,
    boolean trackChanges) {

  private static final Pattern PREFERENCE =
      Pattern.compile("([A-Za-z.\\-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|([^,;\\s]+)))?");
  private static final int MOST = 5000;

  static Preferences of(SandboxRequest request) {
    String text = request.header("Prefer").orElse("");
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Matcher each = PREFERENCE.matcher(text);
    while (each.find()) {
      String quoted = each.group(2) == null ? "" : each.group(2);
      given.put(each.group(1), each.group(3) == null ? quoted : each.group(3));
    }
    String annotations = given.getOrDefault("odata.include-annotations", "");
    return new Preferences(
        text,
        "representation".equals(given.get("return")),
        pageSize(given.get("odata.maxpagesize")),
        annotations.isEmpty() ? List.of() : List.of(annotations.split("\\s*,\\s*")),
        given.containsKey("odata.track-changes"));
  }

  int rowsPerPage() {
    return Math.min(MOST, pageSize.orElse(MOST));
  }

  /** Whether an annotation was asked for, by name, by {@code *} or by {@code prefix.*}. */
  boolean includes(String annotation) {
    return annotations.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? annotation.startsWith(pattern.substring(0, pattern.length() - 1))
                    : annotation.equals(pattern));
  }

  private static OptionalInt pageSize(@Nullable String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw DataverseError.query("odata.maxpagesize must be a positive number.");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
