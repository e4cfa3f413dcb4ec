package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Where a field's value comes from on the referral's side.
 *
 * @param pointer the value's place in the referral
 * @param expression a JSLT expression over the referral, instead of a pointer
 * @param constant what stands for a missing value; with neither pointer nor expression the value
 *     itself
 */
public record Source(
    @Nullable JsonPointer pointer, @Nullable Expression expression, @Nullable JsonNode constant) {

  static Source read(JsonNode row) {
    return new Source(
        row.has("referral") ? JsonPointer.compile(row.get("referral").asText()) : null,
        row.has("expression") ? Parser.compileString(row.get("expression").asText()) : null,
        row.get("default"));
  }

  /** Whether there is any source: an audit column has none, the program writes it. */
  boolean exists() {
    return pointer != null || expression != null || constant != null;
  }

  /**
   * The raw value.
   *
   * @throws JsltException when the expression fails
   */
  JsonNode in(JsonNode referral) {
    if (pointer != null) {
      return referral.at(pointer);
    }
    return expression == null ? MissingNode.getInstance() : expression.apply(referral);
  }
}
