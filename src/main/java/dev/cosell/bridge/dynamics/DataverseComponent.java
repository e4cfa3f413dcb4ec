package dev.cosell.bridge.dynamics;

import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.component.olingo4.Olingo4AppWrapper;
import org.apache.camel.component.olingo4.Olingo4Component;
import org.apache.camel.component.olingo4.Olingo4Configuration;
import org.apache.camel.component.olingo4.api.impl.Olingo4AppImpl;
import org.apache.olingo.commons.api.edm.Edm;
import org.jspecify.annotations.Nullable;

/**
 * Camel's olingo4 component for one Dataverse environment; the recipes are in the package's
 * description.
 *
 * <p>All endpoints share one client and the bundled model, so nothing is asked for {@code
 * $metadata} and an endpoint cannot lead to another server.
 */
@SuppressWarnings("deprecation")
public final class DataverseComponent extends Olingo4Component {

  private final DataverseConnection connection;
  private final Edm model;
  private final Continuation continuation;
  private @Nullable Olingo4AppWrapper shared;

  /**
   * Prepares the component; no request is made.
   *
   * @param workers carry exchanges on after an answer. They should start a thread rather than queue
   *     behind a blocked one (a cached pool), and must not reject
   */
  public DataverseComponent(
      CamelContext context, DataverseConnection connection, Edm model, Executor workers) {
    super(context);
    this.connection = connection;
    this.model = model;
    this.continuation = new Continuation(workers);
    Olingo4Configuration configuration = new Olingo4Configuration();
    configuration.setServiceUri(connection.serviceRoot().toString());
    setConfiguration(configuration);
  }

  @Override
  public synchronized Olingo4AppWrapper createApiProxy(Olingo4Configuration ignored) {
    if (shared == null) {
      shared = new BundledModel(app(), model);
    }
    return shared;
  }

  private DataverseApp app() {
    return new DataverseApp(
        new Olingo4AppImpl(
            connection.serviceRoot().toString(),
            new DataverseClientBuilder(connection, continuation)),
        continuation);
  }

  /** Does nothing: the client is shared by all endpoints and closed with the component. */
  @Override
  public void closeApiProxy(Olingo4AppWrapper proxy) {}

  @Override
  protected synchronized void doStop() throws Exception {
    if (shared != null) {
      shared.close();
      shared = null;
    }
    super.doStop();
  }

  private static final class BundledModel extends Olingo4AppWrapper {
    private final Edm model;

    BundledModel(DataverseApp app, Edm model) {
      super(app);
      this.model = model;
    }

    @Override
    public Edm getEdm(Map<String, String> headers) {
      return model;
    }
  }
}
