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
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, which is killed. */
@Tag(Crm.EVERY)
class CrashIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PATIENCE_AT_START = Duration.ofMinutes(3);
  private static final int DEALS = 10;
  private static final long SLOW_MILLIS = 5_000;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private Sandbox sandbox;
  private Crm crm;
  private int port;

  @BeforeEach
  void startSandbox() throws IOException {
    sandbox = Sandbox.start();
    crm = Crm.of(sandbox);
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
    // the first create succeeds in the CRM, but its answer is slow: the kill comes in between
    crm.faults().failCreationsLate(deals.size(), Duration.ofSeconds(3));
    for (String deal : deals) {
      assertThat(notify(deal)).isEqualTo(200);
    }
    await().atMost(PATIENCE).until(() -> !crm.deals().isEmpty());
    first.destroyForcibly().waitFor();
    crm.faults().heal();

    startBridge();
    await().atMost(PATIENCE).until(() -> deals.stream().allMatch(this::isLinked));
    assertThat(crm.deals()).hasSize(deals.size());
    assertThat(crm.accounts()).hasSize(1);
  }

  @Test
  void aSellersDealGetsOneReferralAndOneOfMicrosoftWheneverThePowerGoes() throws Exception {
    sandbox.notifyBridgeOn(port);
    List<String> deals = new ArrayList<>();
    for (int number = 0; number < DEALS; number++) {
      deals.add(crm.createDeal(coSellDeal().put("name", "Rollout " + number)));
    }
    // the first are created, but their answers are slow: the kill comes in between
    failSlowly("\"externalReferenceId\"");
    killAfter(startSharing(), () -> !sandbox.partnerCenter().referrals().isEmpty());
    // so are those of Microsoft
    failSlowly("msft");
    killAfter(startSharing(), () -> !microsofts().isEmpty());
    // and in the middle of the work
    int before = sandbox.partnerCenter().referrals().size();
    killAfter(startSharing(), () -> sandbox.partnerCenter().referrals().size() > before + 2);

    startSharing();
    await().atMost(PATIENCE).until(() -> deals.stream().allMatch(this::isShared));
    await().atMost(PATIENCE).until(() -> microsofts().size() >= deals.size());
    assertThat(sandbox.partnerCenter().referrals()).hasSize(2 * deals.size());
    assertThat(deals).allSatisfy(this::hasOneReferralAndOneOfMicrosoft);
    assertThat(crm.deals()).hasSize(deals.size());
    assertThat(sandbox.partnerCenter().contractViolations()).isEmpty();
  }

  private static ObjectNode coSellDeal() {
    return SandboxJson.parseObject(SellerScenario.DEAL).put("help", "ProofOfConceptOrDemo");
  }

  private void failSlowly(String body) {
    sandbox
        .partnerCenter()
        .server()
        .fail(
            new Fault("POST", "referrals$", 503, null, "", DEALS, true, SLOW_MILLIS)
                .whenBodyMatches(body));
  }

  private void killAfter(Process bridge, Callable<Boolean> moment) throws Exception {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(moment);
    bridge.destroyForcibly().waitFor();
    sandbox.partnerCenter().server().heal();
  }

  private Process startSharing() throws Exception {
    return startBridge(
        "--cosell.crm-poll-interval=200ms",
        "--cosell.partner-center.create-patience=1s",
        "--cosell.synchronization.first-retry=200ms");
  }

  private boolean isShared(String deal) {
    String identifier = crm.deal(deal).path("referralId").asText("");
    return ownReferrals(deal).stream().anyMatch(it -> it.path("id").asText().equals(identifier));
  }

  private void hasOneReferralAndOneOfMicrosoft(String deal) {
    assertThat(ownReferrals(deal)).hasSize(1);
    assertThat(microsofts())
        .filteredOn(
            it -> it.path("engagementId").equals(ownReferrals(deal).get(0).path("engagementId")))
        .hasSize(1);
  }

  private List<ObjectNode> ownReferrals(String deal) {
    return sandbox.partnerCenter().referrals().stream()
        .filter(it -> it.path("externalReferenceId").asText().equals(deal))
        .filter(it -> !isMicrosofts(it))
        .toList();
  }

  private List<ObjectNode> microsofts() {
    return sandbox.partnerCenter().referrals().stream().filter(CrashIT::isMicrosofts).toList();
  }

  private static boolean isMicrosofts(ObjectNode referral) {
    return referral.path("organizationId").asText().equals("msft");
  }

  private boolean isLinked(String deal) {
    ObjectNode referral = sandbox.partnerCenter().referral(deal);
    return crm.deals(deal).stream()
        .anyMatch(record -> record.path("id").equals(referral.path("externalReferenceId")));
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

  private Process startBridge(String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-jar", jar().toString()));
    command.add("--server.port=" + port);
    command.add("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("bridge"));
    crm.bridgeSettings().forEach((name, value) -> command.add("--" + name + "=" + value));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
            .start();
    processes.add(process);
    await()
        .atMost(PATIENCE_AT_START)
        .untilAsserted(() -> assertThat(isReady() || !process.isAlive()).as(this::story).isTrue());
    assertThat(process.isAlive()).as(this::story).isTrue();
    return process;
  }

  private File log() {
    return folder.resolve("bridge.log").toFile();
  }

  private String story() {
    try {
      return Files.readString(log().toPath());
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private boolean isReady() throws Exception {
    try {
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create(address() + "/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(10))
              .build();
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
