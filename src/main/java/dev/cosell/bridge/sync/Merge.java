package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.Merged.Conflict;
import dev.cosell.bridge.sync.Merged.Winner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The three-way merge: each side is compared with the base, field by field. Changed on one side:
 * that value is copied. Changed on both to the same value: they agree. Changed on both to different
 * values: the field's policy decides.
 */
public final class Merge {

  /**
   * Before a field's name in the base: the value of Partner Center that lost the last conflict of
   * that field and still stands there.
   */
  private static final String OVERRULED = "overruled ";

  private final Snapshot base;
  private final Snapshot referral;
  private final Snapshot record;
  private final boolean referralIsNewer;
  private final Set<String> toCrm = new LinkedHashSet<>();
  private final Set<String> toPartnerCenter = new LinkedHashSet<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private Snapshot agreed;

  private Merge(Snapshot base, Snapshot referral, Snapshot record, boolean referralIsNewer) {
    this.base = base;
    this.referral = referral;
    this.record = record;
    this.referralIsNewer = referralIsNewer;
    this.agreed = base;
  }

  /**
   * Merges.
   *
   * @param fields the fields to look at
   * @param referralIsNewer whether Partner Center was changed last, for the policy {@code newest}
   */
  public static Merged merge(
      Snapshot base,
      Snapshot referral,
      Snapshot record,
      List<MappedField> fields,
      boolean referralIsNewer) {
    Merge merge = new Merge(base, referral, record, referralIsNewer);
    fields.forEach(merge::field);
    return new Merged(merge.toCrm, merge.toPartnerCenter, merge.conflicts, merge.agreed);
  }

  private void field(MappedField field) {
    JsonNode there = referral.get(field.name());
    JsonNode here = record.get(field.name());
    JsonNode before = base.get(field.name());
    if (there.equals(here)) {
      agree(field, there);
    } else if (here.equals(before)) {
      copyToCrm(field);
    } else if (there.equals(before)) {
      copyToPartnerCenter(field);
    } else {
      conflict(field);
    }
  }

  private void agree(MappedField field, JsonNode value) {
    agreed =
        agreed.with(field.name(), value).with(OVERRULED + field.name(), NullNode.getInstance());
  }

  private void copyToCrm(MappedField field) {
    if (field.toCrm().include(Moment.UPDATE)) {
      toCrm.add(field.name());
      agree(field, referral.get(field.name()));
    }
  }

  private void copyToPartnerCenter(MappedField field) {
    if (field.toPartnerCenter().include(Moment.UPDATE)) {
      toPartnerCenter.add(field.name());
    }
  }

  /** A value of Partner Center that lost a conflict before is no news. */
  private boolean isOverruled(MappedField field) {
    JsonNode overruled = base.get(OVERRULED + field.name());
    return !overruled.isNull() && overruled.equals(referral.get(field.name()));
  }

  private void conflict(MappedField field) {
    if (isOverruled(field)) {
      copyToPartnerCenter(field);
      return;
    }
    Winner winner = winner(field);
    conflicts.add(
        new Conflict(
            field.name(),
            base.get(field.name()),
            referral.get(field.name()),
            record.get(field.name()),
            winner));
    switch (winner) {
      case PARTNER_CENTER -> copyToCrm(field);
      case CRM -> {
        agreed = agreed.with(OVERRULED + field.name(), referral.get(field.name()));
        copyToPartnerCenter(field);
      }
      case HELD -> {}
    }
  }

  private Winner winner(MappedField field) {
    return switch (field.policy()) {
      case PARTNER_CENTER -> Winner.PARTNER_CENTER;
      case CRM -> Winner.CRM;
      case NEWEST -> referralIsNewer ? Winner.PARTNER_CENTER : Winner.CRM;
      case MANUAL -> Winner.HELD;
    };
  }
}
