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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, which is killed. */
class CrashIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DEALS = 10;
  private static final long SLOW_MILLIS = 5_000;

  /** A co-sell deal as a seller saves it. */
  private static final String CO_SELL_DEAL =
      """
      {"estimatedvalue": 50000, "estimatedclosedate": "2030-11-14", "currency": "EUR",
       "description": "Synthetic deal.",
       "account": {"name": "Example Customer Ltd", "address1_line1": "1 Sample Street", "address1_city": "Sampletown",
                   "address1_postalcode": "00000", "address1_country": "US"},
       "contact": {"firstname": "Avery", "lastname": "Example", "emailaddress1": "avery@customer.example",
                   "telephone1": "+15550100"},
       "owner": "robin@partner.example", "sync": true, "solutions": ["SOL-00001-AAA"],
       "help": "ProofOfConceptOrDemo"}
      """;

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

  @Test
  void aSellersDealGetsOneReferralAndOneOfMicrosoftWheneverThePowerGoes() throws Exception {
    sandbox.notifyBridgeOn(port);
    List<UUID> deals = new ArrayList<>();
    for (int number = 0; number < DEALS; number++) {
      deals.add(
          sandbox
              .dataverse()
              .create(
                  "opportunities",
                  SandboxJson.parseObject(CO_SELL_DEAL).put("name", "Rollout " + number)));
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
    assertThat(sandbox.dataverse().rows("opportunities")).hasSize(deals.size());
    assertThat(sandbox.partnerCenter().contractViolations()).isEmpty();
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

  private boolean isShared(UUID deal) {
    String identifier =
        sandbox
            .dataverse()
            .row("opportunities", deal)
            .orElseThrow()
            .path("msft_microsoftpartnercenterreferralidentifier")
            .asText("");
    return ownReferrals(deal).stream().anyMatch(it -> it.path("id").asText().equals(identifier));
  }

  private void hasOneReferralAndOneOfMicrosoft(UUID deal) {
    assertThat(ownReferrals(deal)).hasSize(1);
    assertThat(microsofts())
        .filteredOn(
            it -> it.path("engagementId").equals(ownReferrals(deal).get(0).path("engagementId")))
        .hasSize(1);
  }

  private List<ObjectNode> ownReferrals(UUID deal) {
    return sandbox.partnerCenter().referrals().stream()
        .filter(it -> it.path("externalReferenceId").asText().equals(deal.toString()))
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

  private Process startBridge(String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-jar", jar().toString()));
    command.add("--server.port=" + port);
    command.add("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("bridge"));
    sandbox.bridgeSettings().forEach((name, value) -> command.add("--" + name + "=" + value));
    command.addAll(List.of(more));
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
