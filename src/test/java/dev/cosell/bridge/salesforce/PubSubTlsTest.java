package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.salesforce.events.EventConnection;
import dev.cosell.bridge.salesforce.events.PubSubConnection;
import dev.cosell.bridge.tls.TrustOfServers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class PubSubTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) {
    ExecutorService workers = Executors.newCachedThreadPool();
    try (OrgFixture salesforce = OrgFixture.at(server)) {
      EventConnection connection =
          new PubSubConnection(
              (OrgSession) salesforce.component.getSession(),
              InetSocketAddress.createUnresolved("localhost", server.getPort()),
              false,
              workers,
              "/data/ChangeEvents");
      connection.begin(event -> {});
      connection.release();
    } finally {
      workers.shutdownNow();
    }
  }
}
