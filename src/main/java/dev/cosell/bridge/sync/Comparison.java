package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.ColumnWrites;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One deal that both sides have: what differs, and what has to be written on which side. */
final class Comparison {

  private final Synchronization synchronization;
  private final FieldMapping mapping;
  private final JsonNode referral;
  private final @Nullable CrmRecord read;
  private final Snapshot base;
  private final Snapshot before;
  private final Snapshot after;
  private final Merged merged;
  private final Sending sending;
  private final Receiving receiving;
  private final ColumnWrites columns;
  private final Invitation invitation;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> computed;

  Comparison(Synchronization synchronization, FieldMapping mapping, CrmTraits crm) {
    this.synchronization = synchronization;
    this.mapping = mapping;
    this.referral = synchronization.knownReferral();
    this.base = Snapshot.fromJson(synchronization.link().base().toString());
    this.read = synchronization.record();
    // not read: the remembered version vouches that the record still equals the base
    this.before = read == null ? base : People.filledIn(read.row(), base, mapping, crm);
    this.after = mapping.ofReferral(referral);
    this.computed = Receiving.computed(mapping, read);
    this.invitation =
        Invitation.of(
            mapping,
            referral,
            base,
            before,
            MicrosoftsSide.known(synchronization.progress()) != null);
    this.merged = merged();
    this.sending = new Sending(mapping, referral, base, merged.partnerCenterValues());
    this.receiving =
        new Receiving(
            mapping,
            before,
            merged.toCrm(),
            computed,
            ComparedFields.isReadOnly(mapping, before, crm));
    this.columns =
        mapping.columns(referral, withValues(after, merged), receiving.writable(), Moment.UPDATE);
  }

  /** Asking Microsoft for help implies that Microsoft sees the deal. */
  private Merged merged() {
    Merged fields =
        Merge.merge(base, after, before, ComparedFields.of(mapping), computed, isReferralNewer());
    return ComparedFields.of(mapping).stream()
        .filter(field -> invitation.isDue())
        .filter(field -> field.path().filter(Sending.VISIBLE::equals).isPresent())
        .filter(field -> field.toPartnerCenter().include(Moment.UPDATE))
        .findFirst()
        .map(visible -> fields.giving(visible.name(), BooleanNode.TRUE, after))
        .orElse(fields);
  }

  /** The merged lists instead of Partner Center's own. */
  private static Snapshot withValues(Snapshot after, Merged merged) {
    Snapshot values = after;
    for (String field : merged.toCrm()) {
      values = values.with(field, Objects.requireNonNull(merged.crmValues().get(field)));
    }
    return values;
  }

  /** What to do, without what sellers see of it. */
  Plan plan() {
    MergeNotes notes = new MergeNotes(synchronization.log(), mapping);
    problems.addAll(notes.conflicts(merged.conflicts()));
    notes.keptApart(keptApartNow());
    notes.waiting(sending.waiting());
    Receiving.note(columns, synchronization);
    List<ColumnWrite> columnsNow = receiving.written(columns);
    Set<String> written = Receiving.fields(columnsNow);
    problems.addAll(receiving.problems(columns));
    ReferralWrite send = sending.write();
    addProblem(sending.reason());
    addProblem(invitation.refusal());
    Snapshot agreed = agreed(written);
    Snapshot sent = afterSending(agreed, send);
    boolean writes = !written.isEmpty() || send != null;
    return new Plan(
        writes ? Decision.UPDATE : Decision.NOTHING,
        problems.isEmpty() ? null : String.join(". ", problems),
        written.isEmpty() ? null : recordWrite(columnsNow, written),
        send,
        before,
        withValues(after, merged),
        agreed,
        sent,
        isSettled(sent, written),
        invitation.isDue());
  }

  private List<String> keptApartNow() {
    return merged.kept().stream()
        .filter(field -> !Base.ofRecord(base, field).equals(before.get(field)))
        .sorted()
        .toList();
  }

  private RecordWrite recordWrite(List<ColumnWrite> writes, Set<String> written) {
    boolean moves = written.contains(ComparedFields.status(mapping));
    return new RecordWrite(
        mapping.entity(), writes, moves ? ComparedFields.stage(mapping, after) : null);
  }

  private void addProblem(@Nullable String problem) {
    if (problem != null) {
      problems.add(problem);
    }
  }

  /** The base after the write to the CRM; a value that is not written keeps its old base. */
  private Snapshot agreed(Set<String> written) {
    Snapshot agreed = merged.agreed();
    for (String field : merged.toCrm()) {
      if (!written.contains(field)) {
        agreed = Base.restored(agreed, field, base);
      }
    }
    if (invitation.isOpen()) {
      agreed = Base.restored(agreed, invitation.field(), base);
    }
    return agreed;
  }

  private Snapshot afterSending(Snapshot agreed, @Nullable ReferralWrite send) {
    Set<String> sentFields = send == null ? Set.of() : Set.copyOf(send.fields());
    Snapshot sent = merged.afterSending(agreed, sentFields);
    if (read == null) {
      return sent;
    }
    Set<String> open = new HashSet<>(merged.toPartnerCenter());
    open.removeAll(sentFields);
    return People.remembered(sent, mapping, read.row(), open);
  }

  /** Whether the record will equal the base, so that its version alone tells an edit. */
  private boolean isSettled(Snapshot sent, Set<String> written) {
    return ComparedFields.of(mapping).stream()
        .map(MappedField::name)
        .allMatch(
            name ->
                Base.ofRecord(sent, name)
                    .equals(
                        written.contains(name) ? merged.crmValues().get(name) : before.get(name)));
  }

  private boolean isReferralNewer() {
    CrmRecord record = read;
    if (record == null || record.modifiedAt() == null) {
      return true;
    }
    Instant changed = VersionHint.instant(referral.path("updatedDateTime").asText(""));
    return changed == null || !changed.isBefore(record.modifiedAt());
  }

  /** The fields that a synchronization would write now, or would hold back. */
  Set<String> differing() {
    Plan plan = plan();
    Set<String> fields = new TreeSet<>();
    RecordWrite write = plan.write();
    if (write != null) {
      write.columns().forEach(column -> fields.add(column.field()));
    }
    ReferralWrite send = plan.send();
    if (send != null) {
      fields.addAll(send.fields());
    }
    if (plan.reason() != null) {
      fields.addAll(merged.toCrm());
      fields.addAll(merged.toPartnerCenter());
      merged.conflicts().forEach(conflict -> fields.add(conflict.field()));
    }
    return fields;
  }
}
