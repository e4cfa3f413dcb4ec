package dev.cosell.bridge.sandbox.salesforce.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Users;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code /services/oauth2/token} for client credentials, and {@code /services/oauth2/revoke}. */
public final class OAuthEndpoints implements SandboxHandler {

  /** What all its addresses start with. */
  public static final String BASE = "/services/oauth2/";

  private static final String BASIC = "Basic ";
  private static final String HMAC = "HmacSHA256";

  private final Sessions sessions;
  private final Supplier<String> host;
  private final Clock clock;

  /**
   * The endpoints of a host.
   *
   * @param host the address that the token answer tells
   * @param clock for issued_at
   */
  public OAuthEndpoints(Sessions sessions, Supplier<String> host, Clock clock) {
    this.sessions = sessions;
    this.host = host;
    this.clock = clock;
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    return switch (request.path().substring(BASE.length())) {
      case "token" -> token(request);
      case "revoke" -> revoked(request);
      default -> SandboxResponse.empty(404);
    };
  }

  private SandboxResponse token(SandboxRequest request) {
    if (!request.method().equals("POST")) {
      return refused("invalid_request", "must use HTTP POST");
    }
    Map<String, String> form = isForm(request) ? request.form() : Map.of();
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return refused("unsupported_grant_type", "grant type not supported");
    }
    String[] client = client(request, form);
    if (!client[0].equals(SalesforceSettings.CLIENT_ID)) {
      return refused("invalid_client_id", "client identifier invalid");
    }
    return client[1].equals(SalesforceSettings.CLIENT_SECRET)
        ? granted()
        : refused("invalid_client", "invalid client credentials");
  }

  private SandboxResponse granted() {
    String id = host.get() + "/id/" + Organization.ID + "/" + Users.INTEGRATION;
    String issuedAt = String.valueOf(clock.millis());
    ObjectNode body = SandboxJson.object().put("access_token", sessions.open());
    body.put("signature", signature(id + issuedAt)).put("scope", "api");
    body.put("instance_url", host.get()).put("id", id);
    body.put("token_type", "Bearer").put("issued_at", issuedAt);
    return SandboxJson.response(200, body).with("Cache-Control", "no-cache,must-revalidate");
  }

  private SandboxResponse revoked(SandboxRequest request) {
    String token =
        request.parameters().getOrDefault("token", request.form().getOrDefault("token", ""));
    return sessions.close(token)
        ? SandboxResponse.empty(200)
        : refused("unsupported_token_type", "this token type is not supported");
  }

  private static boolean isForm(SandboxRequest request) {
    return request
        .header("Content-Type")
        .filter(
            type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  /** Id and secret, from the form or from an HTTP Basic header. */
  private static String[] client(SandboxRequest request, Map<String, String> form) {
    String header = request.header("Authorization").orElse("");
    if (header.startsWith(BASIC)) {
      return basic(header.substring(BASIC.length()));
    }
    return new String[] {
      form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")
    };
  }

  private static String[] basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? new String[] {pair, ""}
          : new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
    } catch (IllegalArgumentException notBase64) {
      return new String[] {"", ""};
    }
  }

  private static String signature(String signed) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(bytes(SalesforceSettings.CLIENT_SECRET), HMAC));
      return Base64.getEncoder().encodeToString(mac.doFinal(bytes(signed)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SandboxResponse refused(String error, String description) {
    return SandboxJson.response(
        400, SandboxJson.object().put("error", error).put("error_description", description));
  }
}
