package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;

/** The public address, which is known before the bridge has a port. */
final class ReverseProxy {

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

  private final SandboxServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile int port;

  ReverseProxy() {
    try {
      server = new SandboxServer(0, this::forwarded, request -> SandboxResponse.empty(404));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  SandboxServer server() {
    return server;
  }

  void leadTo(int bridge) {
    port = bridge;
  }

  private SandboxResponse forwarded(SandboxRequest request) {
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()))
            .method(request.method(), BodyPublishers.ofString(request.body()));
    request.headers().entrySet().stream()
        .filter(it -> !OF_THE_CONNECTION.contains(it.getKey().toLowerCase(Locale.ROOT)))
        .forEach(it -> onward.header(it.getKey(), it.getValue()));
    try {
      return SandboxResponse.empty(
          http.send(onward.build(), BodyHandlers.discarding()).statusCode());
    } catch (IOException | InterruptedException broken) {
      return SandboxResponse.empty(502);
    }
  }
}
