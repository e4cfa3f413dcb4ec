package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.remote.SystemGate;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One Dataverse environment and the way in.
 *
 * @param serviceRoot root of the Web API, for example {@code
 *     https://contoso.crm.dynamics.com/api/data/v9.2/}
 * @param token asked for a bearer token on the calling thread before every request; must not be
 *     slow when the token is still good. What it throws reaches the route unchanged
 * @param refused told the token that Dataverse did not accept
 * @param limits of the HTTP client
 * @param gate that every call passes
 */
public record DataverseConnection(
    URI serviceRoot,
    Supplier<String> token,
    Consumer<String> refused,
    DataverseLimits limits,
    SystemGate gate) {

  /** Refuses an address without scheme and host. */
  public DataverseConnection {
    if (serviceRoot.getScheme() == null || serviceRoot.getHost() == null) {
      throw new IllegalArgumentException("Not an absolute Dataverse address: " + serviceRoot);
    }
  }

  boolean owns(URI address) {
    return serviceRoot.getScheme().equalsIgnoreCase(address.getScheme())
        && serviceRoot.getHost().equalsIgnoreCase(address.getHost())
        && serviceRoot.getPort() == address.getPort();
  }

  @Override
  public String toString() {
    return "DataverseConnection[" + serviceRoot + "]";
  }
}
