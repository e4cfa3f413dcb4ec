package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Policy;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.Merged.Conflict;
import dev.cosell.bridge.sync.Merged.Winner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The three-way merge: each side is compared with the base, field by field. Changed on one side:
 * that value is copied. Changed on both to the same value: they agree. Changed on both to different
 * values: the field's policy decides; lists are merged element by element instead.
 *
 * <p>A field that does not travel in a direction is not copied there: both sides keep what they
 * have, and the base keeps both values.
 */
public final class Merge {

  /** Merged element by element. */
  static final Set<FieldType> LISTS = Set.of(FieldType.SOLUTIONS, FieldType.TEAM);

  /** Read-only for sellers: what they do to these columns is undone. */
  private static final Set<Role> OURS = Set.of(Role.IDENTIFIER, Role.LINK);

  private final Snapshot base;
  private final Snapshot referral;
  private final Snapshot record;
  private final Set<String> computed;
  private final boolean referralIsNewer;
  private final Map<String, JsonNode> toCrm = new LinkedHashMap<>();
  private final Map<String, JsonNode> toPartnerCenter = new LinkedHashMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Set<String> kept = new LinkedHashSet<>();
  private Snapshot agreed;

  private Merge(
      Snapshot base,
      Snapshot referral,
      Snapshot record,
      Set<String> computed,
      boolean referralIsNewer) {
    this.computed = computed;
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
   * @param computed those that the CRM computes: it takes no other value, so that its own wins
   * @param referralIsNewer whether Partner Center was changed last, for the policy {@code newest}
   */
  public static Merged merge(
      Snapshot base,
      Snapshot referral,
      Snapshot record,
      List<MappedField> fields,
      Set<String> computed,
      boolean referralIsNewer) {
    Merge merge = new Merge(base, referral, record, computed, referralIsNewer);
    fields.forEach(merge::field);
    return new Merged(
        merge.toCrm,
        merge.toPartnerCenter,
        merge.conflicts,
        merge.kept,
        merge.record,
        merge.agreed);
  }

  private void field(MappedField field) {
    JsonNode there = referral.get(field.name());
    JsonNode here = record.get(field.name());
    boolean changedThere = !there.equals(Base.ofReferral(base, field.name()));
    boolean changedHere = !here.equals(Base.ofRecord(base, field.name()));
    if (there.equals(here)) {
      agree(field, there, here);
    } else if (changedHere && LISTS.contains(field.type()) && travelsToPartnerCenter(field)) {
      mergeLists(field, there, here);
    } else if (changedThere && changedHere) {
      conflict(field, there, here);
    } else if (changedThere) {
      copyToCrm(field, there, here);
    } else if (changedHere) {
      copyToPartnerCenter(field, there, here);
    }
  }

  private void agree(MappedField field, JsonNode there, JsonNode here) {
    agreed = Base.with(agreed, field.name(), there, here);
  }

  private void copyToCrm(MappedField field, JsonNode there, JsonNode here) {
    if (travelsToCrm(field)) {
      toCrm.put(field.name(), there);
      agree(field, there, there);
    } else {
      keepApart(field, there, here);
    }
  }

  private void copyToPartnerCenter(MappedField field, JsonNode there, JsonNode here) {
    if (travelsToPartnerCenter(field)) {
      toPartnerCenter.put(field.name(), here);
      // not agreed before it is written; but what stands there now is no news any more
      agree(field, there, Base.ofRecord(base, field.name()));
    } else if (field.role() != null && OURS.contains(field.role())) {
      copyToCrm(field, there, here);
    } else {
      keepApart(field, there, here);
    }
  }

  private void keepApart(MappedField field, JsonNode there, JsonNode here) {
    kept.add(field.name());
    agree(field, there, here);
  }

  private void mergeLists(MappedField field, JsonNode there, JsonNode here) {
    JsonNode merged = ListMerge.merge(there, Base.ofRecord(base, field.name()), here);
    boolean both = travelsToCrm(field);
    if (merged.equals(there)) {
      agree(field, there, both ? there : here);
    } else {
      toPartnerCenter.put(field.name(), merged);
      // what the record did is still seen as its own edit until it is written there
      agree(field, there, both ? there : Base.ofRecord(base, field.name()));
    }
    if (both && !merged.equals(here)) {
      toCrm.put(field.name(), merged);
    }
  }

  private void conflict(MappedField field, JsonNode there, JsonNode here) {
    if (!travelsToCrm(field) && !travelsToPartnerCenter(field)) {
      keepApart(field, there, here);
      return;
    }
    Winner winner = winner(field, there, here);
    conflicts.add(
        new Conflict(field.name(), Base.ofRecord(base, field.name()), there, here, winner));
    switch (winner) {
      case PARTNER_CENTER -> copyToCrm(field, there, here);
      case CRM -> copyToPartnerCenter(field, there, here);
      case HELD -> {}
    }
  }

  private Winner winner(MappedField field, JsonNode there, JsonNode here) {
    if (computed.contains(field.name()) && travelsToPartnerCenter(field)) {
      return Winner.CRM;
    }
    if (field.type() == FieldType.STATUS && field.policy() != Policy.MANUAL) {
      // a deal that is closed somewhere is not opened again by an edit elsewhere
      if (isClosed(there) || isClosed(here)) {
        return isClosed(there) ? Winner.PARTNER_CENTER : Winner.CRM;
      }
    }
    if (field.path().filter(Sending.VISIBLE::equals).isPresent()) {
      // what Microsoft's sellers may see cannot be taken back
      return there.asBoolean() ? Winner.PARTNER_CENTER : Winner.CRM;
    }
    return switch (field.policy()) {
      case PARTNER_CENTER -> Winner.PARTNER_CENTER;
      case CRM -> Winner.CRM;
      case NEWEST -> referralIsNewer ? Winner.PARTNER_CENTER : Winner.CRM;
      case MANUAL -> Winner.HELD;
    };
  }

  private static boolean isClosed(JsonNode stage) {
    String word = stage.asText();
    return DealStage.WON.word().equals(word) || DealStage.LOST.word().equals(word);
  }

  private static boolean travelsToCrm(MappedField field) {
    return field.toCrm().include(Moment.UPDATE);
  }

  private static boolean travelsToPartnerCenter(MappedField field) {
    return field.toPartnerCenter().include(Moment.UPDATE);
  }
}
