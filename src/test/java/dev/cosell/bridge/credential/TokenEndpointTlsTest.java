package dev.cosell.bridge.credential;

import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.tls.TrustOfServers;
import java.net.URI;

class TokenEndpointTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) {
    new TokenEndpoint(
            new OAuthSettings("dynamics", server.resolve("/token"), "id", "secret", "scope"),
            Gates.TIME_OUTS)
        .clientCredentials();
  }
}
