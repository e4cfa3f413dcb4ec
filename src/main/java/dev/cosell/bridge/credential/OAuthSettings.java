package dev.cosell.bridge.credential;

import java.net.URI;

/**
 * How one remote system gives out access tokens.
 *
 * @param system name of the system, for messages and for the store
 * @param tokenUrl token endpoint
 * @param clientId client id of the app registration
 * @param clientSecret its secret
 * @param scope scope to ask for
 */
public record OAuthSettings(
    String system, URI tokenUrl, String clientId, String clientSecret, String scope) {

  @Override
  public String toString() {
    return system + " at " + tokenUrl;
  }
}
