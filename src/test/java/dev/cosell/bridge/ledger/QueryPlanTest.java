package dev.cosell.bridge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkQuery;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunQuery;
import dev.cosell.bridge.store.Database;
import dev.cosell.bridge.store.QueryPlans;
import dev.cosell.bridge.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queries that run often look at few rows, however many there are. */
class QueryPlanTest {

  private static final int ROWS = 50_000;
  private static final QueryPlans PLANS = new QueryPlans();
  private static Store store;

  @BeforeAll
  static void fill() {
    store = Store.open(Database.POSTGRESQL, PLANS::watch);
    for (String sql : List.of(LINKS, CHANGES, RUNS)) {
      store.jdbc().sql(sql).params(Map.of("rows", ROWS)).update();
    }
    for (String table : List.of("link", "change", "run")) {
      store.jdbc().sql("ANALYZE " + table).update();
    }
    store.clock().move(Duration.ofSeconds(10)); // ten changes are due, the others are later
  }

  @AfterAll
  static void close() throws IOException {
    store.close();
  }

  @Test
  void findsTheDueLinksByTheIndexOfTheirTurns() {
    assertThat(PLANS.of(() -> assertThat(store.ledger().dueLinks(20)).hasSize(10)))
        .singleElement()
        .satisfies(QueryPlanTest::scansNoTable)
        .asString()
        .contains("change_turn");
  }

  @Test
  void readsTheChangesOfALinkByTheirIndex() {
    assertThat(PLANS.of(() -> assertThat(store.ledger().of(4711)).hasSize(1)))
        .singleElement()
        .satisfies(QueryPlanTest::scansNoTable)
        .asString()
        .contains("change_link");
  }

  @Test
  void asksWhetherALinkIsDueByIndexes() {
    assertThat(PLANS.of(() -> assertThat(store.ledger().isDue(3)).isTrue()))
        .singleElement()
        .satisfies(QueryPlanTest::scansNoTable);
  }

  @Test
  void findsALinkByItsReferralByIndex() {
    ReferralId referral = referral(4711);

    assertThat(
            PLANS.of(
                () -> {
                  assertThat(store.links().keyOf(referral)).isEqualTo(4711);
                  assertThat(store.links().find(referral)).map(Link::id).contains(4711L);
                }))
        .hasSize(2)
        .allSatisfy(QueryPlanTest::scansNoTable);
  }

  @Test
  void findsTheRunsOfAReferralByTheirIndex() {
    RunQuery query = new RunQuery(null, referral(4711), 0, 20);

    assertThat(
            PLANS.of(
                () -> {
                  assertThat(store.runs().search(query)).hasSize(1);
                  assertThat(store.runs().count(query)).isEqualTo(1);
                }))
        .hasSize(2)
        .allSatisfy(QueryPlanTest::scansNoTable)
        .allSatisfy(plan -> assertThat(plan).contains("run_referral"));
  }

  @Test
  void findsRareOutcomesAndTheLastRunsByIndex() {
    assertThat(
            PLANS.of(
                () -> {
                  store.runs().search(new RunQuery(Outcome.FAILED, null, 0, 20));
                  store.runs().count(new RunQuery(Outcome.FAILED, null, 0, 20));
                  store.runs().search(new RunQuery(null, null, 0, 20));
                }))
        .hasSize(3)
        .allSatisfy(QueryPlanTest::scansNoTable);
  }

  @Test
  void countsLinksThatNeedAttentionByIndex() {
    assertThat(PLANS.of(() -> store.links().count(new LinkQuery("", LinkState.FAILED, 0, 1))))
        .singleElement()
        .satisfies(QueryPlanTest::scansNoTable);
  }

  @Test
  void showsTheLastChangedLinksByIndex() {
    assertThat(PLANS.of(() -> store.links().search(new LinkQuery("", null, 0, 20))))
        .singleElement()
        .satisfies(QueryPlanTest::scansNoTable);
  }

  @Test
  void asksForAPageOfRecordsTheirReferralsAndTheirChangesByIndexes() {
    List<Integer> page = IntStream.rangeClosed(1, 250).boxed().toList();

    assertThat(
            PLANS.of(
                () -> {
                  RecordLinks links = store.recordLinks();
                  assertThat(links.ofRecords(page.stream().map(QueryPlanTest::record).toList()))
                      .isEmpty();
                  assertThat(links.ofReferrals(page.stream().map(QueryPlanTest::referral).toList()))
                      .hasSize(250);
                  assertThat(links.waiting(page.stream().map(Integer::longValue).toList()))
                      .isEmpty();
                }))
        .hasSize(3)
        .allSatisfy(QueryPlanTest::scansNoTable);
  }

  @Test
  void asksForAPageOfListedReferralsAndTheirChangesByIndexes() {
    List<Integer> page = IntStream.rangeClosed(1, 100).boxed().toList();

    assertThat(
            PLANS.of(
                () -> {
                  ReferralLinks links = new ReferralLinks(store.jdbc());
                  assertThat(links.of(page.stream().map(QueryPlanTest::referral).toList()))
                      .hasSize(100);
                  assertThat(links.waiting(page.stream().map(Integer::longValue).toList()))
                      .hasSize(100);
                }))
        .hasSize(2)
        .allSatisfy(QueryPlanTest::scansNoTable);
  }

  @Test
  void readsTheNextOpenLinksByTheirKey() {
    assertThat(PLANS.of(() -> assertThat(store.openLinks().after(49_000, 200)).isEmpty()))
        .singleElement()
        .satisfies(QueryPlanTest::scansNoTable);
  }

  private static RecordId record(int number) {
    return RecordId.opportunity(String.format("0b000000-0000-4000-8000-%012d", number));
  }

  private static void scansNoTable(String plan) {
    assertThat(plan).doesNotContain("Seq Scan").doesNotContain("Sort Key: id");
  }

  private static ReferralId referral(int number) {
    return ReferralId.of(String.format("0a000000-0000-4000-8000-%012d", number));
  }

  private static final String LINKS =
      """
      INSERT INTO link (id, referral_id, name, state, base, created_at, updated_at)
      SELECT n, '0a000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'deal ' || n,
        CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'linked' END, '{}',
        TIMESTAMPTZ '2027-01-01', TIMESTAMPTZ '2027-01-01' + n * INTERVAL '1 second'
      FROM generate_series(1, :rows) AS n
      """;

  private static final String CHANGES =
      """
      INSERT INTO change (link_id, source, event, received_at, due_at, turn_at, attempt)
      SELECT n, 'partner-center', 'referral-updated', TIMESTAMPTZ '2027-01-04 08:00:00Z',
        CASE WHEN n % 2 = 0 AND n > 20 THEN NULL
          ELSE TIMESTAMPTZ '2027-01-04 08:00:00Z' + n * INTERVAL '1 second' END,
        CASE WHEN n % 2 = 0 AND n > 20 THEN NULL
          ELSE TIMESTAMPTZ '2027-01-04 08:01:00Z' + n * INTERVAL '1 second' END, 0
      FROM generate_series(1, :rows) AS n
      """;

  private static final String RUNS =
      """
      INSERT INTO run (link_id, referral_id, event, outcome, started_at, finished_at, detail)
      SELECT n, '0a000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'referral-updated',
        CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'unchanged' END,
        TIMESTAMPTZ '2027-01-04', TIMESTAMPTZ '2027-01-04',
        '{"changes":[],"attempt":0,"steps":[],"calls":[],"fields":[],"conflicts":[]}'
      FROM generate_series(1, :rows) AS n
      """;
}
