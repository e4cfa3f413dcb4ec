package dev.cosell.bridge.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as the simulators read and write it: decimals stay exact, amounts are written plainly. */
public final class SandboxJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private SandboxJson() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An array of one element. */
  public static ArrayNode array(JsonNode only) {
    return MAPPER.createArrayNode().add(only);
  }

  /** A value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * A tree as a value; every property must be one of the value's.
   *
   * @throws Refused 400 when it does not fit
   */
  public static <T> T value(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException doesNotFit) {
      throw new Refused(400, "invalidRequest", doesNotFit.getOriginalMessage());
    }
  }

  /**
   * Reads one JSON value.
   *
   * @throws Refused 400 when the text is not exactly one JSON value
   */
  public static JsonNode parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new Refused(400, "invalidRequest", "The request has no body.");
      }
      return node;
    } catch (JsonProcessingException notJson) {
      throw new Refused(400, "invalidRequest", "Not JSON: " + notJson.getOriginalMessage());
    }
  }

  /**
   * Reads one JSON object; an empty text counts as the empty object.
   *
   * @throws Refused 400 when it is something else
   */
  public static ObjectNode parseObject(String text) {
    if (text.isBlank()) {
      return object();
    }
    if (parse(text) instanceof ObjectNode found) {
      return found;
    }
    throw new Refused(400, "invalidRequest", "A JSON object is expected.");
  }

  /** Writes a tree. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An answer with this tree as its body. */
  public static SandboxResponse response(int status, JsonNode body) {
    return SandboxResponse.json(status, text(body));
  }

  /** RFC 7386: {@code base} with {@code patch} merged over it; neither is changed. */
  public static JsonNode merged(JsonNode base, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    ObjectNode result = base instanceof ObjectNode object ? object.deepCopy() : object();
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                result.remove(change.getKey());
              } else {
                result.set(
                    change.getKey(), merged(result.path(change.getKey()), change.getValue()));
              }
            });
    return result;
  }
}
