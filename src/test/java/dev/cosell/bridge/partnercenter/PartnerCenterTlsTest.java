package dev.cosell.bridge.partnercenter;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.partnercenter.PartnerCenterConnections.Host;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.tls.TrustOfServers;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The http component as the routes use it. */
class PartnerCenterTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) {
    AccessTokens tokens =
        new AccessTokens(
            () -> new AccessToken("a-token-of-ours", Instant.now().plusSeconds(3600)),
            Clock.systemUTC());
    CamelContext camel = new DefaultCamelContext();
    try {
      camel
          .getRegistry()
          .bind(
              "connections",
              new PartnerCenterConnections(
                  new Host("cosell.partner-center.api-url", server),
                  tokens,
                  Gates.open(),
                  Gates.TIME_OUTS));
      camel.start();
      camel
          .createProducerTemplate()
          .requestBody(server + "/v1.0?httpClientConfigurer=#connections", "");
    } finally {
      camel.stop();
    }
  }
}
