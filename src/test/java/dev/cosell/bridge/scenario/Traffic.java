package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import dev.cosell.bridge.sandbox.webhook.SignedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Users of the portal and sellers at work while a bridge comes and goes. A notification is posted
 * by one of several connections until a bridge acknowledges it, and never again; nothing else tells
 * the bridge of it. Users of the portal change nothing but the amount of a deal, sellers nothing
 * but its notes, each value once in the life of the test: so that no edit may be lost, and each may
 * be written once.
 */
final class Traffic implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  private static final int AGAIN_MILLIS = 50;
  private static final int FIRST_AMOUNT = 100_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BothSystems systems;
  private final List<BridgeProcess> bridges;
  private final Random random;
  private final ScheduledExecutorService connections =
      Executors.newScheduledThreadPool(CONNECTIONS);
  private final AtomicInteger unacknowledged = new AtomicInteger();
  private final Map<String, Integer> amounts = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private final Map<String, String> sellersDeals = new LinkedHashMap<>();
  private int last = FIRST_AMOUNT;

  Traffic(BothSystems systems, List<BridgeProcess> bridges, long seed) {
    this.systems = systems;
    this.bridges = bridges;
    this.random = new Random(seed);
  }

  /** New deals on both sides, edits of older ones, and some answers that take their time. */
  void flow() {
    for (int number = 0; number < 3; number++) {
      portalCreates();
    }
    sellerCreates(last % 2 == 0);
    List<String> known = amounts.keySet().stream().filter(systems::isLinked).toList();
    for (int number = 0; number < 3 && !known.isEmpty(); number++) {
      portalEdits(known.get(random.nextInt(known.size())));
      sellerEdits(known.get(random.nextInt(known.size())));
    }
    Duration slow = Duration.ofMillis(100 + random.nextInt(200));
    systems.sandbox().partnerCenter().server().fail(Fault.slowing("PATCH", null, slow).repeated(2));
    systems.sandbox().partnerCenter().server().fail(Fault.slowing("POST", null, slow));
    systems.crm().faults().strike(Fault.slowing("PATCH", null, slow).repeated(3));
  }

  /** A deal that begins in the portal. */
  String portalCreates() {
    ObjectNode deal =
        systems.sandbox().partnerCenter().create(DealKind.SHARED, SandboxJson.object());
    String referral = deal.path("id").asText();
    amounts.put(referral, deal.at("/details/dealValue").asInt());
    tell("referral-created", referral);
    return referral;
  }

  private void portalEdits(String referral) {
    int amount = ++last;
    ObjectNode edit = SandboxJson.object();
    edit.putObject("details").put("dealValue", amount);
    systems.sandbox().partnerCenter().edit(referral, edit, false);
    amounts.put(referral, amount);
    tell("referral-updated", referral);
  }

  private void sellerCreates(boolean coSell) {
    ObjectNode form = SandboxJson.parseObject(SellerScenario.DEAL).put("name", "Rollout " + ++last);
    if (coSell) {
      form.put("help", "ProofOfConceptOrDemo");
    }
    sellersDeals.put(systems.crm().createDeal(form), coSell ? "co-sell" : "private");
  }

  private void sellerEdits(String referral) {
    String note = "note " + ++last;
    String record = systems.crm().deals(referral).get(0).path("id").asText();
    systems.crm().edit(record, SandboxJson.object().put("notes", note));
    notes.put(referral, note);
  }

  private void tell(String event, String referral) {
    String body =
        "{\"EventName\":\"%s\",\"ResourceUri\":\"https://x/referrals/%s\"}"
            .formatted(event, referral);
    SignedEvent signed =
        systems.sandbox().partnerCenter().sign(body.getBytes(StandardCharsets.UTF_8));
    unacknowledged.incrementAndGet();
    connections.execute(() -> post(signed, random.nextInt(bridges.size())));
  }

  private void post(SignedEvent event, int bridge) {
    if (bridges.get(bridge % bridges.size()).post(event) == 200) {
      unacknowledged.decrementAndGet();
    } else if (!connections.isShutdown()) {
      var unused =
          connections.schedule(() -> post(event, bridge + 1), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  boolean isAcknowledged() {
    return unacknowledged.get() == 0;
  }

  /** Waits until everything is acknowledged and applied; fails when anything is there twice. */
  void comesToRest() {
    systems.sandbox().partnerCenter().server().heal();
    systems.crm().faults().heal();
    await().atMost(PATIENCE).until(this::isAcknowledged);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(this::everythingIsApplied);
    nothingIsThereTwice();
    nothingWasWrittenTwice();
    assertThat(systems.sandbox().partnerCenter().contractViolations()).isEmpty();
  }

  private void everythingIsApplied() {
    for (String referral : amounts.keySet()) {
      JsonNode deal = systems.sandbox().partnerCenter().referral(referral);
      List<ObjectNode> records = systems.crm().deals(referral);
      assertThat(records).as(referral).hasSize(1);
      assertThat(deal.path("externalReferenceId")).isEqualTo(records.get(0).path("id"));
      assertThat(records.get(0).path("dealValue").asInt()).isEqualTo(amounts.get(referral));
      assertThat(deal.at("/details/dealValue").asInt()).isEqualTo(amounts.get(referral));
      if (notes.containsKey(referral)) {
        assertThat(
                List.of(records.get(0).path("notes").asText(), deal.at("/details/notes").asText()))
            .as(() -> "notes of " + referral + told(referral))
            .containsOnly(notes.get(referral));
      }
    }
    sellersDeals.forEach(
        (record, kind) -> {
          assertThat(systems.isShared(record)).as("%s deal %s", kind, record).isTrue();
          JsonNode own = systems.ownReferrals(record).get(0);
          assertThat(systems.microsofts(own)).hasSize(kind.equals("co-sell") ? 1 : 0);
        });
  }

  /** What the bridges logged about a deal. */
  private String told(String referral) {
    return bridges.stream()
        .flatMap(bridge -> bridge.story().lines())
        .filter(line -> line.contains(referral))
        .sorted()
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private void nothingIsThereTwice() {
    assertThat(systems.crm().deals()).hasSize(amounts.size() + sellersDeals.size());
    long coSell = sellersDeals.values().stream().filter("co-sell"::equals).count();
    assertThat(systems.sandbox().partnerCenter().referrals())
        .hasSize(amounts.size() + sellersDeals.size() + (int) coSell);
    assertThat(sellersDeals.keySet())
        .allSatisfy(record -> assertThat(systems.ownReferrals(record)).hasSize(1));
    assertThat(systems.crm().accounts())
        .extracting(it -> it.path("name").asText() + it.path("postalCode").asText())
        .doesNotHaveDuplicates();
  }

  private void nothingWasWrittenTwice() {
    assertThat(
            systems.writtenToTheCrm("dealValue").stream()
                .map(JsonNode::asInt)
                .filter(amount -> amount > FIRST_AMOUNT))
        .doesNotHaveDuplicates();
    assertThat(systems.writtenToPartnerCenter("/details/notes").stream().map(JsonNode::asText))
        .doesNotHaveDuplicates();
    // who has it heard it, and is not told it again
    assertThat(systems.writtenToPartnerCenter("/details/dealValue")).isEmpty();
    assertThat(systems.writtenToTheCrm("notes").stream().map(JsonNode::asText))
        .noneMatch(text -> text.startsWith("note "));
  }

  /** How much was done, for the log of a test. */
  Map<String, Integer> counted() {
    return new HashMap<>(
        Map.of("referrals", amounts.size(), "records", sellersDeals.size(), "edits", last));
  }

  @Override
  public void close() {
    connections.shutdownNow();
  }
}
