package dev.cosell.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class LeasesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String CUSTOMER = "Example Customer Ltd\n00000";

  @OnEveryDatabase
  void areHadByOneHolder(Store store) {
    assertThat(store.leases().take(CUSTOMER, 1, MINUTE)).isTrue();
    assertThat(store.leases().take(CUSTOMER, 2, MINUTE)).isFalse();
    assertThat(store.leases().take("another customer", 2, MINUTE)).isTrue();
  }

  @OnEveryDatabase
  void areStillHadByTheirHolderAfterACrash(Store store) {
    store.leases().take(CUSTOMER, 1, MINUTE);

    assertThat(store.leases().take(CUSTOMER, 1, MINUTE)).isTrue();
  }

  @OnEveryDatabase
  void areFreeOnceTheyAreGivenBackByTheirHolderAlone(Store store) {
    store.leases().take(CUSTOMER, 1, MINUTE);

    store.leases().give(CUSTOMER, 2);
    assertThat(store.leases().take(CUSTOMER, 2, MINUTE)).isFalse();

    store.leases().give(CUSTOMER, 1);
    assertThat(store.leases().take(CUSTOMER, 2, MINUTE)).isTrue();
  }

  @OnEveryDatabase
  void endByThemselves(Store store) {
    store.leases().take(CUSTOMER, 1, MINUTE);

    store.clock().move(MINUTE);

    assertThat(store.leases().take(CUSTOMER, 2, MINUTE)).isTrue();
  }

  @OnEveryDatabase
  void areTakenByOneOfManyAtTheSameTime(Store store) {
    AtomicInteger taken = new AtomicInteger();
    AtomicLong holder = new AtomicLong();

    InParallel.run(
        8,
        () -> {
          if (store.leases().take(CUSTOMER, holder.incrementAndGet(), MINUTE)) {
            taken.incrementAndGet();
          }
        });

    assertThat(taken).hasValue(1);
  }

  @OnEveryDatabase
  void keepNoNameOfACustomer(Store store) {
    store.leases().take(CUSTOMER, 1, MINUTE);

    assertThat(store.jdbc().sql("SELECT name FROM lease").query(String.class).list())
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}");
  }
}
