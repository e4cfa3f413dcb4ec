package dev.cosell.bridge.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A packaged service on a port of its own, which can be started, killed and started again. */
final class BridgeProcess implements AutoCloseable {

  private static final Duration PATIENCE_AT_START = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;
  private final Path log;
  private final Map<String, String> settings;
  private @Nullable Process process;

  /**
   * A service that does not run yet.
   *
   * @param folder where it keeps its log, and its database unless the settings name another one
   */
  BridgeProcess(Path folder, Map<String, String> settings) {
    this.port = freePort();
    this.log = folder.resolve("bridge-" + port + ".log");
    this.settings = new HashMap<>();
    this.settings.put("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("bridge"));
    this.settings.put("spring.security.user.name", "operator");
    this.settings.put("spring.security.user.password", "operators-password");
    this.settings.putAll(settings);
    this.settings.put("server.port", String.valueOf(port));
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  int port() {
    return port;
  }

  /** Begins to start. */
  BridgeProcess launch() {
    try {
      process =
          new ProcessBuilder(PackagedBridge.command(settings))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Starts, and waits until notifications are accepted. */
  BridgeProcess start() {
    launch().awaitReady();
    return this;
  }

  void awaitReady() {
    await()
        .atMost(PATIENCE_AT_START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isReady() || !isAlive());
    assertThat(isAlive()).as(this::story).isTrue();
  }

  /** The power goes: SIGKILL. */
  void kill() {
    awaitEnd(started().destroyForcibly());
  }

  /** An operator or the platform stops it: SIGTERM; returns at once. */
  void terminate() {
    started().destroy();
  }

  /** Waits for the end of the process; its exit code. */
  int awaitEnd(Duration patience) {
    try {
      assertThat(started().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as(() -> "ended within " + patience + "\n" + story())
          .isTrue();
      return started().exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** What it logged in all its lives. */
  String story() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  boolean isReady() {
    return status(
            HttpRequest.newBuilder(address("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(10))
                .build())
        == 200;
  }

  /** Posts a notification; the answer's status, 0 without an answer. */
  int post(SignedEvent event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address("/webhooks/partner-center"))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofByteArray(event.body()));
    event.headers().forEach(request::setHeader);
    return status(request.setHeader("Content-Type", "application/json").build());
  }

  /** What its API answers; fails when that is an error. */
  JsonNode get(String path) {
    String login = "operator:" + settings.get("spring.security.user.password");
    HttpRequest request =
        HttpRequest.newBuilder(address(path))
            .timeout(Duration.ofSeconds(10))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
      return SandboxJson.parse(answer.body());
    } catch (IOException noAnswer) {
      throw new UncheckedIOException(noAnswer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** The settings in force, for another node of the same service. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static int status(HttpRequest request) {
    try {
      HttpResponse<Void> answer = HTTP.send(request, BodyHandlers.discarding());
      return answer.statusCode();
    } catch (IOException noAnswer) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private Process started() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  private static void awaitEnd(Process killed) {
    try {
      killed.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
