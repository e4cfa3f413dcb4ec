package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A street is one field of several lines in Salesforce. A mapping names {@code BillingStreet1} for
 * the first line and {@code BillingStreet2} for all others.
 *
 * @param field the field with the whole street
 * @param isFirst whether the first line is meant
 */
record StreetLines(String field, boolean isFirst) {

  private static final Pattern COLUMN = Pattern.compile("(\\w*Street)([12])");

  /** What a column means, empty when it is no line of a street. */
  static Optional<StreetLines> of(ObjectFacts object, String column) {
    Matcher line = COLUMN.matcher(column);
    return line.matches() && !object.has(column)
        ? Optional.of(new StreetLines(line.group(1), "1".equals(line.group(2))))
        : Optional.empty();
  }

  /** Takes the lines out of a whole street. */
  JsonNode in(JsonNode street) {
    String[] lines = street.asText("").strip().split("\\R", 2);
    boolean isThere = street.isTextual() && (isFirst || lines.length > 1);
    return isThere
        ? TextNode.valueOf(isFirst ? lines[0] : lines[1].replaceAll("\\R+", ", "))
        : NullNode.instance;
  }

  /** Puts these lines into a street that has the others, or none yet. */
  JsonNode into(JsonNode street, JsonNode lines) {
    if (!lines.isTextual()) {
      return street.isTextual() ? street : NullNode.instance;
    }
    if (!street.isTextual()) {
      return lines;
    }
    return TextNode.valueOf(
        isFirst
            ? lines.asText() + "\n" + street.asText()
            : street.asText() + "\n" + lines.asText());
  }
}
