package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.secret.Secrets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads an answer that is not a success, whatever its body looks like. */
final class Refusal {

  private static final int LONGEST_MESSAGE = 500;

  private Refusal() {}

  static DataverseException of(
      String request, int status, @Nullable Duration retryAfter, String body) {
    JsonNode error = error(body);
    String code = error.path("code").asText("");
    // masked first: the cut could leave half a token
    String message = Secrets.masked(error.path("message").asText(""));
    return new DataverseException(
        status, code.isEmpty() ? null : code, retryAfter, sentence(request, status, code, message));
  }

  private static String sentence(String request, int status, String code, String message) {
    StringBuilder sentence = new StringBuilder("Dataverse answered ").append(status);
    if (!code.isEmpty()) {
      sentence.append(" (").append(code).append(')');
    }
    sentence.append(" to ").append(request);
    if (!message.isEmpty()) {
      sentence.append(": ").append(message, 0, Math.min(message.length(), LONGEST_MESSAGE));
    }
    return sentence.toString();
  }

  private static JsonNode error(String body) {
    try {
      return ExactJson.read(body).path("error");
    } catch (JsonProcessingException html) {
      return MissingNode.getInstance();
    }
  }
}
