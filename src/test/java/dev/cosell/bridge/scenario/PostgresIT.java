package dev.cosell.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.sandbox.partnercenter.DealKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The same service on the database of production. */
@TestPropertySource(properties = "cosell.secret-key=a-long-random-text-for-this-test")
@DirtiesContext
@Tag(Crm.EVERY)
class PostgresIT extends BridgeScenario {

  private static final EmbeddedPostgres POSTGRES = startedDatabase();

  private static EmbeddedPostgres startedDatabase() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", () -> POSTGRES.getJdbcUrl("postgres", "postgres"));
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "postgres");
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    POSTGRES.close();
  }

  @Test
  void bringsManyDealsAtOnceEachExactlyOnce() {
    List<String> deals = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      deals.add(deal(number % 2 == 0 ? DealKind.SHARED : DealKind.INBOUND, "{}"));
    }

    for (String deal : deals) {
      ObjectNode row = opportunity(deal);
      assertThat(referral(deal).path("externalReferenceId").asText()).isEqualTo(id(row));
      assertThat(link(deal).state()).isEqualTo(LinkState.LINKED);
    }
    assertThat(ledger.backlog().changes()).isZero();
  }
}
