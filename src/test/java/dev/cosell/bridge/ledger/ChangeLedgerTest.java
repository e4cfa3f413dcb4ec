package dev.cosell.bridge.ledger;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.store.InParallel;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

class ChangeLedgerTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @OnEveryDatabase
  void aWebhookNeverWaitsForAWorker(Store store) {
    Link link = store.newLink();

    store
        .transaction()
        .executeWithoutResult(
            working -> {
              assertThat(store.links().lock(link.id())).isPresent();
              store.links().save(link.named("being worked on"), START);
              InParallel.run(
                  1,
                  () ->
                      store
                          .inbox()
                          .referralChanged(
                              Objects.requireNonNull(link.referralId()),
                              ChangeSource.PARTNER_CENTER,
                              "referral-updated",
                              null));
              assertThat(store.ledger().of(link.id())).hasSize(1);
            });
  }

  @OnEveryDatabase
  void keepsWhatTheNewsSaid(Store store) {
    long link = store.newLink().id();

    store.ledger().append(link, ChangeSource.PARTNER_CENTER, "referral-updated", "version 7");
    store.ledger().append(link, ChangeSource.OPERATOR, "synchronize", null);

    List<Change> changes = store.ledger().of(link);
    assertThat(changes)
        .extracting(Change::source, Change::event, Change::versionHint, Change::attempt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ChangeSource.PARTNER_CENTER, "referral-updated", "version 7", 0),
            org.assertj.core.groups.Tuple.tuple(ChangeSource.OPERATOR, "synchronize", null, 0));
    assertThat(changes).allMatch(change -> change.receivedAt().equals(START));
  }

  @OnEveryDatabase
  void takesTheLinkFirstThatWaitsLongest(Store store) {
    long second = store.newLink().id();
    long first = store.newLink().id();
    long third = store.newLink().id();
    append(store, first);
    store.clock().move(MINUTE);
    append(store, second);
    store.clock().move(MINUTE);
    append(store, third);
    append(store, first);

    assertThat(store.ledger().dueLinks(10)).containsExactly(first, second, third);
    assertThat(store.ledger().dueLinks(2)).containsExactly(first, second);
  }

  @OnEveryDatabase
  void takesASellersEditBeforeAWebhookAndThatBeforeASweep(Store store) {
    long swept = store.newLink().id();
    long announced = store.newLink().id();
    long edited = store.newLink().id();
    long asked = store.newLink().id();
    store.ledger().append(swept, ChangeSource.SWEEP, "swept", null);
    store.ledger().append(announced, ChangeSource.PARTNER_CENTER, "referral-updated", null);
    store.clock().move(Duration.ofSeconds(1));
    store.ledger().append(edited, ChangeSource.CRM, "opportunity-updated", null);
    store.ledger().append(asked, ChangeSource.OPERATOR, "synchronize", null);

    assertThat(store.ledger().dueLinks(10)).containsExactly(edited, asked, announced, swept);
    store.ledger().append(swept, ChangeSource.CRM, "opportunity-updated", null);
    assertThat(store.ledger().dueLinks(10)).containsExactly(edited, asked, swept, announced);
  }

  @OnEveryDatabase
  void takesASweepsFindAtLastHoweverManyEditsComeAfterIt(Store store) {
    long swept = store.newLink().id();
    store.ledger().append(swept, ChangeSource.SWEEP, "swept", null);
    store.clock().move(Duration.ofMinutes(15).plusSeconds(1));
    long edited = store.newLink().id();
    store.ledger().append(edited, ChangeSource.CRM, "opportunity-updated", null);

    assertThat(store.ledger().dueLinks(10)).containsExactly(swept, edited);
  }

  @OnEveryDatabase
  void namesEachLinkOnceHoweverManyChangesItHas(Store store) {
    long busy = store.newLink().id();
    long quiet = store.newLink().id();
    IntStream.range(0, 50).forEach(number -> append(store, busy));
    append(store, quiet);

    assertThat(store.ledger().dueLinks(2)).containsExactly(busy, quiet);
  }

  @OnEveryDatabase
  void findsASellersEditAtOnceBehindABacklogOfASweep(Store store) {
    long edited = store.newLink().id();
    store
        .jdbc()
        .sql(
            "INSERT INTO link (referral_id, state, base, created_at, updated_at) SELECT 'of-' || n,"
                + " 'linked', '{}', ?, ? FROM "
                + numbers(store, 5_000))
        .params(utc(store), utc(store))
        .update();
    store
        .jdbc()
        .sql(
            "INSERT INTO change (link_id, source, event, received_at, due_at, turn_at, attempt)"
                + " SELECT id, 'sweep', 'swept', ?, ?, ?, 0 FROM link WHERE referral_id LIKE 'of-%'")
        .params(utc(store), utc(store), utc(store).plusMinutes(15))
        .update();
    store.ledger().append(edited, ChangeSource.CRM, "opportunity-updated", null);

    long begun = System.nanoTime();
    assertThat(store.ledger().dueLinks(20)).hasSize(20).startsWith(edited);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
  }

  private static String numbers(Store store, int count) {
    boolean isPostgres = store.pool().getJdbcUrl().startsWith("jdbc:postgresql");
    return isPostgres
        ? "generate_series(1, " + count + ") AS n"
        : "(SELECT X AS n FROM SYSTEM_RANGE(1, " + count + "))";
  }

  private static OffsetDateTime utc(Store store) {
    return store.clock().instant().atOffset(ZoneOffset.UTC);
  }

  @OnEveryDatabase
  void waitingForASystemIsNoAttempt(Store store) {
    long link = store.newLink().id();
    append(store, link);

    store.ledger().defer(store.ledger().of(link), START.plus(MINUTE));

    assertThat(store.ledger().of(link)).extracting(Change::attempt).containsExactly(0);
    assertThat(store.ledger().dueLinks(10)).isEmpty();
    store.clock().move(MINUTE);
    assertThat(store.ledger().dueLinks(10)).containsExactly(link);
  }

  @OnEveryDatabase
  void completesOnlyTheChangesThatWereSeen(Store store) {
    long link = store.newLink().id();
    append(store, link);
    List<Change> seen = store.ledger().of(link);
    append(store, link);

    store.ledger().complete(seen);

    assertThat(store.ledger().of(link)).hasSize(1).doesNotContainAnyElementsOf(seen);
    assertThat(store.ledger().isDue(link)).isTrue();
  }

  @OnEveryDatabase
  void postponesOnlyTheChangesThatWereSeen(Store store) {
    long link = store.newLink().id();
    append(store, link);
    List<Change> seen = store.ledger().of(link);
    append(store, link);

    store.ledger().postpone(seen, START.plus(MINUTE));

    assertThat(store.ledger().of(link)).extracting(Change::attempt).containsExactly(1, 0);
    assertThat(store.ledger().isDue(link)).isTrue();
    store.ledger().complete(store.ledger().of(link).subList(1, 2));
    assertThat(store.ledger().isDue(link)).isFalse();
    store.clock().move(MINUTE);
    assertThat(store.ledger().isDue(link)).isTrue();
  }

  @OnEveryDatabase
  void parksOnlyTheChangesThatWereSeenAndANewOneWakesThem(Store store) {
    long link = store.newLink().id();
    append(store, link);
    store.ledger().park(store.ledger().of(link));
    store.clock().move(Duration.ofDays(400));
    assertThat(store.ledger().isDue(link)).isFalse();
    assertThat(store.ledger().dueLinks(10)).isEmpty();

    append(store, link);

    assertThat(store.ledger().isDue(link)).isTrue();
    assertThat(store.ledger().dueLinks(10)).containsExactly(link);
    assertThat(store.ledger().of(link)).extracting(Change::attempt).containsExactly(1, 0);
  }

  @OnEveryDatabase
  void touchesNoOtherLinksChanges(Store store) {
    long mine = store.newLink().id();
    long other = store.newLink().id();
    append(store, mine);
    append(store, other);

    store.ledger().park(store.ledger().of(mine));

    assertThat(store.ledger().dueLinks(10)).containsExactly(other);
    store.ledger().complete(store.ledger().of(mine));
    assertThat(store.ledger().of(other)).extracting(Change::attempt).containsExactly(0);
  }

  @OnEveryDatabase
  void leavesALinkAloneThatRests(Store store) {
    Link link = store.newLink();
    append(store, link.id());
    store.links().save(link, START.plus(MINUTE));

    assertThat(store.ledger().isDue(link.id())).isFalse();
    assertThat(store.ledger().dueLinks(10)).isEmpty();

    store.clock().move(MINUTE);

    assertThat(store.ledger().isDue(link.id())).isTrue();
    assertThat(store.ledger().dueLinks(10)).containsExactly(link.id());
  }

  @OnEveryDatabase
  void anOperatorDoesNotWaitForALinkThatRests(Store store) {
    Link link = store.newLink();
    store.links().save(link, START.plus(MINUTE));
    store.ledger().append(link.id(), ChangeSource.OPERATOR, "synchronize", null);

    assertThat(store.ledger().isDue(link.id())).isTrue();
    assertThat(store.ledger().dueLinks(10)).containsExactly(link.id());
  }

  @OnEveryDatabase
  void isDueForNothingWhenThereIsNoChange(Store store) {
    assertThat(store.ledger().isDue(store.newLink().id())).isFalse();
  }

  @OnEveryDatabase
  void completesMoreChangesThanOneStatementTakes(Store store) {
    long link = store.newLink().id();
    store
        .transaction()
        .executeWithoutResult(it -> IntStream.range(0, 1201).forEach(n -> append(store, link)));

    store.ledger().complete(store.ledger().of(link));

    assertThat(store.ledger().of(link)).isEmpty();
  }

  @OnEveryDatabase
  void countsWhatIsDueWhatWaitsAndWhatIsParked(Store store) {
    assertThat(store.ledger().backlog()).isEqualTo(new Backlog(0, 0, 0, 0, null));
    long link = store.newLink().id();
    append(store, link);
    store.ledger().park(store.ledger().of(link));
    store.clock().move(MINUTE);
    long waiting = store.newLink().id();
    append(store, waiting);
    append(store, waiting);
    store.ledger().postpone(store.ledger().of(waiting), START.plus(MINUTE.multipliedBy(2)));
    append(store, waiting);
    append(store, waiting);
    append(store, waiting);

    assertThat(store.ledger().backlog()).isEqualTo(new Backlog(6, 3, 2, 1, START));
  }

  private static void append(Store store, long link) {
    store.ledger().append(link, ChangeSource.CRM, "record-changed", null);
  }
}
