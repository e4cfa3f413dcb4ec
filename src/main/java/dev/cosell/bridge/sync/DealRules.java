package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which deals come into the CRM, and as what. */
@Component
class DealRules {

  /** The reason of a deal whose seller does not want it to be synchronized. */
  static final String SYNC_IS_OFF = "Sync with Partner Center is off on this record";

  private final Mappings mappings;
  private final SyncSettings settings;
  private final Neighbours neighbours;
  private final CrmTraits crm;

  DealRules(Mappings mappings, SyncSettings settings, Neighbours neighbours, CrmTraits crm) {
    this.crm = crm;
    this.mappings = mappings;
    this.settings = settings;
    this.neighbours = neighbours;
  }

  /** Whether the seller wants this record to be synchronized. */
  static boolean takesPart(FieldMapping mapping, CrmRecord record) {
    return mapping.ofRecord(record.row()).get(mapping.field(Role.SYNC_FLAG).name()).asBoolean();
  }

  /** The same, of a record of any entity. */
  boolean takesPart(CrmRecord record) {
    return takesPart(mappings.of(record.id()), record);
  }

  /**
   * The link that has the record which this referral names, where this one has none: a seller's
   * deal whose referral was announced before its creation was remembered.
   */
  Optional<Link> holder(Synchronization synchronization) {
    Link link = synchronization.link();
    String reference = crm.recordId(synchronization.externalReference());
    if (link.record() != null || reference.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of(RecordId.opportunity(reference), RecordId.lead(reference))
        .flatMap(record -> neighbours.holderOf(record).stream())
        .filter(other -> other.id() != link.id())
        .findFirst();
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
          Plan.asAWhole(
              Decision.HOLD,
              "the " + record + " does not exist in the CRM any more; it is not created again"));
    }
    CrmRecord read = synchronization.record();
    if (read != null && read.id().equals(record) && !takesPart(mappings.of(read.id()), read)) {
      return ignored(SYNC_IS_OFF);
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
    return Optional.of(Plan.asAWhole(Decision.IGNORE, reason));
  }
}
