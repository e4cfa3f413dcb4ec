package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host with a token endpoint, which gives out {@code secret-token-1} and so on, and an API that
 * wants the tokens and then answers what a test says.
 */
final class FakeOrg implements SandboxHandler {

  static final String TOKEN = "secret-token-";
  static final String EXPIRED =
      "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";
  private static final String IDENTITY =
      "https://login.example/id/00D000000000001AAA/005000000000001AAA";

  private final AtomicInteger logins = new AtomicInteger();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private volatile SandboxHandler api;
  private volatile String instanceUrl = "";
  private volatile boolean acceptsTokens = true;

  FakeOrg(SandboxHandler api) {
    this.api = api;
  }

  /** What the API does from now on. */
  void answering(SandboxHandler other) {
    api = other;
  }

  /** The address of the API that tokens name from now on. */
  void naming(String otherInstance) {
    instanceUrl = otherInstance;
  }

  /** Every token given out so far is refused. */
  void expire() {
    accepted.clear();
  }

  /** Even a new token is refused. */
  void refuseEveryToken() {
    accepted.clear();
    acceptsTokens = false;
  }

  int logins() {
    return logins.get();
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    if (request.path().equals("/services/oauth2/token")) {
      return token();
    }
    String bearer = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
    return accepted.contains(bearer) ? api.answer(request) : SandboxResponse.json(401, EXPIRED);
  }

  private SandboxResponse token() {
    String token = TOKEN + logins.incrementAndGet();
    if (acceptsTokens) {
      accepted.add(token);
    }
    String answer =
        """
        {"access_token":"%s","instance_url":"%s","id":"%s","token_type":"Bearer","scope":"api",
         "issued_at":"1893834000000","signature":"c2lnbmF0dXJl"}
        """;
    return SandboxResponse.json(200, answer.formatted(token, instanceUrl, IDENTITY))
        .with("Cache-Control", "no-cache,must-revalidate");
  }

  /** JSON with single quotes in the place of double ones. */
  static SandboxResponse json(int status, String text, Map<String, String> headers) {
    SandboxResponse response = SandboxResponse.json(status, text.replace('\'', '"'));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  static SandboxResponse json(int status, String text) {
    return json(status, text, Map.of());
  }
}
