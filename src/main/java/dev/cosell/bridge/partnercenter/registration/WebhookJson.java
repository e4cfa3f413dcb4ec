package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the Webhooks API. The documentation writes names in PascalCase, the OpenAPI in
 * camelCase: they count without regard to case.
 */
final class WebhookJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private WebhookJson() {}

  /**
   * Reads an answer.
   *
   * @throws RemoteFailure transient, when it is no JSON: a gateway may have answered
   */
  static JsonNode read(@Nullable String answer) {
    try {
      JsonNode json = JSON.readTree(answer == null ? "" : answer);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException page) {
      throw new RemoteFailure(
          Kind.TRANSIENT, "Partner Center's Webhooks API answered no JSON", null, null);
    }
  }

  static JsonNode member(JsonNode object, String name) {
    return object.properties().stream()
        .filter(it -> it.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .filter(it -> !it.isNull())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  static Optional<String> text(JsonNode object, String name) {
    return Optional.of(member(object, name).asText("").strip()).filter(it -> !it.isEmpty());
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
