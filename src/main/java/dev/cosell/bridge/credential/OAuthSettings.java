package dev.cosell.bridge.credential;

import java.net.URI;

/**
 * How one remote system gives out access tokens.
 *
 * @param system name of the system, for messages and for the store
 * @param tokenUrl token endpoint
 * @param clientId client id of the app registration
 * @param clientSecret its secret
 * @param scope scopes to ask for, parted by blanks; empty asks for none
 * @param addressSetting the setting that the token endpoint follows from, for messages
 * @param scopeSetting the setting that the scope comes from, for messages
 */
public record OAuthSettings(
    String system,
    URI tokenUrl,
    String clientId,
    String clientSecret,
    String scope,
    String addressSetting,
    String scopeSetting) {

  /** A system whose token endpoint is a setting of its own. */
  public OAuthSettings(
      String system, URI tokenUrl, String clientId, String clientSecret, String scope) {
    this(system, tokenUrl, clientId, clientSecret, scope, "token-url");
  }

  /** A system whose scope is its setting {@code scope}. */
  public OAuthSettings(
      String system,
      URI tokenUrl,
      String clientId,
      String clientSecret,
      String scope,
      String addressSetting) {
    this(system, tokenUrl, clientId, clientSecret, scope, addressSetting, "scope");
  }

  String[] scopes() {
    return scope.isBlank() ? new String[0] : scope.strip().split(" +");
  }

  @Override
  public String toString() {
    return system + " at " + tokenUrl;
  }
}
