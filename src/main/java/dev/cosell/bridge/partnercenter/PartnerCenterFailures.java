package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cosell.bridge.secret.Secrets;
import dev.cosell.bridge.sync.FailureTranslator;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.RetryAfter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What Partner Center's refusals mean. Source: its error codes, and the classification of the spec.
 */
@Component
class PartnerCenterFailures implements FailureTranslator {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MFA = "900421";
  static final String NO_MFA =
      "the refresh token was made without multi-factor authentication (900421): a person has to sign"
          + " in with it and set a new cosell.partner-center.refresh-token";
  private static final int LONGEST_REASON = 300;

  private final Clock clock;

  PartnerCenterFailures(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<RemoteFailure> translate(Throwable failure) {
    return failure instanceof HttpOperationFailedException refused
        ? Optional.of(translated(refused))
        : Optional.empty();
  }

  private RemoteFailure translated(HttpOperationFailedException refused) {
    Kind kind = kind(refused.getStatusCode());
    String reason = reason(refused.getResponseBody());
    return new RemoteFailure(
        kind,
        "Partner Center answered "
            + refused.getStatusCode()
            + (reason.isEmpty() ? "" : ": " + reason),
        RetryAfter.of(header(refused.getResponseHeaders(), "Retry-After"), clock.instant()),
        null);
  }

  /** A redirect is never followed; it may be somebody's page for a time of maintenance. */
  private static boolean isPassing(int status) {
    return (status >= 500 && status != 501) || status / 100 == 3;
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.ABSENT;
      case 409, 412, 423 -> Kind.STALE;
      case 408, 425, 429 -> Kind.TRANSIENT;
      default -> isPassing(status) ? Kind.TRANSIENT : Kind.REJECTED;
    };
  }

  /** The innermost code and message; nothing of a body that is not an error in a known form. */
  private static String reason(@Nullable String body) {
    try {
      JsonNode error = JSON.readTree(body == null ? "" : body);
      if (mentionsMfa(error)) {
        return NO_MFA;
      }
      JsonNode inner = error.has("error") ? error.get("error") : error;
      String message = message(inner);
      while (inner.path("innerError").isObject() && inner.path("innerError").has("code")) {
        inner = inner.get("innerError");
        message = message(inner).isBlank() ? message : message(inner);
      }
      return words(inner.path("code").asText(""), message);
    } catch (JsonProcessingException page) {
      return "";
    }
  }

  private static String message(JsonNode error) {
    return error.has("message")
        ? error.path("message").asText("")
        : error.path("description").asText("");
  }

  /** Whether an answer says that the person who signed in did not use a second factor. */
  static boolean isWithoutMfa(String body) {
    try {
      return mentionsMfa(JSON.readTree(body));
    } catch (JsonProcessingException page) {
      return false;
    }
  }

  /** On whichever level of the nested errors it stands. */
  private static boolean mentionsMfa(JsonNode error) {
    return Stream.of("code", "message", "description")
        .flatMap(name -> error.findValuesAsText(name).stream())
        .anyMatch(text -> text.contains(MFA));
  }

  private static String words(String code, String message) {
    // masked first: the cut could leave half a token
    String words = Secrets.masked((code + " " + message).replaceAll("\\s+", " ").strip());
    return words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON) + "…";
  }

  private static @Nullable String header(@Nullable Map<String, String> headers, String name) {
    if (headers == null) {
      return null;
    }
    return headers.entrySet().stream()
        .filter(it -> it.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
