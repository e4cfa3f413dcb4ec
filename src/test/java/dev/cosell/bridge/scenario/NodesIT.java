package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three nodes on one database of production. The long variant: {@code -Dcosell.rounds=200
 * -Dcosell.seed=7}.
 */
@Tag(Crm.EVERY)
class NodesIT extends ProcessScenario {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int ROUNDS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private EmbeddedPostgres postgres;

  @BeforeEach
  void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stopDatabase() throws IOException {
    postgres.close();
  }

  @Test
  void shareTheWorkAndDoNothingTwiceWhileOneOfThemIsKilled() throws SQLException {
    requireCrmOfTheShortRun();
    long seed = Long.getLong("cosell.seed", 1);
    int rounds = Integer.getInteger("cosell.rounds", ROUNDS);
    Random random = new Random(seed);
    System.out.printf("seed %d, %d rounds%n", seed, rounds);
    List<BridgeProcess> nodes = Stream.generate(() -> bridge(settings())).limit(3).toList();
    nodes.forEach(BridgeProcess::launch);
    nodes.forEach(BridgeProcess::awaitReady);
    Instant begun = Instant.now();
    List<Instant> kills = new ArrayList<>();
    try (Traffic traffic = new Traffic(systems, nodes, seed)) {
      for (int round = 0; round < rounds; round++) {
        traffic.flow();
        await()
            .pollDelay(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)))
            .until(() -> true);
        if (round == rounds / 3) {
          kills.add(Instant.now());
          nodes.get(0).kill();
        } else if (round == rounds / 2) {
          nodes.get(0).launch();
        }
      }
      nodes.get(0).awaitReady();
      traffic.comesToRest();
      assertThat(traffic.overlappingWrites(kills)).isEmpty();
    }
    assertThat(count("SELECT COUNT(*) FROM change")).isZero();
    assertThat(overlappingRuns()).isZero();
    oneNodePollsPerInterval(begun);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(QUICK);
    settings.put("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("spring.datasource.username", "postgres");
    settings.put("spring.datasource.password", "postgres");
    settings.put("cosell.secret-key", "a-long-random-text-for-this-test");
    settings.put("cosell.crm-poll-interval", POLL.toMillis() + "ms");
    return settings;
  }

  /** Every node has the same timer; together they ask no oftener than one. */
  private void oneNodePollsPerInterval(Instant begun) {
    List<Instant> polls =
        crm.requests().pollRounds().stream()
            .map(request -> request.at())
            .filter(begun::isBefore)
            .toList();
    long intervals = Duration.between(begun, Instant.now()).dividedBy(POLL);
    assertThat((long) polls.size()).isBetween(intervals / 3, intervals * 4 / 3 + 1);
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
}
