package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The verbs of the synchronize routes: decide what to do, remember what was done, conclude. */
@Component("reconcile")
public class Reconcile {

  private final DealRules rules;
  private final Planner planner;

  Reconcile(DealRules rules, Planner planner) {
    this.rules = rules;
    this.planner = planner;
  }

  /** Ends a synchronization whose news is nothing but our own last write. */
  public Synchronization recognizeEcho(Synchronization synchronization) {
    synchronization.log().step("our own write came back; nothing was read");
    return synchronization.ending(Outcome.UNCHANGED, null);
  }

  /** Decides what to do, from the referral and, where it was read, the record. */
  public Synchronization decide(Synchronization synchronization) {
    Plan plan =
        isSettled(synchronization) ? planner.nothing(synchronization) : planned(synchronization);
    synchronization.log().step("decided: " + words(plan));
    synchronization
        .progress()
        .reached(
            synchronization
                .link()
                .named(synchronization.knownReferral().path("name").asText(null)));
    return synchronization.withPlan(plan);
  }

  private static boolean isSettled(Synchronization synchronization) {
    return !synchronization.trigger().thorough()
        && Standing.isSettled(synchronization.link(), synchronization.knownReferral());
  }

  private Plan planned(Synchronization synchronization) {
    return rules
        .refusal(synchronization)
        .orElseGet(
            () ->
                switch (rules.decide(synchronization)) {
                  case CREATE_LEAD -> planner.create(synchronization, Decision.CREATE_LEAD);
                  case CREATE_OPPORTUNITY ->
                      planner.create(synchronization, Decision.CREATE_OPPORTUNITY);
                  case TURN_LEAD_INTO_OPPORTUNITY ->
                      planner.create(synchronization, Decision.TURN_LEAD_INTO_OPPORTUNITY);
                  default -> planner.compare(synchronization);
                });
  }

  private static String words(Plan plan) {
    String decision = plan.decision().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return plan.reason() == null ? decision : decision + ", " + plan.reason();
  }

  /** Remembers what was written into the CRM, so that a later failure cannot lose it. */
  public Synchronization remember(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    synchronization
        .progress()
        .reached(
            plan.isOpen()
                ? withReferralVersion(synchronization, plan)
                : agreeing(synchronization, plan));
    noteFields(synchronization, plan);
    return synchronization;
  }

  /**
   * A held or ignored deal keeps its base: nothing was agreed on. What holds it may be gone with
   * the next change, so the record is read again then.
   */
  private static Link withReferralVersion(Synchronization synchronization, Plan plan) {
    Link link = synchronization.link();
    return link.agreeing(
        link.base(),
        Standing.version(synchronization.knownReferral()),
        plan.decision() == Decision.HOLD ? null : link.recordVersion());
  }

  private Link agreeing(Synchronization synchronization, Plan plan) {
    CrmRecord now = synchronization.record();
    Link link =
        now == null ? synchronization.link() : synchronization.link().with(now.id(), now.version());
    return link.agreeing(
        base(synchronization, plan),
        Standing.version(synchronization.knownReferral()),
        plan.settled() && planner.equalsBase(now, plan) ? link.recordVersion() : null);
  }

  private static ObjectNode base(Synchronization synchronization, Plan plan) {
    ObjectNode base = Json.object(plan.base().toJson());
    String carried = Standing.externalReference(synchronization.knownReferral());
    CrmRecord now = synchronization.record();
    if (now != null && now.id().value().equalsIgnoreCase(carried)) {
      base.put(Synchronization.REFERENCE, carried);
    }
    return base;
  }

  private static void noteFields(Synchronization synchronization, Plan plan) {
    if (plan.write() == null) {
      return;
    }
    plan.write().columns().stream()
        .map(write -> write.field())
        .distinct()
        .filter(field -> !field.equals(RecordPainter.AUDIT))
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

  /** Ends a synchronization that came through. */
  public Synchronization conclude(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    Link link = synchronization.link();
    LinkState state =
        switch (plan.decision()) {
          case HOLD -> LinkState.HELD;
          case IGNORE -> LinkState.IGNORED;
          default -> LinkState.LINKED;
        };
    synchronization.progress().reached(link.standing(state, plan.reason()));
    return synchronization.ending(outcome(plan.decision()), plan.reason());
  }

  private static Outcome outcome(Decision decision) {
    return switch (decision) {
      case CREATE_OPPORTUNITY, CREATE_LEAD, TURN_LEAD_INTO_OPPORTUNITY -> Outcome.CREATED;
      case UPDATE -> Outcome.UPDATED;
      case NOTHING -> Outcome.UNCHANGED;
      case HOLD -> Outcome.HELD;
      case IGNORE -> Outcome.IGNORED;
    };
  }

  /** True when the referral does not carry the record's id yet and still can. */
  public boolean needsExternalReference(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    return synchronization.link().record() != null
        && plan.decision() != Decision.IGNORE
        && plan.decision() != Decision.HOLD
        && !Standing.isFinal(synchronization.knownReferral())
        && isOurs(synchronization);
  }

  /** A foreign reference is left alone; an empty one, and one that we wrote before, is not. */
  private static boolean isOurs(Synchronization synchronization) {
    String now = Standing.externalReference(synchronization.knownReferral());
    String wanted = Objects.requireNonNull(synchronization.link().record()).value();
    String lastWritten = synchronization.link().base().path(Synchronization.REFERENCE).asText("");
    return now.isEmpty() || (!now.equalsIgnoreCase(wanted) && now.equalsIgnoreCase(lastWritten));
  }
}
