package dev.cosell.bridge.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.io.IOException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationTest {

  @OnEveryDatabase
  void isDoneOnceAndThenFitsTheFiles(Store store) {
    Flyway flyway =
        Flyway.configure().dataSource(store.pool()).locations("classpath:db/migration").load();

    assertThat(flyway.migrate().migrationsExecuted).isZero();
    assertThat(flyway.info().applied()).isNotEmpty();
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
  }

  @Test
  void writesTheEmbeddedDatabaseWithoutDelayWhateverItsAddressSays() throws IOException {
    try (Store store = Store.open(Database.H2_PLAIN)) {
      assertThat(
              store
                  .jdbc()
                  .sql(
                      "SELECT setting_value FROM information_schema.settings WHERE setting_name ="
                          + " 'WRITE_DELAY' OR setting_name = 'write_delay'")
                  .query(String.class)
                  .list())
          .containsOnly("0");
    }
  }
}
