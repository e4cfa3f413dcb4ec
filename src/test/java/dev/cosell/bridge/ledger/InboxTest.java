package dev.cosell.bridge.ledger;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

class InboxTest {

  @OnEveryDatabase
  void hasCommittedWhenItReturns(Store store) {
    ReferralId referral = Store.newReferral();

    changed(store, referral, "referral-created");

    List<Change> seenByAnother =
        InParallel.call(
                1,
                () -> store.ledger().of(store.links().find(referral).map(Link::id).orElseThrow()))
            .get(0);
    assertThat(seenByAnother).extracting(Change::event).containsExactly("referral-created");
  }

  @OnEveryDatabase
  void callsAWorkerOnceTheChangeIsCommitted(Store store) {
    changed(store, Store.newReferral(), "referral-created");

    assertThat(store.workerCalls()).containsExactly(START);
  }

  @OnEveryDatabase
  void notesEveryNewsOfABurstAtOneLink(Store store) {
    ReferralId referral = Store.newReferral();

    InParallel.run(20, () -> changed(store, referral, "referral-updated"));

    assertThat(store.ledger().of(store.links().keyOf(referral))).hasSize(20);
    assertThat(store.jdbc().sql("SELECT COUNT(*) FROM link").query(Long.class).single())
        .isEqualTo(1);
  }

  @OnEveryDatabase
  void notesNothingWhenItFails(Store store) {
    String longerThanItsColumn = "x".repeat(100);

    assertThatThrownBy(() -> changed(store, Store.newReferral(), longerThanItsColumn))
        .isInstanceOf(DataAccessException.class);

    assertThat(store.jdbc().sql("SELECT COUNT(*) FROM link").query(Long.class).single()).isZero();
    assertThat(store.ledger().backlog().changes()).isZero();
    assertThat(store.workerCalls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void saysSoWhenTheStoreIsUnavailable(Database database) throws IOException {
    Store store = Store.open(database);
    store.pool().close();

    assertThatThrownBy(() -> changed(store, Store.newReferral(), "referral-created"))
        .isInstanceOfAny(DataAccessException.class, TransactionException.class);

    assertThat(store.workerCalls()).isEmpty();
    store.close();
  }

  private static void changed(Store store, ReferralId referral, String event) {
    store.inbox().referralChanged(referral, ChangeSource.PARTNER_CENTER, event, null);
  }
}
