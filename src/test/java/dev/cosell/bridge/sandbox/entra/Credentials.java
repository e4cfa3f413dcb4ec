package dev.cosell.bridge.sandbox.entra;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client's id and secret, from the form or from an HTTP Basic header; Entra takes both. */
record Credentials(@Nullable String id, @Nullable String secret) {

  static Credentials of(SandboxRequest request, Map<String, String> form) {
    String header = request.header("Authorization").orElse("");
    return header.startsWith("Basic ")
        ? ofBasic(header.substring("Basic ".length()))
        : new Credentials(form.get("client_id"), form.get("client_secret"));
  }

  private static Credentials ofBasic(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return new Credentials(null, null);
    }
    int colon = pair.indexOf(':');
    return colon < 0
        ? new Credentials(null, null)
        : new Credentials(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
  }

  // RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
  private static String decoded(String half) {
    return URLDecoder.decode(half, StandardCharsets.UTF_8);
  }
}
