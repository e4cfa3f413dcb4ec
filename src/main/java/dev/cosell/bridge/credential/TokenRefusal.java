package dev.cosell.bridge.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.RetryAfter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;

/** A token endpoint answered with an error status (RFC 6749, 5.2, and Entra's AADSTS numbers). */
final class TokenRefusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");
  private static final Pattern NUMBER = Pattern.compile("AADSTS\\d{1,10}");
  private static final Set<String> PERSON_NEEDED =
      Set.of("invalid_grant", "interaction_required", "consent_required", "login_required");

  /** A second factor is missing, or its claim is not in the token. */
  private static final Set<String> WITHOUT_MFA =
      Set.of("AADSTS50074", "AADSTS50076", "AADSTS50079", "AADSTS50158", "AADSTS900421");

  private static final Set<String> PASSING = Set.of("server_error", "temporarily_unavailable");
  private static final Set<Integer> PASSING_STATUS = Set.of(408, 425, 429);

  private final int status;
  private final String error;
  private final String number;
  private final @Nullable Duration retryAfter;

  /** Takes codes only: a description may repeat what was sent. */
  TokenRefusal(ClientHttpResponse answer) throws IOException {
    JsonNode body = json(answer);
    Matcher word = ERROR.matcher(body.path("error").asText(""));
    Matcher aadsts = NUMBER.matcher(body.path("error_description").asText(""));
    this.status = answer.getStatusCode().value();
    this.error = word.matches() ? word.group() : "";
    this.number = aadsts.find() ? ", " + aadsts.group() : "";
    this.retryAfter =
        RetryAfter.of(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER), Instant.now());
  }

  private static JsonNode json(ClientHttpResponse answer) throws IOException {
    try (InputStream body = answer.getBody()) {
      String text = new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
      return JSON.readTree(text);
    } catch (JsonProcessingException page) {
      return JSON.missingNode();
    }
  }

  /** True when another refresh token may be accepted. */
  boolean isOfRefreshToken() {
    return PERSON_NEEDED.contains(error);
  }

  /** An answer in the OAuth2 error form is a refusal; anything else may pass. */
  RemoteFailure failure(OAuthSettings settings) {
    Reason ofPerson = isWithoutMfa() ? Reason.MFA : Reason.PERSON;
    return failure(settings, isOfRefreshToken() ? ofPerson : reasonOfApp());
  }

  /** The same, where the app registration signs in by itself. */
  RemoteFailure failureOfApp(OAuthSettings settings) {
    return failure(settings, isOfRefreshToken() ? Reason.GRANT : reasonOfApp());
  }

  private RemoteFailure failure(OAuthSettings settings, Reason reason) {
    return new RemoteFailure(
        isPassing() ? Kind.TRANSIENT : Kind.UNAUTHORIZED,
        "no access token for " + settings + ": " + explained(settings, reason),
        retryAfter,
        null);
  }

  private boolean isWithoutMfa() {
    return WITHOUT_MFA.contains(number.replace(", ", ""));
  }

  private boolean isPassing() {
    return error.isEmpty()
        || PASSING.contains(error)
        || PASSING_STATUS.contains(status)
        || status >= 500;
  }

  /** Why a token was refused. */
  private enum Reason {
    PERSON,
    MFA,
    GRANT,
    APP,
    SCOPE,
    REQUEST
  }

  private Reason reasonOfApp() {
    return switch (error) {
      case "invalid_client", "invalid_client_id", "unauthorized_client" -> Reason.APP;
      case "invalid_scope", "invalid_resource", "invalid_target" -> Reason.SCOPE;
      default -> Reason.REQUEST;
    };
  }

  private String explained(OAuthSettings settings, Reason reason) {
    if (isPassing()) {
      return "the token endpoint answered " + status + "; it is asked again later";
    }
    String prefix = "cosell." + settings.system();
    String code = " (" + error + number + ")";
    String address = prefix + "." + settings.addressSetting();
    return switch (reason) {
      case PERSON ->
          "the refresh token is expired or revoked"
              + code
              + ": a person has to sign in and consent again, then set a new "
              + prefix
              + ".refresh-token";
      case MFA ->
          "multi-factor authentication is missing"
              + code
              + ": a person has to sign in with it, then set a new "
              + prefix
              + ".refresh-token";
      case GRANT ->
          "the app registration may not sign in by itself"
              + code
              + ": allow it the client credentials flow, with a user to run as where the system"
              + " wants one, and check "
              + address;
      case APP ->
          "the app registration is not accepted"
              + code
              + ": check "
              + prefix
              + ".client-id, and set a client-secret that has not expired";
      case SCOPE ->
          "the scope is not accepted" + code + ": check " + prefix + "." + settings.scopeSetting();
      case REQUEST ->
          "the token endpoint refused the request"
              + code
              + ": check "
              + address
              + ", .client-id and ."
              + settings.scopeSetting();
    };
  }
}
