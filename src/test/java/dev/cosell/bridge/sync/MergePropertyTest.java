package dev.cosell.bridge.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Moments;
import dev.cosell.bridge.mapping.Policy;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.Merged.Winner;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of the merge, over any bases, referrals, records, policies and directions. */
@EveryCrm
class MergePropertyTest {

  /** A field and its three values. */
  record Cell(
      Moments toCrm,
      Moments toPartnerCenter,
      Policy policy,
      JsonNode base,
      JsonNode referral,
      JsonNode record) {

    MappedField field(int index) {
      return MergeTest.field("f" + index, toCrm, toPartnerCenter, policy);
    }

    /** The same with the two sides exchanged. */
    Cell mirrored() {
      return new Cell(
          /* toCrm= */ toPartnerCenter,
          /* toPartnerCenter= */ toCrm,
          MergePropertyTest.mirrored(policy),
          base,
          /* referral= */ record,
          /* record= */ referral);
    }
  }

  /** A merge and what it was made of. */
  record Case(List<Cell> cells, boolean referralIsNewer) {

    List<MappedField> fields() {
      List<MappedField> fields = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        fields.add(cells.get(i).field(i));
      }
      return fields;
    }

    Snapshot base() {
      return snapshot(cells.stream().map(Cell::base).toList());
    }

    Snapshot referral() {
      return snapshot(cells.stream().map(Cell::referral).toList());
    }

    Snapshot record() {
      return snapshot(cells.stream().map(Cell::record).toList());
    }

    Merged merged() {
      return Merge.merge(base(), referral(), record(), fields(), Set.of(), referralIsNewer);
    }

    Case mirrored() {
      return new Case(cells.stream().map(Cell::mirrored).toList(), !referralIsNewer);
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Cell> cell =
        Combinators.combine(
                Arbitraries.of(Moments.class),
                Arbitraries.of(Moments.class),
                Arbitraries.of(Policy.class),
                value(),
                value(),
                value())
            .as(Cell::new);
    return Combinators.combine(cell.list().ofMinSize(1).ofMaxSize(5), Arbitraries.of(true, false))
        .as(Case::new);
  }

  private static Arbitrary<JsonNode> value() {
    return Arbitraries.of(
        NullNode.instance,
        TextNode.valueOf("a"),
        TextNode.valueOf("b"),
        TextNode.valueOf("c"),
        DecimalNode.valueOf(new BigDecimal("1.5")),
        DecimalNode.valueOf(new BigDecimal("2")));
  }

  @Property
  void hasNothingToDoOnceItsWritesAreDone(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    Snapshot record = applied(deal.record(), merged.crmValues());
    Snapshot referral = applied(deal.referral(), merged.partnerCenterValues());
    Snapshot base = merged.afterSending(merged.agreed(), merged.toPartnerCenter());

    for (boolean newer : new boolean[] {true, false}) {
      Merged again = Merge.merge(base, referral, record, deal.fields(), Set.of(), newer);
      assertThat(again.toCrm()).isEmpty();
      assertThat(again.toPartnerCenter()).isEmpty();
      assertThat(again.kept()).isEmpty();
      assertThat(again.conflicts()).allMatch(it -> it.winner() == Winner.HELD);
      assertThat(again.agreed()).isEqualTo(base);
    }
  }

  @Property
  void stillSendsWhatWasNotSent(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    Snapshot record = applied(deal.record(), merged.crmValues());

    for (boolean newer : new boolean[] {true, false}) {
      Merged again =
          Merge.merge(merged.agreed(), deal.referral(), record, deal.fields(), Set.of(), newer);
      assertThat(again.partnerCenterValues()).isEqualTo(merged.partnerCenterValues());
      assertThat(again.toCrm()).isEmpty();
      assertThat(again.conflicts()).allMatch(it -> it.winner() == Winner.HELD);
    }
  }

  @Property
  void seesTheNextEditOfEitherSide(@ForAll("cases") Case deal, @ForAll boolean there) {
    Merged merged = deal.merged();
    Snapshot record = applied(deal.record(), merged.crmValues());
    Snapshot referral = applied(deal.referral(), merged.partnerCenterValues());
    Snapshot base = merged.afterSending(merged.agreed(), merged.toPartnerCenter());
    JsonNode edit = TextNode.valueOf("the next edit");
    each(
        deal,
        (name, cell) -> {
          boolean travels = (there ? cell.toCrm() : cell.toPartnerCenter()).include(Moment.UPDATE);
          Merged next =
              there
                  ? Merge.merge(
                      base, referral.with(name, edit), record, deal.fields(), Set.of(), true)
                  : Merge.merge(
                      base, referral, record.with(name, edit), deal.fields(), Set.of(), false);
          boolean held =
              merged.conflicts().stream()
                  .anyMatch(it -> it.field().equals(name) && it.winner() == Winner.HELD);
          if (travels && !held) {
            assertThat(there ? next.toCrm() : next.toPartnerCenter()).containsExactly(name);
          }
        });
  }

  @Property
  void neverLosesAnEditThatOnlyOneSideMade(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    Snapshot record = applied(deal.record(), merged.crmValues());
    Snapshot referral = applied(deal.referral(), merged.partnerCenterValues());
    each(
        deal,
        (name, cell) -> {
          if (!cell.referral().equals(cell.base()) && cell.record().equals(cell.base())) {
            assertThat(referral.get(name)).isEqualTo(cell.referral());
            assertThat(record.get(name))
                .isEqualTo(cell.toCrm().include(Moment.UPDATE) ? cell.referral() : cell.record());
          } else if (cell.referral().equals(cell.base()) && !cell.record().equals(cell.base())) {
            assertThat(record.get(name)).isEqualTo(cell.record());
            assertThat(referral.get(name))
                .isEqualTo(
                    cell.toPartnerCenter().include(Moment.UPDATE)
                        ? cell.record()
                        : cell.referral());
          }
        });
  }

  @Property
  void seesAConflictOnlyWhereBothSidesMadeDifferentEdits(@ForAll("cases") Case deal) {
    Set<String> conflicts =
        deal.merged().conflicts().stream().map(Merged.Conflict::field).collect(Collectors.toSet());
    each(
        deal,
        (name, cell) ->
            assertThat(conflicts.contains(name))
                .isEqualTo(
                    (cell.toCrm().include(Moment.UPDATE)
                            || cell.toPartnerCenter().include(Moment.UPDATE))
                        && !cell.referral().equals(cell.record())
                        && !cell.referral().equals(cell.base())
                        && !cell.record().equals(cell.base())));
  }

  @Property
  void treatsBothSidesAlike(@ForAll("cases") Case deal) {
    Merged one = deal.merged();
    Merged other = deal.mirrored().merged();

    assertThat(other.toCrm()).isEqualTo(one.toPartnerCenter());
    assertThat(other.toPartnerCenter()).isEqualTo(one.toCrm());
    assertThat(other.conflicts())
        .isEqualTo(
            one.conflicts().stream()
                .map(
                    it ->
                        new Merged.Conflict(
                            it.field(),
                            it.base(),
                            /* referral= */ it.record(),
                            /* record= */ it.referral(),
                            mirrored(it.winner())))
                .toList());
  }

  @Property
  void doesNotLookAtTheOrderOfTheFields(@ForAll("cases") Case deal) {
    List<MappedField> backwards = new ArrayList<>(deal.fields());
    java.util.Collections.reverse(backwards);
    Merged other =
        Merge.merge(
            deal.base(),
            deal.referral(),
            deal.record(),
            backwards,
            Set.of(),
            deal.referralIsNewer());

    assertThat(other.toCrm()).isEqualTo(deal.merged().toCrm());
    assertThat(other.toPartnerCenter()).isEqualTo(deal.merged().toPartnerCenter());
    assertThat(other.agreed()).isEqualTo(deal.merged().agreed());
  }

  @Property
  void neverTouchesFieldsThatItWasNotGiven(@ForAll("cases") Case deal) {
    List<MappedField> given = deal.fields().subList(1, deal.cells().size());
    Merged merged =
        Merge.merge(
            deal.base(), deal.referral(), deal.record(), given, Set.of(), deal.referralIsNewer());

    assertThat(merged.toCrm()).doesNotContain("f0");
    assertThat(merged.toPartnerCenter()).doesNotContain("f0");
    assertThat(merged.conflicts()).extracting(Merged.Conflict::field).doesNotContain("f0");
    assertThat(merged.agreed().get("f0")).isEqualTo(deal.base().get("f0"));
  }

  @Property
  void decidesEachFieldByItself(@ForAll("cases") Case deal) {
    Merged all = deal.merged();
    Merged alone =
        Merge.merge(
            deal.base(),
            deal.referral(),
            deal.record(),
            deal.fields().subList(0, 1),
            Set.of(),
            deal.referralIsNewer());

    assertThat(all.toCrm().contains("f0")).isEqualTo(alone.toCrm().contains("f0"));
    assertThat(all.toPartnerCenter().contains("f0"))
        .isEqualTo(alone.toPartnerCenter().contains("f0"));
    assertThat(all.agreed().get("f0")).isEqualTo(alone.agreed().get("f0"));
  }

  @Property
  void writesNoFieldAgainstItsDirection(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    each(
        deal,
        (name, cell) -> {
          if (!cell.toCrm().include(Moment.UPDATE)) {
            assertThat(merged.toCrm()).doesNotContain(name);
          }
          if (!cell.toPartnerCenter().include(Moment.UPDATE)) {
            assertThat(merged.toPartnerCenter()).doesNotContain(name);
          }
        });
  }

  @Property
  void neverWritesAFieldBothWays(@ForAll("cases") Case deal) {
    assertThat(deal.merged().toCrm()).noneMatch(deal.merged().toPartnerCenter()::contains);
  }

  @Property
  void writesOnlyFieldsThatDiffer(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    each(
        deal,
        (name, cell) -> {
          if (cell.referral().equals(cell.record())) {
            assertThat(merged.toCrm()).doesNotContain(name);
            assertThat(merged.toPartnerCenter()).doesNotContain(name);
          }
        });
  }

  @Property
  void movesTheBaseExactlyToWhatBothSidesHoldOnceEverythingIsWritten(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    Snapshot record = applied(deal.record(), merged.crmValues());
    Snapshot referral = applied(deal.referral(), merged.partnerCenterValues());
    Snapshot base = merged.afterSending(merged.agreed(), merged.toPartnerCenter());
    each(
        deal,
        (name, cell) -> {
          boolean held =
              merged.conflicts().stream()
                  .anyMatch(it -> it.field().equals(name) && it.winner() == Winner.HELD);
          assertThat(Base.ofRecord(base, name)).isEqualTo(held ? cell.base() : record.get(name));
          assertThat(Base.ofReferral(base, name))
              .isEqualTo(held ? cell.base() : referral.get(name));
        });
  }

  @Property
  void holdsAConflictUnderThePolicyManualAndNoOtherField(@ForAll("cases") Case deal) {
    Merged merged = deal.merged();
    each(
        deal,
        (name, cell) ->
            assertThat(
                    merged.conflicts().stream()
                        .anyMatch(it -> it.field().equals(name) && it.winner() == Winner.HELD))
                .isEqualTo(
                    cell.policy() == Policy.MANUAL
                        && merged.conflicts().stream().anyMatch(it -> it.field().equals(name))));
    merged.conflicts().stream()
        .filter(it -> it.winner() == Winner.HELD)
        .forEach(
            it -> {
              assertThat(merged.toCrm()).doesNotContain(it.field());
              assertThat(merged.toPartnerCenter()).doesNotContain(it.field());
            });
  }

  private interface Law {
    void check(String name, Cell cell);
  }

  private static void each(Case deal, Law law) {
    for (int i = 0; i < deal.cells().size(); i++) {
      law.check("f" + i, deal.cells().get(i));
    }
  }

  private static Snapshot applied(Snapshot target, Map<String, JsonNode> values) {
    Snapshot applied = target;
    for (Map.Entry<String, JsonNode> value : values.entrySet()) {
      applied = applied.with(value.getKey(), value.getValue());
    }
    return applied;
  }

  private static Snapshot snapshot(List<JsonNode> values) {
    Snapshot snapshot = Snapshot.fromJson("{}");
    for (int i = 0; i < values.size(); i++) {
      snapshot = snapshot.with("f" + i, values.get(i));
    }
    return snapshot;
  }

  private static Policy mirrored(Policy policy) {
    return switch (policy) {
      case PARTNER_CENTER -> Policy.CRM;
      case CRM -> Policy.PARTNER_CENTER;
      case NEWEST, MANUAL -> policy;
    };
  }

  private static Winner mirrored(Winner winner) {
    return switch (winner) {
      case PARTNER_CENTER -> Winner.CRM;
      case CRM -> Winner.PARTNER_CENTER;
      case HELD -> Winner.HELD;
    };
  }
}
