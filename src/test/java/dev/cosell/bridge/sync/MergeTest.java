package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.mapping.Directions;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moments;
import dev.cosell.bridge.mapping.Policy;
import dev.cosell.bridge.mapping.Presence;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One example for each row of the merge rule; {@link MergePropertyTest} has the laws. */
@EveryCrm
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
        null,
        Presence.USUAL);
  }

  @Test
  void doesNotDecideAConflictAgainUntilPartnerCenterChangesTheFieldOnceMore() {
    List<MappedField> fields = List.of(field("f", Moments.BOTH, Moments.BOTH, Policy.NEWEST));
    Merged lost = Merge.merge(snapshot("a"), snapshot("b"), snapshot("c"), fields, Set.of(), false);

    Merged again = Merge.merge(lost.agreed(), snapshot("b"), snapshot("c"), fields, Set.of(), true);
    Merged news = Merge.merge(lost.agreed(), snapshot("d"), snapshot("c"), fields, Set.of(), true);
    Merged equal = Merge.merge(lost.agreed(), snapshot("b"), snapshot("b"), fields, Set.of(), true);

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
            Set.of(),
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
            Set.of(),
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
            Set.of(),
            true);

    assertThat(merged.toCrm()).containsExactly("there");
    assertThat(merged.toPartnerCenter()).containsExactly("here");
    assertThat(merged.conflicts()).extracting(Merged.Conflict::field).containsExactly("held");
  }

  @ParameterizedTest
  @CsvSource({"NEVER", "CREATE"})
  void keepsBothValuesOfAFieldThatDoesNotTravel(Moments direction) {
    List<MappedField> fields = List.of(field("f", direction, direction, Policy.NEWEST));

    Merged there = Merge.merge(snapshot("a"), snapshot("b"), snapshot("a"), fields, Set.of(), true);
    Merged here = Merge.merge(snapshot("a"), snapshot("a"), snapshot("b"), fields, Set.of(), true);
    Merged both = Merge.merge(snapshot("a"), snapshot("b"), snapshot("c"), fields, Set.of(), true);

    assertThat(List.of(there, here, both))
        .allSatisfy(
            merged -> {
              assertThat(merged.toCrm()).isEmpty();
              assertThat(merged.toPartnerCenter()).isEmpty();
              assertThat(merged.conflicts()).isEmpty();
              assertThat(merged.kept()).containsExactly("f");
            });
    assertThat(Base.ofReferral(both.agreed(), "f")).hasToString("\"b\"");
    assertThat(Base.ofRecord(both.agreed(), "f")).hasToString("\"c\"");
    assertThat(
            Merge.merge(both.agreed(), snapshot("b"), snapshot("c"), fields, Set.of(), true).kept())
        .as("no news")
        .isEmpty();
    assertThat(Base.ofReferral(here.agreed(), "f")).hasToString("\"a\"");
    assertThat(Base.ofRecord(there.agreed(), "f")).hasToString("\"a\"");
  }

  @ParameterizedTest(name = "{0}, {1} there, {2} here, {3}: {4}")
  @CsvSource({
    "newest, won, in-progress, CRM, won",
    "newest, in-progress, won, CRM, won",
    "newest, on-hold, lost, PARTNER_CENTER, lost",
    "newest, lost, on-hold, CRM, lost",
    "crm, won, on-hold, CRM, won",
    "partner-center, in-progress, lost, PARTNER_CENTER, lost",
    "newest, won, lost, CRM, won",
    "crm, won, lost, CRM, won",
    "manual, won, lost, CRM, -",
    "manual, won, in-progress, CRM, -",
  })
  void aDealThatIsClosedSomewhereIsNotOpenedByAnEditElsewhere(
      String policy, String there, String here, Merged.Winner last, String winner) {
    MappedField status = withPolicy(MAPPINGS.opportunity().field("status"), policy);

    Merged merged =
        Merge.merge(
            named("status", "'invented'"),
            named("status", "'" + there + "'"),
            named("status", "'" + here + "'"),
            List.of(status),
            Set.of(),
            last == Merged.Winner.PARTNER_CENTER);

    assertThat(merged.conflicts()).hasSize(1);
    assertThat(merged.toCrm()).isEqualTo(winner.equals(there) ? Set.of("status") : Set.of());
    assertThat(merged.toPartnerCenter())
        .isEqualTo(winner.equals(here) ? Set.of("status") : Set.of());
  }

  @ParameterizedTest(name = "{0} there, {1} here")
  @CsvSource({"true,false", "false,true"})
  void whatMicrosoftMaySeeStaysVisibleWhoeverWasLast(boolean there, boolean here) {
    for (String policy : List.of("newest", "crm", "partner-center", "manual")) {
      for (boolean referralIsNewer : new boolean[] {true, false}) {
        Merged merged =
            Merge.merge(
                snapshot(null),
                named("visibleToMicrosoft", String.valueOf(there)),
                named("visibleToMicrosoft", String.valueOf(here)),
                List.of(withPolicy(MAPPINGS.opportunity().field("visibleToMicrosoft"), policy)),
                Set.of(),
                referralIsNewer);

        assertThat(merged.crmValues().values().toString())
            .as(policy)
            .isEqualTo(there ? "[true]" : "[]");
        assertThat(merged.partnerCenterValues().values().toString())
            .isEqualTo(here ? "[true]" : "[]");
      }
    }
  }

  @Test
  void listsThatBothSidesEditedAreMergedIntoBothAndStayPendingUntilPartnerCenterHasThem() {
    List<MappedField> solutions = List.of(MAPPINGS.opportunity().field("solutions"));
    Merged merged =
        Merge.merge(
            named("solutions", "['A','B']"),
            named("solutions", "['A','B','C']"),
            named("solutions", "['B','D']"),
            solutions,
            Set.of(),
            true);

    Snapshot both = named("solutions", "['B','C','D']");
    assertThat(merged.crmValues().get("solutions")).isEqualTo(both.get("solutions"));
    assertThat(merged.partnerCenterValues().get("solutions")).isEqualTo(both.get("solutions"));
    assertThat(merged.conflicts()).isEmpty();

    Merged pending =
        Merge.merge(
            merged.agreed(), named("solutions", "['A','B','C']"), both, solutions, Set.of(), true);
    assertThat(pending.toCrm()).as("the CRM has it").isEmpty();
    assertThat(pending.partnerCenterValues().get("solutions")).isEqualTo(both.get("solutions"));

    Snapshot sent = merged.afterSending(merged.agreed(), Set.of("solutions"));
    assertThat(sent).isEqualTo(both);
  }

  @Test
  void whatPartnerCenterRemovedFromAListStaysRemovedWhileTheSellerAddsToIt() {
    Merged merged =
        Merge.merge(
            named("solutions", "['A','B']"),
            named("solutions", "['A']"),
            named("solutions", "['A','B','C']"),
            List.of(MAPPINGS.opportunity().field("solutions")),
            Set.of(),
            false);

    assertThat(merged.crmValues().get("solutions")).hasToString("[\"A\",\"C\"]");
    assertThat(merged.partnerCenterValues().get("solutions")).hasToString("[\"A\",\"C\"]");
  }

  @ParameterizedTest
  @CsvSource({"referralId,'theirs'", "referralLink,'https://partner.microsoft.com/x'"})
  void whatASellerDoesToTheReferralsIdAndLinkIsUndone(String name, String value) {
    Snapshot agreed = named(name, "'" + value + "'");
    for (Snapshot edited : List.of(named(name, "'by hand'"), snapshot(null))) {
      Merged merged =
          Merge.merge(
              agreed, agreed, edited, List.of(MAPPINGS.opportunity().field(name)), Set.of(), false);

      assertThat(merged.crmValues().get(name)).isEqualTo(agreed.get(name));
      assertThat(merged.toPartnerCenter()).isEmpty();
      assertThat(merged.agreed()).isEqualTo(agreed);
    }
  }

  private static MappedField withPolicy(MappedField field, String policy) {
    return new MappedField(
        field.name(),
        field.source(),
        field.column(),
        new Directions(
            field.toCrm(),
            field.toPartnerCenter(),
            Policy.valueOf(policy.toUpperCase(java.util.Locale.ROOT).replace('-', '_'))),
        field.values(),
        field.max(),
        field.match(),
        field.role(),
        field.presence());
  }

  private static Snapshot named(String field, String value) {
    return Snapshot.fromJson(json("{'" + field + "':" + value + "}").toString());
  }

  private static Snapshot snapshot(@org.jspecify.annotations.Nullable String value) {
    return Snapshot.fromJson(value == null ? "{}" : json("{'f':'" + value + "'}").toString());
  }
}
