package dev.cosell.bridge.partnercenter;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cosell.bridge.ledger.Change;
import dev.cosell.bridge.ledger.ChangeSource;
import dev.cosell.bridge.ledger.Cursor;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a sweep takes in, whatever the list is like. */
class SweepRoundTest {

  private static final String AT = "2031-05-01T10:00:00.1234567Z";
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private final FakeList list = new FakeList();

  private static String at(int minute) {
    return String.format("2031-05-01T10:%02d:00.5Z", minute);
  }

  private static SweepRound round(Store store, Duration patience, @Nullable Instant since) {
    SweepSettings settings = new SweepSettings(Duration.ofMinutes(5), OVERLAP, patience, since);
    return new SweepRound(store.inbox(), cursor(store), settings, patience);
  }

  private static Cursor cursor(Store store) {
    return store.cursors().find("partner-center-sweep");
  }

  private SweepRound swept(Store store) {
    SweepRound round = round(store, Duration.ZERO, null);
    list.sweptBy(round);
    return round;
  }

  private List<ReferralId> listed(int count) {
    List<ReferralId> ids = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      ReferralId id = Store.newReferral();
      list.put(id, at(number));
      ids.add(id);
    }
    return ids;
  }

  private static List<Change> changes(Store store, ReferralId referral) {
    return store.links().find(referral).map(Link::id).map(store.ledger()::of).orElse(List.of());
  }

  /** As after a synchronization that read the referral. */
  private static void synchronizedAt(Store store, ReferralId referral, String changedAt) {
    long key = store.links().keyOf(referral);
    store.ledger().complete(store.ledger().of(key));
    store.links().sawReferral(key, Instant.parse(changedAt));
  }

  @OnEveryDatabase
  void takesInWhatNothingHadTold(Store store) {
    ReferralId referral = Store.newReferral();
    list.put(referral, AT);

    assertThat(swept(store).noted()).isEqualTo(1);

    assertThat(changes(store, referral))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.source()).isEqualTo(ChangeSource.SWEEP);
              assertThat(change.event()).isEqualTo("referral-updated");
              assertThat(change.versionHint()).isEqualTo(Instant.parse(AT).toString());
            });
    assertThat(store.workerCalls()).hasSize(1);
    assertThat(cursor(store).watermark()).isEqualTo("2031-05-01T10:00:00.123456Z");
  }

  @OnEveryDatabase
  void goesOnAtTheWatermarkLessTheOverlap(Store store) {
    listed(1);
    swept(store);
    list.queries.clear();

    swept(store);

    assertThat(list.queries)
        .containsExactly(
            "{$filter=updatedDateTime ge 2031-05-01T09:51:00Z, $orderby=updatedDateTime asc}");
  }

  @OnEveryDatabase
  void isOneCallAndNothingElseWhenNothingHasChanged(Store store) {
    ReferralId referral = listed(1).get(0);
    swept(store);
    synchronizedAt(store, referral, at(1));
    Cursor before = cursor(store);
    list.queries.clear();

    assertThat(swept(store).noted()).isZero();

    assertThat(list.queries).hasSize(1);
    assertThat(store.ledger().backlog().changes()).isZero();
    assertThat(cursor(store)).isEqualTo(before);
  }

  @OnEveryDatabase
  void passesOverWhatTheLinkReadOrWroteItself(Store store) {
    ReferralId read = Store.newReferral();
    ReferralId written = Store.newReferral();
    synchronizedAt(store, read, AT);
    Link link = store.links().find(store.links().keyOf(written)).orElseThrow();
    store.links().save(link.wroteReferral("tag", Instant.parse(AT).toString()), START);
    list.put(read, AT);
    list.put(written, AT);

    assertThat(swept(store).noted()).isZero();

    list.put(read, "2031-05-01T10:00:00.1234568Z");
    list.put(written, "2031-05-01T10:00:00.1234568Z");
    assertThat(swept(store).noted()).isEqualTo(2);
  }

  @OnEveryDatabase
  void passesOverWhatAWaitingChangeTellsAlsoAParkedOne(Store store) {
    ReferralId waiting = Store.newReferral();
    ReferralId parked = Store.newReferral();
    String hint = Instant.parse(AT).toString();
    for (ReferralId each : List.of(waiting, parked)) {
      store.inbox().referralChanged(each, ChangeSource.PARTNER_CENTER, "referral-updated", hint);
      list.put(each, AT);
    }
    store.ledger().park(changes(store, parked));

    assertThat(swept(store).noted()).isZero();
    assertThat(swept(store).noted()).isZero();

    list.put(parked, at(1));
    assertThat(swept(store).noted()).isEqualTo(1);
  }

  @OnEveryDatabase
  void skipsNoReferralWhenAnotherMovesToTheEndBetweenTwoPages(Store store) {
    List<ReferralId> ids = listed(7);
    AtomicInteger edits = new AtomicInteger();
    list.betweenPages =
        () -> {
          if (edits.getAndIncrement() < 3) {
            list.put(ids.get(edits.get() - 1), at(30 + edits.get()));
          }
        };

    swept(store);

    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).isNotEmpty());
    assertThat(cursor(store).watermark()).isEqualTo(at(33));
  }

  @OnEveryDatabase
  void skipsNoReferralWhenOthersMoveOutOfASecondThatFillsPages(Store store) {
    List<ReferralId> ids = listedInOneSecond(8);
    List<ReferralId> moving = new ArrayList<>(ids.subList(0, 6));
    list.betweenPages =
        () -> {
          if (list.queries.size() > 3 && !moving.isEmpty()) {
            list.put(moving.remove(0), at(30 + moving.size()));
          }
        };

    swept(store);

    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).isNotEmpty());
  }

  @OnEveryDatabase
  void tellsThatItCannotFollowChangesThatNeverEnd(Store store) {
    List<ReferralId> ids = listedInOneSecond(8);
    AtomicInteger edits = new AtomicInteger(100);
    list.betweenPages =
        () -> {
          int edit = edits.getAndIncrement();
          list.put(ids.get(edit % 8), "2031-05-01T10:00:00." + (edit + 8_000) + "Z");
        };
    assertThatThrownBy(() -> swept(store)).hasMessageContaining("faster than its list");
    assertThat(cursor(store).token()).isNull();

    list.betweenPages = () -> {};
    swept(store);
    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).isNotEmpty());
  }

  @OnEveryDatabase
  void passesOverNothingOfASecondThatFillsPagesUntilTheListIsRead(Store store) {
    listedInOneSecond(9);
    for (int minute = 30; minute < 34; minute++) {
      list.put(Store.newReferral(), at(minute));
    }
    list.betweenPages =
        () -> {
          if (list.queries.toString().contains("10:30:00Z")) {
            throw new IllegalStateException("crash");
          }
        };
    assertThatThrownBy(() -> swept(store)).hasMessage("crash");
    assertThat(cursor(store).watermark()).isBefore("2031-05-01T10:00:01Z");

    list.betweenPages = () -> {};
    swept(store);
    assertThat(cursor(store).watermark()).isEqualTo(at(33));
  }

  private List<ReferralId> listedInOneSecond(int count) {
    List<ReferralId> ids = new ArrayList<>();
    for (int tick = 1; tick <= count; tick++) {
      ReferralId id = Store.newReferral();
      list.put(id, "2031-05-01T10:00:00." + tick + "Z");
      ids.add(id);
    }
    return ids;
  }

  @OnEveryDatabase
  void notesAReferralOnceThatIsListedTwice(Store store) {
    ReferralId referral = Store.newReferral();
    list.put(referral, at(1));
    ReferralListing.Taker round = round(store, Duration.ZERO, null);
    ListedReferral item = new ListedReferral(referral, Instant.parse(at(1)), false, false);

    round.take(List.of(item, item), true, list.now);
    round.take(List.of(item), true, list.now);

    assertThat(changes(store, referral)).hasSize(1);
  }

  @OnEveryDatabase
  void keepsWhatWasCommittedAndGoesOnThereAfterACrashBetweenTwoPages(Store store) {
    List<ReferralId> ids = listed(6);
    crashAfter(3);
    assertThatThrownBy(() -> swept(store)).hasMessage("crash");
    assertThat(cursor(store).watermark()).isEqualTo(at(3));
    assertThat(changes(store, ids.get(2))).hasSize(1);
    assertThat(changes(store, ids.get(5))).isEmpty();

    list.betweenPages = () -> {};
    swept(store);

    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).hasSize(1));
  }

  @OnEveryDatabase
  void leavesTheWatermarkWhereItIsUntilTheEndOfAListWithoutOrder(Store store) {
    list.ordering = false;
    List<ReferralId> ids = listed(5);
    ReferralId old = ids.get(1);
    list.put(old, at(0)); // changed first, listed on the second page
    list.put(ids.get(4), at(5));
    crashAfter(2);
    assertThatThrownBy(() -> swept(store)).hasMessage("crash");
    assertThat(cursor(store).watermark()).isNull();

    list.betweenPages = () -> {};
    assertThat(swept(store).listing().isAsAsked()).isFalse();

    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).hasSize(1));
    assertThat(cursor(store).watermark()).isEqualTo(at(5));
  }

  private void crashAfter(int pages) {
    AtomicInteger read = new AtomicInteger();
    list.betweenPages =
        () -> {
          if (read.incrementAndGet() == pages) {
            throw new IllegalStateException("crash");
          }
        };
  }

  @OnEveryDatabase
  void readsOnByTheSkipTokenWhereOneSecondFillsPages(Store store) {
    List<ReferralId> ids = listedInOneSecond(7);

    swept(store);

    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).hasSize(1));
  }

  @OnEveryDatabase
  void readsOnByTheTimeWhereALinkHasNoTokenOrAnOldOne(Store store) {
    List<ReferralId> ids = listed(7);
    list.withoutTokens = true;

    assertThat(swept(store).listing().problem()).isNull();
    assertThat(ids).allSatisfy(id -> assertThat(changes(store, id)).hasSize(1));
  }

  @OnEveryDatabase
  void saysThatItCameToNoEndWhereNeitherTimeNorTokenLeadsOn(Store store) {
    list.ordering = false;
    List<ReferralId> ids = listed(5);
    list.put(ids.get(0), at(9));
    list.put(ids.get(1), at(0));
    list.put(ids.get(4), at(8));
    list.sameToken = true;

    assertThatThrownBy(() -> swept(store)).hasMessageContaining("further page");

    assertThat(cursor(store).watermark()).isNull();
    assertThat(cursor(store).token()).isNull();
  }

  @OnEveryDatabase
  void goesWithoutOrderAndConditionWhereTheyAreRefused(Store store) {
    List<ReferralId> ids = listed(5);
    swept(store);
    list.refusesOrder = true;
    list.refusesFilter = true;
    list.put(ids.get(0), at(9));

    SweepRound round = swept(store);

    assertThat(round.noted()).isEqualTo(1);
    assertThat(round.listed()).isEqualTo(5);
    assertThat(round.listing().isAsAsked()).isFalse();
    assertThat(cursor(store).watermark()).isEqualTo(at(9));
  }

  @OnEveryDatabase
  void readsEverythingWhereTheConditionIsPassedOver(Store store) {
    List<ReferralId> ids = listed(5);
    swept(store);
    list.filtering = false;
    list.put(ids.get(0), at(59));

    SweepRound round = round(store, Duration.ZERO, null);
    list.put(ids.get(1), at(58));
    list.sweptBy(round);

    assertThat(round.noted()).isEqualTo(2);
    assertThat(cursor(store).watermark()).isEqualTo(at(59));
  }

  @OnEveryDatabase
  void knowsOnlyTheTimesOfPartnerCenter(Store store) {
    store.clock().move(Duration.ofDays(3_000)); // our clock is years ahead
    ReferralId referral = Store.newReferral();
    list.put(referral, at(1));
    swept(store);
    assertThat(cursor(store).watermark()).isEqualTo(at(1));

    list.put(Store.newReferral(), "2099-01-01T00:00:00.5Z");
    assertThat(swept(store).noted()).isEqualTo(1);
    assertThat(cursor(store).watermark()).isEqualTo(list.now);
  }

  @OnEveryDatabase
  void neverMovesTheWatermarkBack(Store store) {
    listed(3);
    swept(store);
    list.rows.clear();
    list.put(Store.newReferral(), at(0));

    swept(store);

    assertThat(cursor(store).watermark()).isEqualTo(at(3));
  }

  @OnEveryDatabase
  void leavesAChangeOfAMomentAgoToItsNotification(Store store) {
    list.now = Instant.parse(at(5));
    ReferralId old = Store.newReferral();
    ReferralId young = Store.newReferral();
    ReferralId ofTheFuture = Store.newReferral();
    list.put(old, at(3));
    list.put(young, at(4));
    list.put(ofTheFuture, at(20));

    list.sweptBy(round(store, Duration.ofMinutes(2), null));

    assertThat(changes(store, old)).hasSize(1);
    assertThat(changes(store, young)).isEmpty();
    assertThat(changes(store, ofTheFuture)).hasSize(1);
    assertThat(cursor(store).watermark()).isEqualTo(at(4));

    list.now = Instant.parse(at(7));
    list.sweptBy(round(store, Duration.ofMinutes(1), null));
    assertThat(changes(store, young)).hasSize(1);
  }

  @OnEveryDatabase
  void leavesOutWhatWasClosedBeforeTheFirstSweepUnlessItIsLinked(Store store) {
    ReferralId closed = Store.newReferral();
    ReferralId linked = Store.newReferral();
    synchronizedAt(store, linked, at(0));
    list.put(closed, at(1)).put("status", "Closed");
    list.put(linked, at(2)).put("status", "Closed");
    swept(store);
    assertThat(changes(store, closed)).isEmpty();
    assertThat(changes(store, linked)).hasSize(1);

    ReferralId later = Store.newReferral();
    list.put(later, at(3)).put("status", "Closed");
    swept(store);
    assertThat(changes(store, later)).hasSize(1);
    assertThat(changes(store, closed)).isEmpty();
    assertThat(store.links().find(closed)).isEmpty();
  }

  @OnEveryDatabase
  void beginsNoLinkForMicrosoftsSideOfADeal(Store store) {
    ReferralId unheard = Store.newReferral();
    ReferralId heard = Store.newReferral();
    synchronizedAt(store, heard, at(0));
    list.put(unheard, at(1)).put("organizationId", "msft");
    list.put(heard, at(2)).put("organizationId", "msft");

    swept(store);

    assertThat(store.links().find(unheard)).isEmpty();
    assertThat(changes(store, heard))
        .extracting(Change::event)
        .containsExactly("related-referral-updated");
  }

  @OnEveryDatabase
  void takesInTheFirstTimeWhatTheSettingSays(Store store) {
    List<ReferralId> ids = listed(3);

    list.sweptBy(round(store, Duration.ZERO, Instant.parse(at(2))));

    assertThat(changes(store, ids.get(0))).isEmpty();
    assertThat(changes(store, ids.get(2))).hasSize(1);
  }
}
