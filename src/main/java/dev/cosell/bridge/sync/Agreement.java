package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the link remembers of a synchronization: the base, and the versions at which it holds. */
final class Agreement {

  private static final Set<String> NO_FIELDS = Set.of(RecordPainter.AUDIT, RecordPainter.MARK);

  private final Planner planner;
  private final Mappings mappings;

  Agreement(Planner planner) {
    this.planner = planner;
    this.mappings = planner.mappings();
  }

  /** Remembers what was written into the CRM. */
  void remember(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    synchronization
        .progress()
        .reached(
            plan.isOpen()
                ? withReferralVersion(synchronization, plan)
                : agreeing(synchronization, plan));
    noteFields(synchronization, plan);
  }

  /**
   * A held or ignored deal keeps its base: nothing was agreed on. What holds it may be gone with
   * the next change, so the record is read again then.
   */
  private static Link withReferralVersion(Synchronization synchronization, Plan plan) {
    Link link = synchronization.link();
    JsonNode referral = synchronization.referral();
    return link.agreeing(
        link.base(),
        referral == null ? link.referralVersion() : Standing.version(referral),
        plan.decision() == Decision.IGNORE && synchronization.record() == null
            ? link.recordVersion()
            : null);
  }

  private Link agreeing(Synchronization synchronization, Plan plan) {
    CrmRecord now = synchronization.record();
    Link link =
        now == null
            ? synchronization.link()
            : synchronization.link().with(now.id(), now.exactVersion());
    boolean sends = plan.send() != null;
    boolean trusted = !sends && plan.settled() && planner.equalsBase(now, plan);
    return link.agreeing(
        base(synchronization, sends ? plan.base() : plan.sentBase()),
        Standing.version(synchronization.knownReferral()),
        trusted ? link.recordVersion() : null);
  }

  /** Remembers what Microsoft was asked for; the record is looked at again before it is trusted. */
  void invited(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    MappedField help = ComparedFields.help(mappings.of(synchronization.knownRecordId()));
    if (help == null) {
      return;
    }
    Link link = synchronization.link();
    Snapshot base =
        Base.with(
            Snapshot.fromJson(link.base().toString()),
            help.name(),
            plan.after().get(help.name()),
            plan.before().get(help.name()));
    synchronization
        .progress()
        .reached(
            link.agreeing(
                base(synchronization, base),
                Standing.version(synchronization.knownReferral()),
                null));
  }

  /** The base as the link keeps it, with what is known beside the fields. */
  static ObjectNode base(Synchronization synchronization, Snapshot agreed) {
    ObjectNode base = Json.object(agreed.toJson());
    String carried = Standing.externalReference(synchronization.knownReferral());
    CrmRecord now = synchronization.record();
    if (now != null && now.id().value().equalsIgnoreCase(carried)) {
      base.put(Synchronization.REFERENCE, carried);
    }
    JsonNode microsofts = MicrosoftsSide.known(synchronization.progress());
    if (microsofts != null) {
      base.set(MicrosoftsSide.NAME, microsofts);
    }
    return base;
  }

  private static void noteFields(Synchronization synchronization, Plan plan) {
    if (plan.write() == null) {
      return;
    }
    plan.write().columns().stream()
        .map(ColumnWrite::field)
        .distinct()
        .filter(field -> !NO_FIELDS.contains(field))
        .forEach(
            field ->
                synchronization
                    .log()
                    .wrote(
                        new FieldChange(
                            field,
                            "crm",
                            value(plan.before(), field),
                            value(plan.after(), field))));
  }

  private static @Nullable JsonNode value(Snapshot snapshot, String field) {
    return snapshot.get(field).isNull() ? null : snapshot.get(field);
  }
}
