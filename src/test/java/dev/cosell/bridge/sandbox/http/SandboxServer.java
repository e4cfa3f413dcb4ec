package dev.cosell.bridge.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a loopback port that keeps a log of its requests and can be told to fail.
 *
 * <p>Below {@code /sandbox/} it answers for itself: {@code GET} and {@code DELETE
 * /sandbox/requests}, {@code GET}, {@code POST} and {@code DELETE /sandbox/faults} (body: a {@link
 * Fault}). Everything else below {@code /sandbox/} goes to the control handler, all other paths go
 * to the simulated system. Control requests are neither logged nor hit by faults.
 */
public final class SandboxServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTROL = "/sandbox/";

  static {
    // the JDK's server would hold back the end of each answer for 40 ms (Nagle and delayed ACK)
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SandboxHandler system;
  private final SandboxHandler control;
  private final List<SandboxRequest> requests = new CopyOnWriteArrayList<>();
  private final Queue<SandboxExchange> exchanges = new ConcurrentLinkedQueue<>();
  private final List<Fault> faults = new ArrayList<>();

  /**
   * Starts the server.
   *
   * @param port loopback port, 0 for any free one
   * @param system answers the simulated API
   * @param control answers the paths below {@code /sandbox/} that this class does not answer itself
   */
  public SandboxServer(int port, SandboxHandler system, SandboxHandler control) throws IOException {
    this.system = system;
    this.control = control;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
    server.start();
  }

  /** The base address without a trailing slash. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests of the simulated API so far, oldest first. */
  public List<SandboxRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests that are answered, by the order of their answers. */
  public List<SandboxExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** Empties the request log. */
  public void forgetRequests() {
    requests.clear();
    exchanges.clear();
  }

  /** Adds a fault behind the ones that wait already. */
  public void fail(Fault fault) {
    synchronized (faults) {
      faults.add(fault);
    }
  }

  /** Ends all faults. */
  public void heal() {
    synchronized (faults) {
      faults.clear();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    SandboxRequest request = read(exchange);
    try {
      if (request.path().startsWith(CONTROL)) {
        write(exchange, controlled(request));
        return;
      }
      requests.add(request);
      answer(exchange, request);
    } catch (RuntimeException mistake) {
      write(exchange, SandboxResponse.json(500, error("sandbox: " + mistake)));
    }
  }

  private void answer(HttpExchange exchange, SandboxRequest request) throws IOException {
    Optional<Fault> fault = nextFault(request);
    boolean isMet = fault.isEmpty() || fault.get().isCarriedOut();
    SandboxResponse own = isMet ? system.answer(request) : SandboxResponse.empty(0);
    pause(fault.map(Fault::delayMillis).orElse(0L));
    exchanges.add(new SandboxExchange(request, own.status(), Instant.now()));
    if (fault.isEmpty() || fault.get().isOnlySlow()) {
      write(exchange, own);
    } else if (fault.get().closes()) {
      exchange.close();
    } else if (fault.get().resets()) {
      ConnectionReset.of(exchange);
    } else {
      write(exchange, refusal(fault.get()));
    }
  }

  private Optional<Fault> nextFault(SandboxRequest request) {
    synchronized (faults) {
      for (int index = 0; index < faults.size(); index++) {
        Fault fault = faults.get(index);
        if (fault.hits(request)) {
          if (fault.times() <= 1) {
            faults.remove(index);
          } else {
            faults.set(index, fault.usedOnce());
          }
          return Optional.of(fault);
        }
      }
      return Optional.empty();
    }
  }

  private static SandboxResponse refusal(Fault fault) {
    SandboxResponse response =
        SandboxResponse.json(fault.status(), fault.body() == null ? "" : fault.body());
    for (Map.Entry<String, String> header : headersOf(fault).entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  private static Map<String, String> headersOf(Fault fault) {
    return fault.headers() == null ? Map.of() : fault.headers();
  }

  private SandboxResponse controlled(SandboxRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /sandbox/requests" -> SandboxResponse.json(200, log());
      case "DELETE /sandbox/requests" -> {
        forgetRequests();
        yield SandboxResponse.empty(204);
      }
      case "GET /sandbox/faults" -> SandboxResponse.json(200, waitingFaults());
      case "POST /sandbox/faults" -> newFault(request);
      case "DELETE /sandbox/faults" -> {
        heal();
        yield SandboxResponse.empty(204);
      }
      default -> control.answer(request);
    };
  }

  private SandboxResponse newFault(SandboxRequest request) {
    try {
      fail(JSON.readValue(request.body(), Fault.class));
      return SandboxResponse.empty(204);
    } catch (JsonProcessingException notAFault) {
      return SandboxResponse.json(400, error("not a fault: " + notAFault.getOriginalMessage()));
    }
  }

  private String waitingFaults() {
    synchronized (faults) {
      return JSON.valueToTree(faults).toString();
    }
  }

  private String log() {
    ArrayNode log = JSON.createArrayNode();
    for (SandboxRequest request : requests) {
      log.addObject()
          .put("at", request.at().toString())
          .put("method", request.method())
          .put("path", request.path())
          .put("query", request.query())
          .put("body", request.body())
          .set("headers", JSON.valueToTree(withoutToken(request.headers())));
    }
    return log.toString();
  }

  private static Map<String, String> withoutToken(Map<String, String> headers) {
    Map<String, String> shown = new HashMap<>(headers);
    shown.replaceAll((name, value) -> name.equalsIgnoreCase("Authorization") ? "***" : value);
    return shown;
  }

  private static String error(String message) {
    return JSON.createObjectNode().put("error", message).toString();
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static SandboxRequest read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(", ", values)));
    @Nullable String query = exchange.getRequestURI().getRawQuery();
    return new SandboxRequest(
        Instant.now(),
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query,
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, SandboxResponse response) throws IOException {
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean bodyless = response.status() == 204 || response.status() == 304;
    byte[] body = response.bytes();
    exchange.sendResponseHeaders(
        response.status(), bodyless || body.length == 0 ? -1 : body.length);
    if (!bodyless && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
