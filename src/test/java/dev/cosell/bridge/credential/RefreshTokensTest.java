package dev.cosell.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;

class RefreshTokensTest {

  private static final String SYSTEM = "partner-center";
  private static final String ROTATED = "1.A" + "rotated/token+".repeat(120);

  @OnEveryDatabase
  void beginsWithTheConfiguredToken(Store store) {
    assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo("configured");
  }

  @OnEveryDatabase
  void survivesARestart(Store store) {
    tokens(store, "key").keep(SYSTEM, "configured", ROTATED);

    assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo(ROTATED);
  }

  @OnEveryDatabase
  void keepsTheLastOne(Store store) {
    tokens(store, "key").keep(SYSTEM, "configured", "first");
    tokens(store, "key").keep(SYSTEM, "configured", "second");
    tokens(store, "key").keep("dynamics", "configured", "another system's");

    assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo("second");
  }

  @OnEveryDatabase
  void isUnreadableInTheStore(Store store) {
    tokens(store, "key").keep(SYSTEM, "configured", ROTATED);
    String first = row(store);
    tokens(store, "key").keep(SYSTEM, "configured", ROTATED);

    assertThat(first).doesNotContain(ROTATED, "rotated", "configured", "key");
    assertThat(row(store)).as("salted").isNotEqualTo(first);
  }

  private static String row(Store store) {
    return store.jdbc().sql("SELECT * FROM credential").query().singleRow().values().toString();
  }

  @OnEveryDatabase
  void givesWayToANewlyConfiguredToken(Store store) {
    tokens(store, "key").keep(SYSTEM, "configured", ROTATED);

    assertThat(tokens(store, "key").latest(SYSTEM, "newly configured"))
        .isEqualTo("newly configured");
  }

  @OnEveryDatabase
  void givesWayToTheConfiguredTokenUnderAnotherSecretKey(Store store) {
    tokens(store, "key").keep(SYSTEM, "configured", ROTATED);

    assertThat(tokens(store, "another key").latest(SYSTEM, "configured")).isEqualTo("configured");
  }

  @OnEveryDatabase
  void givesWayToTheConfiguredTokenWhenTheRowIsDamaged(Store store) {
    for (String damaged : new String[] {"", "nonsense", ":", "xyz:123", "0a0b:zz"}) {
      tokens(store, "key").keep(SYSTEM, "configured", ROTATED);
      store.jdbc().sql("UPDATE credential SET secret = ?").param(damaged).update();

      assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo("configured");
    }
  }

  @OnEveryDatabase
  void isKeptEvenWhenTheSynchronizationIsRolledBack(Store store) {
    store
        .transaction()
        .executeWithoutResult(
            failing -> {
              tokens(store, "key").keep(SYSTEM, "configured", ROTATED);
              failing.setRollbackOnly();
            });

    assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo(ROTATED);
  }

  @OnEveryDatabase
  void isKeptByManyNodesAtTheSameTime(Store store) {
    InParallel.run(8, () -> tokens(store, "key").keep(SYSTEM, "configured", ROTATED));

    assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo(ROTATED);
  }

  @OnEveryDatabase
  void isForgotten(Store store) {
    tokens(store, "key").keep(SYSTEM, "configured", ROTATED);
    tokens(store, "key").forget(SYSTEM);

    assertThat(tokens(store, "key").latest(SYSTEM, "configured")).isEqualTo("configured");
  }

  static RefreshTokens tokens(Store store, String key) {
    return new RefreshTokens(store.jdbc(), new SecretKey(key), store.transactions(), store.clock());
  }
}
