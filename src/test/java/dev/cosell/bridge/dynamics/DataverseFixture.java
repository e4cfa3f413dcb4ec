package dev.cosell.bridge.dynamics;

import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.jspecify.annotations.Nullable;

/** A Camel context with the component, and a server that stands for Dataverse. */
final class DataverseFixture implements AutoCloseable {

  static final String ROOT = "/api/data/v9.2/";
  static final String TOKEN = "secret-token";
  static final String ID = "11111111-0000-4000-8000-000000000001";

  static final DataverseLimits LIMITS = new DataverseLimits(Gates.TIME_OUTS, 16);

  final SandboxServer server;
  final SystemGate gate = Gates.open();
  final CamelContext camel = new DefaultCamelContext();
  final DataverseComponent component;
  private final ExecutorService pool = Executors.newCachedThreadPool();

  /** The tokens that Dataverse did not accept. */
  final List<String> refusedTokens = new CopyOnWriteArrayList<>();

  private DataverseFixture(
      SandboxHandler dataverse,
      @Nullable Executor workers,
      Supplier<String> token,
      DataverseLimits limits)
      throws Exception {
    this(new SandboxServer(0, dataverse, dataverse), null, workers, token, limits);
  }

  private DataverseFixture(
      SandboxServer server,
      @Nullable URI elsewhere,
      @Nullable Executor workers,
      Supplier<String> token,
      DataverseLimits limits)
      throws Exception {
    this.server = server;
    String host = String.valueOf(elsewhere == null ? server.url() : elsewhere);
    component =
        new DataverseComponent(
            camel,
            new DataverseConnection(
                URI.create(host + ROOT), token, refusedTokens::add, limits, gate),
            DataverseModel.with(
                List.of(
                    new DataverseColumn("opportunity", "new_custom", EdmPrimitiveTypeKind.String))),
            workers == null ? pool : workers);
    camel.setAllowUseOriginalMessage(true);
    camel.addComponent("dataverse", component);
    camel.start();
  }

  static DataverseFixture answering(SandboxHandler dataverse) throws Exception {
    return new DataverseFixture(dataverse, null, () -> TOKEN, LIMITS);
  }

  static DataverseFixture answering(SandboxHandler dataverse, Executor workers) throws Exception {
    return new DataverseFixture(dataverse, workers, () -> TOKEN, LIMITS);
  }

  static DataverseFixture withToken(Supplier<String> token) throws Exception {
    return new DataverseFixture(request -> SandboxResponse.empty(204), null, token, LIMITS);
  }

  /** Calls another server than its own. */
  static DataverseFixture at(URI elsewhere, TimeOuts timeOuts) throws Exception {
    SandboxHandler unused = request -> SandboxResponse.empty(404);
    return new DataverseFixture(
        new SandboxServer(0, unused, unused),
        elsewhere,
        null,
        () -> TOKEN,
        new DataverseLimits(timeOuts, 2));
  }

  /** Sends one call and returns the exchange as it came back. */
  Exchange call(String operation, DataverseCall call, @Nullable Object body) {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      return template.send(
          "dataverse:" + operation,
          exchange -> {
            call.applyTo(exchange.getMessage().getHeaders());
            exchange.getMessage().setBody(body);
          });
    } catch (IOException unreachable) {
      throw new AssertionError(unreachable);
    }
  }

  DataverseAnswer answer(String operation, DataverseCall call, @Nullable Object body) {
    Exchange exchange = call(operation, call, body);
    if (exchange.getException() != null) {
      throw new AssertionError(exchange.getException());
    }
    return exchange.getMessage().getBody(DataverseAnswer.class);
  }

  DataverseException failure(String operation, DataverseCall call, @Nullable Object body) {
    if (call(operation, call, body).getException() instanceof DataverseException failure) {
      return failure;
    }
    throw new AssertionError("no DataverseException");
  }

  void refuse(int status, Map<String, String> headers, String body) {
    server.fail(new Fault(null, null, status, headers, body, 1, false, 0));
  }

  SandboxRequest onlyRequest() {
    if (server.requests().size() != 1) {
      throw new AssertionError(server.requests());
    }
    return server.requests().get(0);
  }

  @Override
  public void close() {
    camel.stop();
    server.close();
    pool.shutdownNow();
  }
}
