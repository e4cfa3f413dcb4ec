package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reconcile of one link, as it travels through the synchronize routes. Each step hands on a
 * copy that knows more; {@link #log()} and {@link #progress()} are shared by all copies.
 *
 * @param trigger what woke it
 * @param log what was done so far
 * @param progress the link as far as it has come
 * @param referral the referral as read, null before that
 * @param record the record as read, null when it was not read or does not exist
 * @param recordSought true once the CRM was asked for the record
 * @param plan what to do, null before the decision
 * @param references ids of rows that the record refers to, by role ({@code account}, {@code
 *     contact}, {@code currency})
 * @param outcome how it ended, null before that
 * @param reason why it was held or ignored
 */
public record Synchronization(
    Trigger trigger,
    RunLog log,
    Progress progress,
    @Nullable JsonNode referral,
    @Nullable CrmRecord record,
    boolean recordSought,
    @Nullable Plan plan,
    Map<String, String> references,
    @Nullable Outcome outcome,
    @Nullable String reason) {

  /** The field of the base that holds the CRM id which we wrote into the referral last. */
  static final String REFERENCE = "externalReference";

  /** A synchronization that has not begun to read. */
  public static Synchronization begin(Trigger trigger, RunLog log, Progress progress) {
    return new Synchronization(
        trigger, log, progress, null, null, false, null, Map.of(), null, null);
  }

  /** The link as far as it has come. */
  public Link link() {
    return progress.link();
  }

  /** The referral's id. */
  public ReferralId referralId() {
    return link().referralId();
  }

  /** The referral as read; fails when it was not read yet, which is a mistake in a route. */
  public JsonNode knownReferral() {
    return Objects.requireNonNull(referral, "the referral has to be read before this step");
  }

  /** The CRM id that the referral carries, empty when it carries none. */
  public String externalReference() {
    return Standing.externalReference(knownReferral());
  }

  /**
   * What the record of this referral can be; an opportunity counts before the lead it came from.
   */
  public List<String> possibleEntities() {
    return ReferralKind.of(knownReferral()) == ReferralKind.LEAD
        ? List.of("opportunity", "lead")
        : List.of("opportunity");
  }

  /** What to do; fails when it was not decided yet, which is a mistake in a route. */
  public Plan knownPlan() {
    return Objects.requireNonNull(plan, "reconcile.decide has to come before this step");
  }

  /** True when the news is nothing but our own last write to the referral. */
  public boolean isOwnEcho() {
    String ownWrite = link().ownWrite();
    return ownWrite != null && !trigger.thorough() && trigger.namesOnly(ownWrite);
  }

  /**
   * True when the record has to be read before anything can be decided. A deal that is final is
   * compared with the record as it is: winning and losing are no conditional writes.
   */
  public boolean needsRecord() {
    return !recordSought
        && (trigger.thorough() || link().recordVersion() == null || isFinal())
        && !isUnchangedReferral();
  }

  private boolean isFinal() {
    return referral != null && Standing.isFinal(referral);
  }

  private boolean isUnchangedReferral() {
    return !trigger.thorough() && referral != null && Standing.isSettled(link(), referral);
  }

  /** True when the CRM gets a new opportunity. */
  public boolean isNewOpportunity() {
    return decision() == Decision.CREATE_OPPORTUNITY;
  }

  /** True when the CRM gets a new lead. */
  public boolean isNewLead() {
    return decision() == Decision.CREATE_LEAD;
  }

  /** True when a lead of the CRM becomes an opportunity. */
  public boolean isAcceptedLead() {
    return decision() == Decision.TURN_LEAD_INTO_OPPORTUNITY;
  }

  /** True when the record exists and takes part, whether or not it differs. */
  public boolean isExistingRecord() {
    return decision() == Decision.UPDATE || decision() == Decision.NOTHING;
  }

  /** True when the record differs from the referral. */
  public boolean isDifferent() {
    return decision() == Decision.UPDATE;
  }

  /** The record's id, from what was read or from the link; fails when there is none. */
  public RecordId knownRecordId() {
    CrmRecord read = record;
    return read == null
        ? Objects.requireNonNull(link().record(), "there is no record yet at this step")
        : read.id();
  }

  /** The version that a conditional write of the record has to name, null when not known. */
  public @Nullable String knownVersion() {
    CrmRecord read = record;
    return read == null ? link().recordVersion() : read.version();
  }

  /**
   * With a record that was just created or written. It is remembered at once: a later failure must
   * not lose it.
   */
  public Synchronization withWritten(RecordId id, @Nullable String version) {
    return withAnswered(new CrmRecord(id, version, null, MissingNode.getInstance()));
  }

  /** The same, where the CRM answered with the record as it is now. */
  public Synchronization withAnswered(CrmRecord now) {
    if (!now.id().equals(link().record())) {
      progress.reached(link().with(now.id(), null));
    }
    return withRecord(now);
  }

  /** Remembers that the referral carries the record's id now. */
  public void referenceWritten() {
    ObjectNode base = link().base().deepCopy();
    base.put(REFERENCE, knownRecordId().value());
    progress.reached(link().agreeing(base, link().referralVersion(), link().recordVersion()));
  }

  private @Nullable Decision decision() {
    return plan == null ? null : plan.decision();
  }

  /** With the referral as it was read. */
  public Synchronization withReferral(JsonNode read) {
    return new Synchronization(
        trigger, log, progress, read, record, recordSought, plan, references, outcome, reason);
  }

  /** With the record as it was read, or with the knowledge that there is none. */
  public Synchronization withRecord(@Nullable CrmRecord read) {
    return new Synchronization(
        trigger, log, progress, referral, read, true, plan, references, outcome, reason);
  }

  /** With the decision. */
  public Synchronization withPlan(Plan decided) {
    return new Synchronization(
        trigger,
        log,
        progress,
        referral,
        record,
        recordSought,
        decided,
        references,
        outcome,
        reason);
  }

  /** With the id of a row that the record refers to. */
  public Synchronization withReference(String role, String id) {
    Map<String, String> more = new HashMap<>(references);
    more.put(role, id);
    return new Synchronization(
        trigger,
        log,
        progress,
        referral,
        record,
        recordSought,
        plan,
        Map.copyOf(more),
        outcome,
        reason);
  }

  /** With its end. */
  public Synchronization ending(Outcome how, @Nullable String why) {
    return new Synchronization(
        trigger, log, progress, referral, record, recordSought, plan, references, how, why);
  }

  @Override
  public String toString() {
    return "synchronization of referral " + referralId();
  }
}
