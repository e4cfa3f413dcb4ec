package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.link.RecordVersions;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.run.Outcome;
import dev.cosell.bridge.run.RunLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reconcile of one link, as it travels through the synchronize routes. Each step hands on a
 * copy that knows more; {@link #log()} and {@link #progress()} are shared by all copies. Longer
 * than other classes because every predicate of the routes is a property of this one body.
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

  /** Whether the deal is known to be in Partner Center. */
  public boolean hasReferral() {
    return link().referralId() != null;
  }

  /** The referral's id; fails when the deal has none yet, which is a mistake in a route. */
  public ReferralId referralId() {
    return Objects.requireNonNull(
        link().referralId(), "the deal has to be in Partner Center before this step");
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
    return trigger.isEcho(link().ownWrite(), link().recordSeen());
  }

  /**
   * True when the record has to be read before anything can be decided. A deal that is final is
   * compared with the record as it is: winning and losing are no conditional writes.
   */
  public boolean needsRecord() {
    return !recordSought
        && plan == null
        && !isMicrosoftsSide()
        && (trigger.thorough() || hasNewsOfRecord() || link().recordVersion() == null || isFinal())
        && !isUnchangedReferral();
  }

  /** True when a seller's deal of the CRM is not known to be in Partner Center. */
  public boolean isOnlyInTheCrm() {
    return !hasReferral();
  }

  /**
   * True when only the record has news: it is looked at first, since most edits are of columns that
   * Partner Center does not have.
   */
  public boolean readsRecordFirst() {
    return hasReferral()
        && link().record() != null
        && !trigger.thorough()
        && hasNewsOfRecord()
        && trigger.news().stream().allMatch(news -> news.side() == Trigger.Side.RECORD);
  }

  /** True when the referral is still to be read. */
  public boolean needsReferral() {
    return hasReferral() && referral == null && plan == null;
  }

  /** True when Microsoft's own referral of the same deal is to be read. */
  public boolean needsMicrosoftsSide() {
    return plan == null
        && progress.microsofts() == null
        && referral != null
        && ReferralKind.of(referral) == ReferralKind.OPPORTUNITY
        && (trigger.tellsOf(Trigger.Side.RELATED_REFERRAL)
            || (trigger.thorough() && MicrosoftsSide.remembered(link()) != null));
  }

  /** True when the referral that was read is Microsoft's own one of a deal. */
  public boolean isMicrosoftsSide() {
    return plan == null
        && referral != null
        && ReferralKind.of(referral) == ReferralKind.MICROSOFTS_SIDE;
  }

  /** True when the seller asks for Microsoft's help and Microsoft does not know the deal. */
  public boolean invitesMicrosoft() {
    return plan != null && plan.invites() && progress.invitationRefused() == null;
  }

  /** True when Partner Center does not want Microsoft to be invited. */
  public boolean isInvitationRefused() {
    return progress.invitationRefused() != null;
  }

  /** Which rows that the record refers to have to be read: account, contact, owner. */
  public Set<String> relatedWanted(Mappings mappings) {
    CrmRecord read = record;
    if (read == null || plan != null) {
      return Set.of();
    }
    return hasReferral()
        ? People.wanted(link(), mappings.of(read.id()), read.row())
        : Set.of("account", "contact", "owner");
  }

  /** News that a version of the referral tells nothing about. */
  boolean hasOtherNews() {
    return trigger.thorough()
        || hasNewsOfRecord()
        || progress.isShared()
        || trigger.tellsOf(Trigger.Side.RELATED_REFERRAL);
  }

  private boolean hasNewsOfRecord() {
    return trigger.tellsOf(Trigger.Side.RECORD)
        && !RecordVersions.areOfOneContent(link().recordVersion(), trigger.recordVersion());
  }

  private boolean isFinal() {
    return referral != null && Standing.isFinal(referral);
  }

  private boolean isUnchangedReferral() {
    return !hasOtherNews() && referral != null && Standing.isSettled(link(), referral);
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
    return decision() == Decision.UPDATE
        || decision() == Decision.NOTHING
        || decision() == Decision.HOLD;
  }

  /** True when something has to be written into a record that exists. */
  public boolean isDifferent() {
    return plan != null && plan.write() != null;
  }

  /** True when a seller's deal has to be created in Partner Center. */
  public boolean isNewReferral() {
    return decision() == Decision.CREATE_REFERRAL;
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

  private @Nullable Decision decision() {
    return plan == null ? null : plan.decision();
  }

  /**
   * With the referral that was just created for the record. It is remembered at once: a later
   * failure must not lose it.
   */
  public Synchronization withShared(JsonNode created) {
    progress.reachedReferral(link().of(ReferralId.of(created.path("id").asText())));
    return withReferral(created);
  }

  /** With the referral that turned out to have been created for the record before. */
  public Synchronization withFound(JsonNode found) {
    progress.reached(link().of(ReferralId.of(found.path("id").asText())));
    return withReferral(found);
  }

  /** With Microsoft's own referral of the same engagement. */
  public Synchronization withMicrosofts(JsonNode read) {
    progress.reachedMicrosofts(read);
    return this;
  }

  /** Without Microsoft, because Partner Center refused to invite it. */
  public Synchronization withoutMicrosoft(String why) {
    String reason = Invitation.NOT_SENT + "help: " + why;
    log.step(reason);
    progress.reachedRefusal(reason);
    return this;
  }

  /** The record as read; fails when it was not read yet, which is a mistake in a route. */
  public CrmRecord knownRecord() {
    return Objects.requireNonNull(record, "the record has to be read before this step");
  }

  /** The version of the record that the news named, null when they named none. */
  public @Nullable String newsOfRecord() {
    return trigger.recordVersion();
  }

  /** With the referral as it was read. */
  public Synchronization withReferral(JsonNode read) {
    progress.readReferral(read);
    return new Synchronization(
        trigger, log, progress, read, record, recordSought, plan, references, outcome, reason);
  }

  /** With the record as it was read, or with the knowledge that there is none. */
  public Synchronization withRecord(@Nullable CrmRecord read) {
    progress.reachedRecord(read);
    return new Synchronization(
        trigger, log, progress, referral, read, true, plan, references, outcome, reason);
  }

  /** With the decision. */
  public Synchronization withPlan(Plan decided) {
    return planned(decided);
  }

  /** Nothing is decided any more. */
  Synchronization withoutPlan() {
    return planned(null);
  }

  private Synchronization planned(@Nullable Plan decided) {
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
    return "synchronization of " + link().words();
  }
}
