package dev.cosell.bridge.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * An Entra token endpoint on a loopback port.
 *
 * <p>Control: {@code POST /sandbox/expire} ends all access tokens, {@code POST /sandbox/revoke} all
 * refresh tokens, {@code GET /sandbox/tokens} counts, {@code POST /sandbox/switches} with any of
 * {@code {"strictRotation": true, "numbersAsText": true, "lifetimeSeconds": 5}} changes its manner.
 */
public final class EntraSandbox implements AutoCloseable {

  private final IssuedTokens tokens;
  private final SandboxServer server;
  private volatile EntraSettings settings;

  private EntraSandbox(EntraSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.tokens = new IssuedTokens(clock, settings.clients());
    TokenEndpoint endpoint = new TokenEndpoint(this::settings, tokens);
    this.server = new SandboxServer(settings.port(), endpoint, this::controlled);
  }

  /** Starts the endpoint. */
  public static EntraSandbox start(EntraSettings settings) throws IOException {
    return start(settings, Clock.systemUTC());
  }

  /** Starts the endpoint with a clock that tells when tokens expire. */
  public static EntraSandbox start(EntraSettings settings, Clock clock) throws IOException {
    return new EntraSandbox(settings, clock);
  }

  /** Where tokens are fetched. */
  public URI tokenUrl() {
    return URI.create(server.url() + "/" + settings.tenant() + "/oauth2/v2.0/token");
  }

  /** The server behind it, with its request log and faults. */
  public SandboxServer server() {
    return server;
  }

  /** The settings in force. */
  public EntraSettings settings() {
    return settings;
  }

  /** Changes the settings in force; port and clients of a running endpoint stay as they are. */
  public synchronized void change(UnaryOperator<EntraSettings> change) {
    settings = change.apply(settings);
  }

  /**
   * Whether a bearer token is good now.
   *
   * @param bearerToken the token without the word Bearer
   * @param audienceOrScope the resource, with or without {@code /.default}
   */
  public boolean accepts(String bearerToken, String audienceOrScope) {
    return tokens.accepts(bearerToken, Audience.of(audienceOrScope));
  }

  /** An access token out of nothing, for tests that do not want to fetch one. */
  public String issue(String audienceOrScope) {
    return tokens.newAccessToken(Audience.of(audienceOrScope), settings.tokenLifetime());
  }

  /** Ends all access tokens. */
  public void expireAll() {
    tokens.forgetAccessTokens();
  }

  /** Ends all refresh tokens, as a change of the person's password does. */
  public void revokeAll() {
    tokens.forgetRefreshTokens();
  }

  /** The persons sign in again: the refresh tokens of the settings are good, if used or not. */
  public void consentAnew() {
    tokens.consent();
  }

  /** How many requests the token endpoint has met, the refused ones included. */
  public long tokenRequests() {
    return server.requests().stream()
        .filter(request -> TokenEndpoint.isPath(request.path()))
        .count();
  }

  @Override
  public void close() {
    server.close();
  }

  private SandboxResponse controlled(SandboxRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "POST /sandbox/expire" -> done(this::expireAll);
      case "POST /sandbox/revoke" -> done(this::revokeAll);
      case "POST /sandbox/switches" -> switched(request);
      case "GET /sandbox/tokens" ->
          SandboxJson.response(200, SandboxJson.object().put("tokenRequests", tokenRequests()));
      default -> SandboxResponse.empty(404);
    };
  }

  private static SandboxResponse done(Runnable action) {
    action.run();
    return SandboxResponse.empty(204);
  }

  private SandboxResponse switched(SandboxRequest request) {
    try {
      ObjectNode switches = SandboxJson.parseObject(request.body());
      change(
          now ->
              now.withStrictRotation(
                      switches.path("strictRotation").asBoolean(now.strictRotation()))
                  .withNumbersAsText(switches.path("numbersAsText").asBoolean(now.numbersAsText()))
                  .withTokenLifetime(
                      Duration.ofSeconds(
                          switches
                              .path("lifetimeSeconds")
                              .asLong(now.tokenLifetime().toSeconds()))));
      return SandboxResponse.empty(204);
    } catch (Refused refused) {
      return SandboxResponse.json(refused.status(), "\"" + refused.code() + "\"");
    }
  }
}
