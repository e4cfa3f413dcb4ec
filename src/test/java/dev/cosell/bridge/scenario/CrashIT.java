package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.Sandbox;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, which is killed. */
class CrashIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private Sandbox sandbox;
  private int port;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = Sandbox.start();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    sandbox.close();
  }

  @Test
  void losesNothingThatItAcknowledgedAndCreatesNothingTwice() throws Exception {
    Process first = startBridge();
    List<String> deals = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      deals.add(
          sandbox
              .partnerCenter()
              .create(DealKind.SHARED, SandboxJson.object())
              .path("id")
              .asText());
    }
    // the first create succeeds at Dataverse, but its answer is slow: the kill comes in between
    sandbox.dataverse().fail(new Fault("PATCH", "opportunities", 503, null, "", 5, true, 3_000));
    for (String deal : deals) {
      assertThat(notify(deal)).isEqualTo(200);
    }
    await().atMost(PATIENCE).until(() -> !sandbox.dataverse().rows("opportunities").isEmpty());
    first.destroyForcibly().waitFor();
    sandbox.dataverse().heal();

    startBridge();
    await().atMost(PATIENCE).until(() -> deals.stream().allMatch(this::isLinked));
    assertThat(sandbox.dataverse().rows("opportunities")).hasSize(deals.size());
    assertThat(sandbox.dataverse().rows("accounts")).hasSize(1);
  }

  private boolean isLinked(String deal) {
    ObjectNode referral = sandbox.partnerCenter().referral(deal);
    return sandbox.dataverse().rows("opportunities").stream()
        .anyMatch(
            row ->
                row.path("opportunityid").equals(referral.path("externalReferenceId"))
                    && deal.equals(
                        row.path("msft_microsoftpartnercenterreferralidentifier").asText()));
  }

  private int notify(String deal) throws Exception {
    String body =
        "{\"EventName\":\"referral-created\",\"ResourceUri\":\"https://x/referrals/" + deal + "\"}";
    SignedEvent event = sandbox.partnerCenter().sign(body.getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + "/webhooks/partner-center"))
            .POST(BodyPublishers.ofByteArray(event.body()));
    event.headers().forEach(request::setHeader);
    return http.send(
            request.setHeader("Content-Type", "application/json").build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private Process startBridge() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-jar", jar().toString()));
    command.add("--server.port=" + port);
    command.add("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("bridge"));
    sandbox.bridgeSettings().forEach((name, value) -> command.add("--" + name + "=" + value));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
    processes.add(process);
    await().atMost(PATIENCE).until(() -> !process.isAlive() || isReady());
    assertThat(process.isAlive()).as(() -> text(log().toPath())).isTrue();
    return process;
  }

  private File log() {
    return folder.resolve("bridge.log").toFile();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private boolean isReady() throws Exception {
    try {
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create(address() + "/actuator/health/readiness")).build();
      return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Packaged by the phase before the integration tests. */
  private static Path jar() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      return built
          .filter(
              file ->
                  file.getFileName().toString().matches("cosell-bridge-[^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("run `mvn verify`: the jar is missing"));
    }
  }
}
