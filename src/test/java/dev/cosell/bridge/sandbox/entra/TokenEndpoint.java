package dev.cosell.bridge.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /{tenant}/oauth2/v2.0/token}. */
final class TokenEndpoint implements SandboxHandler {

  private static final Pattern PATH = Pattern.compile("/([^/]+)/oauth2/v2\\.0/token");

  private final Supplier<EntraSettings> settings;
  private final IssuedTokens tokens;

  TokenEndpoint(Supplier<EntraSettings> settings, IssuedTokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return SandboxResponse.empty(404);
    }
    if (!request.method().equals("POST")) {
      return EntraError.NOT_A_POST.about("");
    }
    if (!path.group(1).equals(settings.get().tenant())) {
      return EntraError.TENANT_UNKNOWN.about(path.group(1));
    }
    Map<String, String> form = isForm(request) ? request.form() : Map.of();
    return granted(request, form).with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  private static boolean isForm(SandboxRequest request) {
    return request
        .header("Content-Type")
        .filter(
            type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  private SandboxResponse granted(SandboxRequest request, Map<String, String> form) {
    String grant = form.getOrDefault("grant_type", "");
    Credentials sent = Credentials.of(request, form);
    if (grant.isEmpty() || sent.id() == null) {
      return EntraError.PARAMETER_MISSING.about(grant.isEmpty() ? "grant_type" : "client_id");
    }
    if (!grant.equals("refresh_token") && !grant.equals("client_credentials")) {
      return EntraError.GRANT_UNSUPPORTED.about(grant);
    }
    Optional<EntraClient> client =
        settings.get().clients().stream().filter(known -> known.id().equals(sent.id())).findFirst();
    if (client.isEmpty()) {
      return EntraError.CLIENT_UNKNOWN.about(sent.id());
    }
    if (sent.secret() == null) {
      return EntraError.SECRET_MISSING.about("");
    }
    return client.get().secret().equals(sent.secret())
        ? scoped(client.get(), grant, form)
        : EntraError.SECRET_WRONG.about(sent.id());
  }

  private SandboxResponse scoped(EntraClient client, String grant, Map<String, String> form) {
    String scope = form.getOrDefault("scope", "");
    if (scope.isEmpty()) {
      return EntraError.PARAMETER_MISSING.about("scope");
    }
    Optional<String> audience = Audience.ofScopes(scope);
    if (audience.isEmpty()) {
      return EntraError.SCOPE_WRONG.about(scope);
    }
    if (!exists(audience.get())) {
      return EntraError.RESOURCE_UNKNOWN.about(audience.get());
    }
    return grant.equals("client_credentials")
        ? SandboxJson.response(200, accessToken(audience.get()))
        : refreshed(client, audience.get(), form);
  }

  private boolean exists(String audience) {
    return settings.get().resources().isEmpty()
        || settings.get().resources().stream().map(Audience::of).anyMatch(audience::equals);
  }

  private SandboxResponse refreshed(EntraClient client, String audience, Map<String, String> form) {
    String refreshToken = form.getOrDefault("refresh_token", "");
    if (refreshToken.isEmpty()) {
      return EntraError.PARAMETER_MISSING.about("refresh_token");
    }
    if (!tokens.isRefreshTokenOf(client.id(), refreshToken)) {
      return EntraError.REFRESH_TOKEN_WRONG.about("");
    }
    if (settings.get().strictRotation()) {
      tokens.forgetRefreshToken(refreshToken);
    }
    ObjectNode body = accessToken(audience).put("scope", form.get("scope"));
    body.put("refresh_token", tokens.newRefreshToken(client.id()));
    return SandboxJson.response(200, body);
  }

  private ObjectNode accessToken(String audience) {
    long seconds = settings.get().tokenLifetime().toSeconds();
    ObjectNode body = SandboxJson.object().put("token_type", "Bearer");
    if (settings.get().numbersAsText()) {
      long now = tokens.now().getEpochSecond();
      body.put("expires_in", Long.toString(seconds)).put("ext_expires_in", Long.toString(seconds));
      body.put("expires_on", Long.toString(now + seconds)).put("not_before", Long.toString(now));
      body.put("resource", audience);
    } else {
      body.put("expires_in", seconds).put("ext_expires_in", seconds);
    }
    return body.put(
        "access_token", tokens.newAccessToken(audience, settings.get().tokenLifetime()));
  }
}
