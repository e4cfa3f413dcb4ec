package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.salesforce.events.EventConnection;
import dev.cosell.bridge.tls.TrustOfServers;
import java.net.URI;

/** The Streaming API, whose client is that of the REST API. */
class StreamingTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) {
    try (OrgFixture salesforce = OrgFixture.at(server)) {
      EventConnection connection = salesforce.component.streaming("/data/ChangeEvents");
      connection.begin(event -> {});
      connection.release();
    }
  }
}
