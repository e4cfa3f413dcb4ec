package dev.cosell.bridge.sandbox.entra;

import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxRequest;

/** Lets only requests in whose bearer token the Entra sandbox issued for one audience. */
public final class BearerGate {

  private static final String SCHEME = "Bearer ";

  private final EntraSandbox entra;
  private final String audienceOrScope;

  /** A gate for one audience, given as such or as its {@code .default} scope. */
  public BearerGate(EntraSandbox entra, String audienceOrScope) {
    this.entra = entra;
    this.audienceOrScope = audienceOrScope;
  }

  /**
   * Looks at the Authorization header.
   *
   * @throws Refused 401 without a token, or with one that is unknown, expired or meant for another
   *     audience
   */
  public void check(SandboxRequest request) {
    String header = request.header("Authorization").orElse("");
    if (!header.startsWith(SCHEME)
        || !entra.accepts(header.substring(SCHEME.length()), audienceOrScope)) {
      throw new Refused(
          401, "unauthenticated", "The request was not authenticated for " + audienceOrScope + ".");
    }
  }
}
