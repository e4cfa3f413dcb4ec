package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.tls.TrustOfServers;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

class DataverseTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) throws Exception {
    ExecutorService workers = Executors.newCachedThreadPool();
    CamelContext camel = new DefaultCamelContext();
    try {
      DataverseConnection connection =
          new DataverseConnection(
              server.resolve(DataverseFixture.ROOT),
              () -> DataverseFixture.TOKEN,
              refused -> {},
              DataverseFixture.LIMITS,
              Gates.open());
      camel.addComponent(
          "dataverse",
          new DataverseComponent(camel, connection, DataverseModel.with(List.of()), workers));
      camel.start();
      camel
          .createProducerTemplate()
          .send(
              "dataverse:create",
              exchange -> {
                DataverseWrite.create("opportunities").applyTo(exchange.getMessage().getHeaders());
                exchange.getMessage().setBody("{\"name\":\"secret\"}");
              });
    } finally {
      camel.stop();
      workers.shutdownNow();
    }
  }
}
