package dev.cosell.bridge.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one address of several nodes: hands each notification to the next one, and to another one
 * when that is down.
 */
final class Balancer implements AutoCloseable {

  private static final int UNAVAILABLE = 503;

  private final List<BridgeProcess> nodes;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicInteger turn = new AtomicInteger();

  Balancer(List<BridgeProcess> nodes) throws IOException {
    this.nodes = nodes;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/webhooks/partner-center", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens, without a path. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String name :
        List.of(
            "Authorization",
            "x-ms-signature",
            "x-ms-certificate-url",
            "x-ms-signature-algorithm")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    SignedEvent event = new SignedEvent(exchange.getRequestBody().readAllBytes(), headers);
    exchange.sendResponseHeaders(answer(event), -1);
    exchange.close();
  }

  /** A refusal is an answer; a node that is down gives none. */
  private int answer(SignedEvent event) {
    int first = turn.getAndIncrement();
    for (int number = 0; number < nodes.size(); number++) {
      int status = nodes.get(Math.floorMod(first + number, nodes.size())).post(event);
      if (status > 0 && status != UNAVAILABLE) {
        return status;
      }
    }
    return UNAVAILABLE;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
