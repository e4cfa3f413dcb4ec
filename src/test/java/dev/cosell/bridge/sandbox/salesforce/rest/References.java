package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers of a composite so far, and the places that refer to them: {@code @{ref.path}}. */
final class References {

  private static final Pattern REFERENCE =
      Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d{1,6}])*)}");
  private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d{1,6})]");

  private final Map<String, JsonNode> answers = new HashMap<>();

  void put(String referenceId, ApiAnswer answer) {
    answers.put(referenceId, answer.failed() ? MissingNode.getInstance() : answer.body());
  }

  /** The same request with values in the place of references. */
  Subrequest resolved(Subrequest request) {
    return new Subrequest(
        request.referenceId(),
        request.method(),
        text(request.url()),
        request.headers(),
        resolved(request.body()));
  }

  private JsonNode resolved(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      object.properties().forEach(member -> copy.set(member.getKey(), resolved(member.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.deepCopy().removeAll();
      array.forEach(item -> copy.add(resolved(item)));
      return copy;
    }
    if (!node.isTextual()) {
      return node;
    }
    Matcher whole = REFERENCE.matcher(node.textValue());
    return whole.matches() ? value(whole) : TextNode.valueOf(text(node.textValue()));
  }

  private String text(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(value(REFERENCE.matcher(found.group())).asText()));
  }

  private JsonNode value(Matcher reference) {
    if (!reference.matches()) {
      throw new IllegalStateException("not a reference");
    }
    JsonNode value = answers.getOrDefault(reference.group(1), MissingNode.getInstance());
    Matcher step = STEP.matcher(reference.group(2));
    while (step.find()) {
      value =
          step.group(1) == null
              ? value.path(Integer.parseInt(step.group(2)))
              : value.path(step.group(1));
    }
    if (value.isMissingNode() || value.isContainerNode()) {
      throw SalesforceError.of(
          400,
          "PROCESSING_HALTED",
          "Invalid reference specified. No value for %s found in %s"
              .formatted(reference.group(1) + reference.group(2), reference.group(1)));
    }
    return value;
  }
}
