package dev.cosell.bridge.sync;

import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.run.Outcome;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The verbs of the synchronize routes: decide what to do, remember what was done, conclude. */
@Component("reconcile")
public class Reconcile {

  private final DealRules rules;
  private final Planner planner;
  private final Agreement agreement;

  Reconcile(DealRules rules, Planner planner) {
    this.rules = rules;
    this.planner = planner;
    this.agreement = new Agreement(planner);
  }

  /** Ends a synchronization whose news is nothing but our own last write. */
  public Synchronization recognizeEcho(Synchronization synchronization) {
    synchronization.log().step("our own write came back; nothing was read");
    return synchronization.ending(Outcome.UNCHANGED, null);
  }

  /**
   * True when the only news is the record's, and the record is still the one on which both sides
   * agreed: then Partner Center need not be asked.
   */
  public boolean isTheBase(Synchronization synchronization) {
    CrmRecord record = synchronization.record();
    return record != null
        && synchronization.readsRecordFirst()
        && synchronization.link().state() == LinkState.LINKED
        && synchronization.link().referralVersion() != null
        && rules.takesPart(record)
        && planner.isTheBase(synchronization.link(), record);
  }

  /** Ends a synchronization whose record is the one on which both sides agreed. */
  public Synchronization nothingNew(Synchronization synchronization) {
    Link link = synchronization.link();
    CrmRecord record = synchronization.knownRecord();
    synchronization.log().step("nothing of what is synchronized has changed in the CRM");
    synchronization
        .progress()
        .reached(
            link.agreeing(link.base(), link.referralVersion(), record.exactVersion())
                .saw(record.version()));
    return synchronization.ending(Outcome.UNCHANGED, null);
  }

  /** Recognizes a referral whose record has a link of its own already. */
  public Synchronization meet(Synchronization synchronization) {
    Optional<Link> holder =
        synchronization.isMicrosoftsSide() ? Optional.empty() : rules.holder(synchronization);
    if (holder.isEmpty()) {
      return synchronization;
    }
    Link other = holder.get();
    if (other.referralId() != null) {
      return synchronization.withPlan(
          Plan.asAWhole(
              Decision.IGNORE,
              "the "
                  + other.record()
                  + " belongs to the referral "
                  + other.referralId()
                  + " already"));
    }
    synchronization.progress().joins(other.id());
    return synchronization.withPlan(
        Plan.asAWhole(
            Decision.JOIN, "the " + other.record() + ", for which it was created, takes it over"));
  }

  /** Decides what to do, from the referral and, where it was read, the record. */
  public Synchronization decide(Synchronization synchronization) {
    Plan known = synchronization.plan();
    if (known != null) {
      synchronization.log().step("decided: " + words(known));
      return synchronization;
    }
    Synchronization whole =
        synchronization.withReferral(
            MicrosoftsSide.within(synchronization.knownReferral(), synchronization.progress()));
    Plan plan = isSettled(whole) ? planner.nothing(whole) : planned(whole);
    whole.log().step("decided: " + words(plan));
    whole.progress().reached(whole.link().named(whole.knownReferral().path("name").asText(null)));
    return whole.withPlan(plan);
  }

  private static boolean isSettled(Synchronization synchronization) {
    return !synchronization.hasOtherNews()
        && Standing.isSettled(synchronization.link(), synchronization.knownReferral());
  }

  private Plan planned(Synchronization synchronization) {
    return rules
        .refusal(synchronization)
        .map(plan -> shown(synchronization, plan))
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

  private Plan shown(Synchronization synchronization, Plan refusal) {
    String reason = refusal.reason();
    return refusal.decision() == Decision.HOLD && reason != null
        ? planner.held(synchronization, reason)
        : refusal;
  }

  private static String words(Plan plan) {
    String decision = plan.decision().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return plan.reason() == null ? decision : decision + ", " + plan.reason();
  }

  /** Remembers what was written into the CRM, so that a later failure cannot lose it. */
  public Synchronization remember(Synchronization synchronization) {
    agreement.remember(synchronization);
    return synchronization;
  }

  /** Remembers what Microsoft was asked for, unless Partner Center refused it. */
  public Synchronization invited(Synchronization synchronization) {
    if (!synchronization.isInvitationRefused()) {
      agreement.invited(synchronization);
    }
    return synchronization;
  }

  /** Ends a synchronization that came through. */
  public Synchronization conclude(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    CrmRecord seen = synchronization.record();
    Link link = synchronization.link();
    synchronization
        .progress()
        .reached(
            (seen == null ? link : link.saw(seen.version())).standing(state(plan), plan.reason()));
    return synchronization.ending(outcome(synchronization, plan), plan.reason());
  }

  private static LinkState state(Plan plan) {
    return switch (plan.decision()) {
      case HOLD -> LinkState.HELD;
      case IGNORE, JOIN -> LinkState.IGNORED;
      default -> plan.reason() == null ? LinkState.LINKED : LinkState.HELD;
    };
  }

  private static Outcome outcome(Synchronization synchronization, Plan plan) {
    if (synchronization.progress().isShared() && !plan.isOpen()) {
      return Outcome.CREATED;
    }
    return switch (plan.decision()) {
      case CREATE_OPPORTUNITY, CREATE_LEAD, CREATE_REFERRAL, TURN_LEAD_INTO_OPPORTUNITY ->
          Outcome.CREATED;
      case UPDATE -> Outcome.UPDATED;
      case NOTHING -> unwritten(plan);
      case JOIN -> Outcome.UNCHANGED;
      case HOLD -> Outcome.HELD;
      case IGNORE -> Outcome.IGNORED;
    };
  }

  private static Outcome unwritten(Plan plan) {
    if (plan.reason() != null) {
      return Outcome.HELD;
    }
    return plan.write() == null && !plan.invites() ? Outcome.UNCHANGED : Outcome.UPDATED;
  }
}
