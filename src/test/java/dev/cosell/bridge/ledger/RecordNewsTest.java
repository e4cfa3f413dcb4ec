package dev.cosell.bridge.ledger;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class RecordNewsTest {

  private static final Cursor BEGINNING = Cursor.atTheBeginning("poll");
  private static final String UPDATED = "opportunity-updated";

  @OnEveryDatabase
  void areNotedAtTheLinkOfTheirRecord(Store store) {
    Link link = linked(store, "W/1");

    assertThat(noted(store, updated(record(link), "W/2"))).isEqualTo(1);

    assertThat(store.ledger().of(link.id()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.source()).isEqualTo(ChangeSource.CRM);
              assertThat(change.event()).isEqualTo(UPDATED);
              assertThat(change.versionHint()).isEqualTo("W/2");
            });
    assertThat(store.workerCalls()).containsExactly(START);
  }

  @OnEveryDatabase
  void callOneWorkerForAPageAndNoneForAPageWithoutNews(Store store) {
    Link one = linked(store, "W/1");
    Link other = linked(store, "W/1");

    assertThat(noted(store, updated(record(one), "W/2"), updated(record(other), "W/2")))
        .isEqualTo(2);
    assertThat(store.workerCalls()).hasSize(1);

    assertThat(noted(store, updated(record(one), "W/1"))).isZero();
    assertThat(noted(store)).isZero();
    assertThat(store.workerCalls()).hasSize(1);
  }

  @OnEveryDatabase
  void arePassedOverWhenTheLinkKnowsTheVersion(Store store) {
    Link agreed = linked(store, "W/1");
    Link seen = linked(store, null);
    store.links().save(seen.saw("W/7"), START);

    assertThat(noted(store, updated(record(agreed), "W/1"), updated(record(seen), "W/7"))).isZero();
    assertThat(noted(store, updated(record(agreed), "W/7"), updated(record(seen), "W/1")))
        .isEqualTo(2);
  }

  @OnEveryDatabase
  void arePassedOverWhenAChangeWaitsThatNamesTheVersionAlsoAParkedOne(Store store) {
    Link link = linked(store, null);
    assertThat(noted(store, updated(record(link), "W/2"))).isEqualTo(1);
    store.ledger().park(store.ledger().of(link.id()));

    assertThat(noted(store, updated(record(link), "W/2"))).isZero();
    assertThat(noted(store, updated(record(link), "W/3"))).isEqualTo(1);
  }

  @OnEveryDatabase
  void countWhateverPartnerCenterNamedByTheSameVersion(Store store) {
    Link link = linked(store, null);
    store
        .inbox()
        .referralChanged(referral(link), ChangeSource.PARTNER_CENTER, "referral-updated", "W/2");

    assertThat(noted(store, updated(record(link), "W/2"))).isEqualTo(1);
  }

  @OnEveryDatabase
  void withoutAVersionArePassedOverWhenTheSameNewsWaits(Store store) {
    Link link = linked(store, "W/1");
    RecordNews deleted = new RecordNews(record(link), null, null, "opportunity-deleted", false);
    RecordNews missing = new RecordNews(record(link), null, null, "opportunity-missing", false);

    assertThat(noted(store, deleted)).isEqualTo(1);
    assertThat(noted(store, deleted)).isZero();
    assertThat(noted(store, missing)).isEqualTo(1);
  }

  @OnEveryDatabase
  void beginALinkOfTheRecordWhenNothingElseIsKnown(Store store) {
    RecordId record = newRecord();

    noted(store, updated(record, "W/1"));

    Link begun = store.links().find(record).orElseThrow();
    assertThat(begun.referralId()).isNull();
    assertThat(store.ledger().of(begun.id())).hasSize(1);
  }

  @OnEveryDatabase
  void beginNoLinkWhereNoneIsWanted(Store store) {
    RecordId record = newRecord();

    assertThat(noted(store, new RecordNews(record, null, "W/1", UPDATED, false))).isZero();

    assertThat(store.links().findKey(record)).isEmpty();
  }

  @OnEveryDatabase
  void goToTheLinkOfTheReferralThatTheRecordNamesWhileThatMayBeGettingIt(Store store) {
    Link beginning = store.newLink();
    Link withALead = store.newLink();
    store
        .links()
        .save(
            withALead
                .with(RecordId.lead(UUID.randomUUID().toString()), null)
                .standing(LinkState.LINKED, null),
            START);

    noted(
        store, naming(newRecord(), referral(beginning)), naming(newRecord(), referral(withALead)));

    assertThat(store.ledger().of(beginning.id())).hasSize(1);
    assertThat(store.ledger().of(withALead.id())).hasSize(1);
  }

  @OnEveryDatabase
  void goToALinkOfTheRecordWhenTheReferralThatItNamesIsUnheardOfOrNotForTheCrm(Store store) {
    Link ignored = store.newLink();
    store.links().save(ignored.standing(LinkState.IGNORED, "404"), START);
    RecordId first = newRecord();
    RecordId second = newRecord();

    noted(store, naming(first, referral(ignored)), naming(second, Store.newReferral()));

    assertThat(store.ledger().of(ignored.id())).isEmpty();
    for (RecordId record : List.of(first, second)) {
      Link own = store.links().find(record).orElseThrow();
      assertThat(own.referralId()).isNull();
      assertThat(store.ledger().of(own.id())).hasSize(1);
    }
  }

  @OnEveryDatabase
  void goToTheLinkOfTheirRecordWhateverReferralItNames(Store store) {
    Link link = linked(store, "W/1");
    Link other = store.newLink();

    noted(store, naming(record(link), referral(other)));

    assertThat(store.ledger().of(link.id())).hasSize(1);
    assertThat(store.ledger().of(other.id())).isEmpty();
  }

  @OnEveryDatabase
  void beginALinkForACopyOfARecordThatIsLinked(Store store) {
    Link original = linked(store, "W/1");
    RecordId copy = newRecord();

    noted(store, naming(copy, referral(original)));

    assertThat(store.ledger().of(original.id())).isEmpty();
    assertThat(store.ledger().of(store.links().findKey(copy).orElseThrow())).hasSize(1);
  }

  @OnEveryDatabase
  void areForgottenTogetherWithTheMoveWhenOneOfThemCannotBeNoted(Store store) {
    RecordId record = newRecord();
    RecordNews tooLong = new RecordNews(newRecord(), null, "W/1", "x".repeat(100), true);

    assertThatThrownBy(
            () ->
                store
                    .inbox()
                    .recordsChanged(
                        List.of(updated(record, "W/1"), tooLong), BEGINNING.reaching(START)))
        .isInstanceOf(DataAccessException.class);

    assertThat(store.ledger().backlog().changes()).isZero();
    assertThat(store.links().findKey(record)).isEmpty();
    assertThat(store.cursors().find("poll").watermark()).isNull();
    assertThat(store.workerCalls()).isEmpty();
  }

  @OnEveryDatabase
  void areCommittedWhateverBecomesOfTheTransactionOfTheTurn(Store store) {
    Link link = linked(store, "W/1");

    store
        .transaction()
        .executeWithoutResult(
            turn -> {
              noted(store, updated(record(link), "W/2"));
              turn.setRollbackOnly();
            });

    assertThat(store.ledger().of(link.id())).hasSize(1);
    assertThat(store.cursors().find("poll").watermark()).isEqualTo(START);
  }

  @OnEveryDatabase
  void takeAVersionOfUpTo200Characters(Store store) {
    RecordId record = newRecord();

    noted(store, updated(record, "W".repeat(200)));

    assertThat(store.ledger().of(store.links().findKey(record).orElseThrow()))
        .extracting(Change::versionHint)
        .containsExactly("W".repeat(200));
  }

  @Test
  void ofAThousandUnchangedRecordsCostLessThanASecond() throws IOException {
    try (Store store = Store.open(Database.H2_FILE)) {
      List<RecordNews> page = new ArrayList<>();
      store
          .transaction()
          .executeWithoutResult(
              filling ->
                  IntStream.range(0, 1_000)
                      .forEach(number -> page.add(updated(record(linked(store, "W/1")), "W/1"))));
      assertThat(noted(store, page.get(0))).isZero();

      long begun = System.nanoTime();
      assertThat(store.inbox().recordsChanged(page, BEGINNING.reaching(START))).isZero();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    }
  }

  private static int noted(Store store, RecordNews... news) {
    return store.inbox().recordsChanged(List.of(news), BEGINNING.reaching(START));
  }

  private static RecordNews updated(RecordId record, String version) {
    return new RecordNews(record, null, version, UPDATED, true);
  }

  private static RecordNews naming(RecordId record, ReferralId referral) {
    return new RecordNews(record, referral, "W/9", UPDATED, true);
  }

  private static Link linked(Store store, @Nullable String version) {
    Link link = store.newLink().with(newRecord(), version);
    store.links().save(link, START);
    return link;
  }

  private static RecordId newRecord() {
    return RecordId.opportunity(UUID.randomUUID().toString());
  }

  private static RecordId record(Link link) {
    return Objects.requireNonNull(link.record());
  }

  private static ReferralId referral(Link link) {
    return Objects.requireNonNull(link.referralId());
  }
}
