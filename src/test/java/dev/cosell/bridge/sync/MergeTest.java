package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.mapping.Directions;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moments;
import dev.cosell.bridge.mapping.Policy;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One example for each row of the merge rule; {@link MergePropertyTest} has the laws. */
class MergeTest {

  /** A text field of the shipped mapping under another name, with other directions. */
  static MappedField field(String name, Moments toCrm, Moments toPartnerCenter, Policy policy) {
    MappedField notes = MAPPINGS.opportunity().field("notes");
    return new MappedField(
        name,
        notes.source(),
        notes.column(),
        new Directions(toCrm, toPartnerCenter, policy),
        notes.values(),
        null,
        false,
        null);
  }

  @Test
  void doesNotDecideAConflictAgainUntilPartnerCenterChangesTheFieldOnceMore() {
    List<MappedField> fields = List.of(field("f", Moments.BOTH, Moments.BOTH, Policy.NEWEST));
    Merged lost = Merge.merge(snapshot("a"), snapshot("b"), snapshot("c"), fields, false);

    Merged again = Merge.merge(lost.agreed(), snapshot("b"), snapshot("c"), fields, true);
    Merged news = Merge.merge(lost.agreed(), snapshot("d"), snapshot("c"), fields, true);
    Merged equal = Merge.merge(lost.agreed(), snapshot("b"), snapshot("b"), fields, true);

    assertThat(again.conflicts()).isEmpty();
    assertThat(again.toCrm()).isEmpty();
    assertThat(again.toPartnerCenter()).containsExactly("f");
    assertThat(news.conflicts()).hasSize(1);
    assertThat(news.toCrm()).containsExactly("f");
    assertThat(equal.agreed()).isEqualTo(snapshot("b"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "nothing changed            | a | a | a | newest         | true  | -              | a",
        "empty on both sides        | - | - | - | newest         | true  | -              | -",
        "referral changed           | a | b | a | crm            | false | crm            | b",
        "referral emptied           | a | - | a | crm            | false | crm            | -",
        "referral filled            | - | b | - | crm            | false | crm            | b",
        "record changed             | a | a | b | partner-center | true  | partner-center | a",
        "record emptied             | a | a | - | partner-center | true  | partner-center | a",
        "record filled              | - | - | b | partner-center | true  | partner-center | -",
        "both changed alike         | a | b | b | manual         | true  | -              | b",
        "both emptied               | a | - | - | manual         | true  | -              | -",
        "both changed, newest there | a | b | c | newest         | true  | crm            | b",
        "both changed, newest here  | a | b | c | newest         | false | partner-center | a",
        "both changed, theirs wins  | a | b | c | partner-center | false | crm            | b",
        "both changed, ours wins    | a | b | c | crm            | true  | partner-center | a",
        "both changed, nobody wins  | a | b | c | manual         | true  | -              | a",
        "emptied against changed    | a | - | c | newest         | true  | crm            | -",
        "no base, both have a value | - | b | c | newest         | true  | crm            | b",
      })
  void mergesByTheRule(
      String row,
      String base,
      String referral,
      String record,
      String policy,
      boolean referralIsNewer,
      String writes,
      String agreed) {
    Policy who = Policy.valueOf(policy.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    Merged merged =
        Merge.merge(
            snapshot(base),
            snapshot(referral),
            snapshot(record),
            List.of(field("f", Moments.BOTH, Moments.BOTH, who)),
            referralIsNewer);

    assertThat(merged.toCrm()).isEqualTo("crm".equals(writes) ? Set.of("f") : Set.of());
    assertThat(merged.toPartnerCenter())
        .isEqualTo("partner-center".equals(writes) ? Set.of("f") : Set.of());
    assertThat(merged.agreed().get("f")).isEqualTo(snapshot(agreed).get("f"));
    assertThat(merged.conflicts())
        .hasSize(
            row.startsWith("both changed,") || row.contains("against") || row.startsWith("no base")
                ? 1
                : 0);
  }

  @Test
  void keepsBothValuesOfAConflict() {
    Merged merged =
        Merge.merge(
            snapshot("a"),
            snapshot("b"),
            snapshot("c"),
            List.of(field("f", Moments.BOTH, Moments.BOTH, Policy.MANUAL)),
            true);

    assertThat(merged.conflicts())
        .containsExactly(
            new Merged.Conflict(
                "f",
                snapshot("a").get("f"),
                snapshot("b").get("f"),
                snapshot("c").get("f"),
                Merged.Winner.HELD));
  }

  @Test
  void holdsOnlyTheFieldWhosePolicyIsManual() {
    Merged merged =
        Merge.merge(
            Snapshot.fromJson(json("{'held':'a','there':'a','here':'a'}").toString()),
            Snapshot.fromJson(json("{'held':'b','there':'b','here':'a'}").toString()),
            Snapshot.fromJson(json("{'held':'c','there':'a','here':'c'}").toString()),
            List.of(
                field("held", Moments.BOTH, Moments.BOTH, Policy.MANUAL),
                field("there", Moments.BOTH, Moments.BOTH, Policy.MANUAL),
                field("here", Moments.BOTH, Moments.BOTH, Policy.MANUAL)),
            true);

    assertThat(merged.toCrm()).containsExactly("there");
    assertThat(merged.toPartnerCenter()).containsExactly("here");
    assertThat(merged.conflicts()).extracting(Merged.Conflict::field).containsExactly("held");
  }

  @ParameterizedTest
  @CsvSource({"NEVER", "CREATE"})
  void keepsTheBaseOfAFieldThatDoesNotTravel(Moments direction) {
    List<MappedField> fields = List.of(field("f", direction, direction, Policy.NEWEST));

    Merged there = Merge.merge(snapshot("a"), snapshot("b"), snapshot("a"), fields, true);
    Merged here = Merge.merge(snapshot("a"), snapshot("a"), snapshot("b"), fields, true);
    Merged both = Merge.merge(snapshot("a"), snapshot("b"), snapshot("c"), fields, true);

    assertThat(List.of(there, here, both))
        .allSatisfy(
            merged -> {
              assertThat(merged.toCrm()).isEmpty();
              assertThat(merged.toPartnerCenter()).isEmpty();
              assertThat(merged.agreed()).isEqualTo(snapshot("a"));
            });
  }

  private static Snapshot snapshot(@org.jspecify.annotations.Nullable String value) {
    return Snapshot.fromJson(value == null ? "{}" : json("{'f':'" + value + "'}").toString());
  }
}
