package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Turns normal forms into JSON Patch operations. */
final class PatchWriter {

  private PatchWriter() {}

  static Optional<PatchOperation> patch(MappedField field, JsonNode value, Moment moment) {
    Optional<String> path = field.path().filter(it -> field.toPartnerCenter().include(moment));
    String op = moment == Moment.CREATE ? "add" : "replace";
    return path.flatMap(it -> value(field, value).map(form -> new PatchOperation(op, it, form)));
  }

  private static Optional<JsonNode> value(MappedField field, JsonNode value) {
    return switch (field.type()) {
      case TEXT, IDENTIFIER -> Optional.of(value.isNull() ? TextNode.valueOf("") : value);
      case MONEY, NUMBER -> Optional.of(value).filter(JsonNode::isNumber);
      case BOOLEAN -> Optional.of(value).filter(JsonNode::isBoolean);
      case CURRENCY -> Optional.of(value).filter(JsonNode::isTextual);
      case COUNTRY -> Optional.of(value).filter(it -> NormalText.isCountryCode(it.asText()));
      case CHOICE -> Optional.of(value).filter(it -> field.values().words().contains(it.asText()));
      case DATE ->
          NormalDate.instant(value.asText())
              .map(it -> TextNode.valueOf(NormalDate.day(it) + "T00:00:00Z"));
      case DATETIME ->
          NormalDate.instant(value.asText()).map(it -> TextNode.valueOf(it.toString()));
      case STATUS, TEAM, SOLUTIONS -> Optional.empty();
    };
  }
}
