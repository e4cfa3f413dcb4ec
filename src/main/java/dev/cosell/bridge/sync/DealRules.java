package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which deals come into the CRM, and as what. */
@Component
class DealRules {

  private final Mappings mappings;
  private final SyncSettings settings;

  DealRules(Mappings mappings, SyncSettings settings) {
    this.mappings = mappings;
    this.settings = settings;
  }

  /** Why a referral is not brought into the CRM, or empty when it is. */
  Optional<Plan> refusal(Synchronization synchronization) {
    JsonNode referral = synchronization.knownReferral();
    ReferralKind kind = ReferralKind.of(referral);
    if (kind == ReferralKind.MICROSOFTS_SIDE) {
      return ignored("this is Microsoft's own side of the deal; it has no record of its own");
    }
    @Nullable RecordId record = synchronization.link().record();
    if (record == null && synchronization.record() == null) {
      return refusalOfNew(referral, kind);
    }
    if (synchronization.recordSought() && synchronization.record() == null) {
      return Optional.of(
          plan(
              Decision.HOLD,
              "the " + record + " does not exist in the CRM any more; it is not created again"));
    }
    return foreign(synchronization);
  }

  private Optional<Plan> refusalOfNew(JsonNode referral, ReferralKind kind) {
    String reference = Standing.externalReference(referral);
    if (!reference.isEmpty()) {
      return ignored(
          "the referral already carries the CRM id "
              + reference
              + ", which this CRM does not know");
    }
    if (kind == ReferralKind.LEAD && settings.syncCosellOpportunitiesOnly()) {
      return ignored("it is a lead, and cosell.sync-cosell-opportunities-only is on");
    }
    return Optional.empty();
  }

  /** A record that was found by the referral's CRM id may belong to another referral already. */
  private Optional<Plan> foreign(Synchronization synchronization) {
    CrmRecord found = synchronization.record();
    if (found == null) {
      return Optional.empty();
    }
    FieldMapping mapping = mappings.of(found.id());
    JsonNode holder = mapping.ofRecord(found.row()).get(mapping.field(Role.IDENTIFIER).name());
    String owner = holder.isNull() ? "" : holder.asText();
    return owner.isEmpty() || owner.equalsIgnoreCase(synchronization.referralId().value())
        ? Optional.empty()
        : ignored("the " + found.id() + " belongs to the referral " + owner + " already");
  }

  /** What becomes of a referral that is not refused. */
  Decision decide(Synchronization synchronization) {
    JsonNode referral = synchronization.knownReferral();
    boolean accepted = isAccepted(referral);
    @Nullable RecordId record = recordOf(synchronization);
    if (record == null) {
      boolean stillALead = ReferralKind.of(referral) == ReferralKind.LEAD && !accepted;
      return stillALead ? Decision.CREATE_LEAD : Decision.CREATE_OPPORTUNITY;
    }
    return record.isLead() && accepted ? Decision.TURN_LEAD_INTO_OPPORTUNITY : Decision.UPDATE;
  }

  private static @Nullable RecordId recordOf(Synchronization synchronization) {
    CrmRecord found = synchronization.record();
    return found == null ? synchronization.link().record() : found.id();
  }

  private static boolean isAccepted(JsonNode referral) {
    DealStage stage =
        DealStage.of(referral.path("status").asText(), referral.path("substatus").asText())
            .orElse(DealStage.ON_HOLD);
    return stage == DealStage.IN_PROGRESS
        || stage == DealStage.WON
        || "Lost".equals(referral.path("substatus").asText());
  }

  private static Optional<Plan> ignored(String reason) {
    return Optional.of(plan(Decision.IGNORE, reason));
  }

  private static Plan plan(Decision decision, String reason) {
    Snapshot empty = Snapshot.fromJson("{}");
    return new Plan(decision, reason, null, empty, empty, empty, false);
  }
}
