package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.tls.TrustOfServers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class PubSubTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) throws Exception {
    ExecutorService workers = Executors.newCachedThreadPool();
    try (OrgFixture salesforce = OrgFixture.at(server)) {
      PubSubConnection connection =
          new PubSubConnection(
              (OrgSession) salesforce.component.getSession(),
              InetSocketAddress.createUnresolved("localhost", server.getPort()),
              false,
              workers,
              "/data/ChangeEvents");
      try {
        connection.connect("a-token-of-ours", event -> {});
      } finally {
        connection.release();
      }
    } finally {
      workers.shutdownNow();
    }
  }
}
