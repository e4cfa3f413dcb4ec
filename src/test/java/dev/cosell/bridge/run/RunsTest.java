package dev.cosell.bridge.run;

import static dev.cosell.bridge.store.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.RunDetail.Call;
import dev.cosell.bridge.run.RunDetail.Conflict;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import dev.cosell.bridge.store.OnEveryDatabase;
import dev.cosell.bridge.store.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

class RunsTest {

  private static final RunDetail NOTHING =
      new RunDetail(List.of(), 0, List.of(), List.of(), List.of(), List.of());

  @OnEveryDatabase
  void keepsEverythingThatASynchronizationDid(Store store) {
    RunDetail detail =
        new RunDetail(
            List.of("partner-center referral-updated"),
            3,
            List.of("opened the deal"),
            List.of(new Call("dynamics", "PATCH opportunities", "412", 17, "c0ffee")),
            List.of(
                new FieldChange(
                    "dealValue",
                    "crm",
                    DecimalNode.valueOf(new BigDecimal("12345678901234567.89")),
                    TextNode.valueOf("Ω 🚲"))),
            List.of(
                new Conflict(
                    "name",
                    TextNode.valueOf("a"),
                    TextNode.valueOf("b"),
                    TextNode.valueOf("c"),
                    "held")));
    Run run = run(Store.newReferral(), Outcome.UPDATED, "because", detail);

    store.runs().keep(run);

    Run kept = store.runs().search(new RunQuery(null, null, 0, 1)).get(0);
    assertThat(kept).usingRecursiveComparison().ignoringFields("id").isEqualTo(run);
    assertThat(store.runs().find(kept.id())).contains(kept);
  }

  @OnEveryDatabase
  void findsNoRunThatWasNeverKept(Store store) {
    assertThat(store.runs().find(Long.MAX_VALUE)).isEmpty();
  }

  @OnEveryDatabase
  void findsByOutcomeAndReferralTogether(Store store) {
    ReferralId mine = Store.newReferral();
    store.runs().keep(run(mine, Outcome.FAILED, "mine failed", NOTHING));
    store.runs().keep(run(mine, Outcome.UPDATED, "mine updated", NOTHING));
    store.runs().keep(run(Store.newReferral(), Outcome.FAILED, "other failed", NOTHING));

    assertThat(reasons(store, new RunQuery(Outcome.FAILED, mine, 0, 9)))
        .containsExactly("mine failed");
    assertThat(reasons(store, new RunQuery(null, mine, 0, 9)))
        .containsExactly("mine updated", "mine failed");
    assertThat(reasons(store, new RunQuery(Outcome.FAILED, null, 0, 9)))
        .containsExactly("other failed", "mine failed");
    assertThat(reasons(store, new RunQuery(Outcome.HELD, mine, 0, 9))).isEmpty();
    assertThat(store.runs().count(new RunQuery(Outcome.FAILED, mine, 0, 1))).isEqualTo(1);
    assertThat(store.runs().count(new RunQuery(null, null, 7, 1))).isEqualTo(3);
  }

  @OnEveryDatabase
  void showsEveryRunOnExactlyOnePageTheLastFirst(Store store) {
    ReferralId referral = Store.newReferral();
    IntStream.range(0, 5)
        .forEach(
            number -> store.runs().keep(run(referral, Outcome.UNCHANGED, "" + number, NOTHING)));

    List<@Nullable String> pages =
        IntStream.range(0, 3)
            .mapToObj(page -> new RunQuery(null, null, page, 2))
            .flatMap(query -> reasons(store, query).stream())
            .toList();

    assertThat(pages).containsExactly("4", "3", "2", "1", "0");
    assertThat(reasons(store, new RunQuery(null, null, Integer.MAX_VALUE, 200))).isEmpty();
  }

  @OnEveryDatabase
  void cutsAReasonThatIsTooLong(Store store) {
    store.runs().keep(run(Store.newReferral(), Outcome.FAILED, "x".repeat(2001), NOTHING));

    assertThat(reasons(store, new RunQuery(null, null, 0, 1))).containsExactly("x".repeat(2000));
  }

  @OnEveryDatabase
  void keepsARunWhoseTextsHoldACharacterThatTheDatabaseCannot(Store store) {
    RunDetail detail =
        new RunDetail(
            List.of(),
            0,
            List.of("st\u0000ep"),
            List.of(),
            List.of(new FieldChange("name", "crm", null, TextNode.valueOf("a\u0000b"))),
            List.of());

    store.runs().keep(run(Store.newReferral(), Outcome.FAILED, "re\u0000ason", detail));

    Run kept = store.runs().search(new RunQuery(null, null, 0, 1)).get(0);
    assertThat(kept.reason()).isEqualTo("reason");
    assertThat(kept.detail().steps()).containsExactly("st\u0000ep");
  }

  private static Run run(ReferralId referral, Outcome outcome, String reason, RunDetail detail) {
    return new Run(
        0,
        7,
        referral,
        "0d000000-0000-4000-8000-000000000001",
        "partner-center referral-updated",
        outcome,
        reason,
        START,
        START.plus(Duration.ofMillis(1234)),
        detail);
  }

  private static List<@Nullable String> reasons(Store store, RunQuery query) {
    return store.runs().search(query).stream().<@Nullable String>map(Run::reason).toList();
  }
}
