package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The random {@link Histories} with three nodes on one database of production, behind one address
 * which they register themselves. One of them is killed on the way. Lost notifications are made
 * good by the sweep alone.
 *
 * <p>The long variant: {@code -Dcosell.seed=7 -Dcosell.histories=300}.
 */
@Tag(Crm.EVERY)
class NodesIT extends ProcessScenario implements Histories.Witness {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(4);

  /** Each node looks every 15 seconds whether a check is due. */
  private static final Duration CHECK = Duration.ofSeconds(20);

  private static final int HISTORIES = 40;
  private static final int STEPS_BETWEEN_FAULTS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<BridgeProcess> nodes = new ArrayList<>();
  private final List<Instant> kills = new ArrayList<>();
  private EmbeddedPostgres postgres;
  private @Nullable Balancer balancer;

  @BeforeEach
  void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stopDatabase() throws IOException {
    if (balancer != null) {
      balancer.close();
    }
    postgres.close();
  }

  @Test
  void shareTheWorkAndDoNothingTwiceWhileOneOfThemIsKilled() throws IOException, SQLException {
    requireCrmOfTheShortRun();
    long seed = Long.getLong("cosell.seed", 1);
    long many = Long.getLong("cosell.histories", HISTORIES);
    System.out.printf("seed %d, %d histories%n", seed, many);
    start();
    countSweeps();
    Instant begun = Instant.now();
    Weather weather = new Weather(sandbox, crm, seed);
    System.out.println(weather.skewClocks());

    Histories histories = new Histories(systems, seed, many);
    int steps = histories.stepsLeft();
    histories.happen(
        left -> {
          if (left % STEPS_BETWEEN_FAULTS == 0) {
            weather.strike();
          }
          if (left == steps * 2 / 3) {
            kills.add(Instant.now());
            nodes.get(0).kill();
          } else if (left == steps / 2) {
            nodes.get(0).launch();
          }
        });
    System.out.println("faults: " + weather.struck());
    nodes.get(0).awaitReady();
    histories.heal();
    await().atMost(PATIENCE).until(histories::isEverythingDelivered);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> histories.assertBothSidesEqual(this));
    await().atMost(PATIENCE).until(this::isNothingLeft);

    assertThat(overlappingWrites(histories)).isEmpty();
    assertThat(overlappingRuns()).isZero();
    askNoOftenerThanOne(begun);
  }

  private boolean isNothingLeft() {
    JsonNode backlog = nodes.get(1).get("/api/backlog");
    return backlog.path("due").asLong(1) + backlog.path("waiting").asLong(1) == 0;
  }

  /** The first of them registers the webhook before anything happens. */
  private void start() throws IOException {
    balancer = new Balancer(nodes);
    Map<String, String> settings = settings(balancer.url());
    nodes.addAll(Stream.generate(() -> bridge(settings)).limit(3).toList());
    nodes.forEach(BridgeProcess::launch);
    nodes.forEach(BridgeProcess::awaitReady);
    await().atMost(PATIENCE).until(() -> !registrations("POST").isEmpty());
    assertThat(registrations("POST")).hasSize(1);
  }

  private Map<String, String> settings(String publicUrl) {
    Map<String, String> settings = new HashMap<>(QUICK);
    settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("spring.datasource.username", "postgres");
    settings.put("spring.datasource.password", "postgres");
    settings.put("cosell.secret-key", "a-long-random-text-for-this-test");
    settings.put("cosell.crm-poll-interval", POLL.toMillis() + "ms");
    settings.put(crm.setting("poll-overlap"), "30s");
    settings.put("cosell.systems.first-rest", "300ms");
    settings.put("cosell.systems.longest-rest", "600ms");
    settings.put("cosell.systems.unauthorized-rest", "300ms");
    settings.put("cosell.partner-center.sweep-interval", SWEEP.toMillis() + "ms");
    settings.put("cosell.partner-center.sweep-overlap", "10s");
    settings.put("cosell.partner-center.sweep-patience", "1s");
    settings.put("cosell.partner-center.webhook.public-url", publicUrl);
    settings.put("cosell.partner-center.webhook.check-interval", CHECK.toMillis() + "ms");
    return settings;
  }

  private List<SandboxRequest> registrations(String method) {
    return sandbox.partnerCenter().webhooksServer().requests().stream()
        .filter(it -> it.method().equals(method))
        .filter(it -> it.path().endsWith("/webhooks/v1/registration"))
        .toList();
  }

  /** A sweep is as many requests as there are pages; its report is written once, at its end. */
  private void countSweeps() throws SQLException {
    execute(
        """
        CREATE TABLE ended_sweep (at TIMESTAMP WITH TIME ZONE);
        CREATE FUNCTION count_sweep() RETURNS TRIGGER LANGUAGE plpgsql AS
          'BEGIN INSERT INTO ended_sweep VALUES (clock_timestamp()); RETURN NEW; END';
        CREATE TRIGGER count_sweep AFTER INSERT OR UPDATE ON report
          FOR EACH ROW WHEN (NEW.name = 'sweep') EXECUTE FUNCTION count_sweep();
        """);
  }

  /** Every node has the same timers; together they ask no oftener than one. */
  private void askNoOftenerThanOne(Instant begun) throws SQLException {
    assertOncePer(POLL, begun, "polls", since(begun, crm.requests().pollRounds()));
    assertOncePer(SWEEP, begun, "sweeps", count("SELECT COUNT(*) FROM ended_sweep"));
    assertOncePer(CHECK, begun, "checks of the registration", since(begun, registrations("GET")));
  }

  /** Each call may be repeated by a fault; while a system is left alone there are none. */
  private static void assertOncePer(Duration interval, Instant begun, String what, long times) {
    long intervals = Duration.between(begun, Instant.now()).dividedBy(interval);
    System.out.printf("%s: %d in %d intervals%n", what, times, intervals);
    assertThat(times).as(what).isBetween(Math.max(1, intervals / 4), intervals * 4 / 3 + 1);
  }

  private static long since(Instant begun, List<SandboxRequest> requests) {
    return requests.stream().map(SandboxRequest::at).filter(begun::isBefore).count();
  }

  private List<String> overlappingWrites(Histories histories) {
    return histories.all().stream()
        .flatMap(
            deal ->
                systems
                    .overlappingWrites(
                        String.valueOf(deal.referralId()),
                        String.valueOf(deal.opportunityId()),
                        kills)
                    .stream())
        .toList();
  }

  private long overlappingRuns() throws SQLException {
    return count(
        "SELECT COUNT(*) FROM run a JOIN run b ON a.link_id = b.link_id AND a.id < b.id AND"
            + " a.started_at < b.finished_at AND b.started_at < a.finished_at");
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Histories.Standing standing(String record) {
    JsonNode link = nodes.get(1).get("/api/links/" + record);
    return new Histories.Standing(
        link.path("referralId").asText(""),
        link.path("state").asText(),
        link.path("reason").asText(""));
  }

  @Override
  public String told(String record) {
    String referral = standing(record).referral();
    return nodes.stream()
        .flatMap(node -> node.story().lines())
        .filter(line -> line.contains(record) || (!referral.isEmpty() && line.contains(referral)))
        .sorted()
        .collect(Collectors.joining("\n", "\n", "\n"));
  }
}
