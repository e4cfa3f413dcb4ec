package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.ColumnWrites;
import dev.cosell.bridge.mapping.DealStage;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunDetail;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One deal that both sides have: what differs, and what has to be written into the CRM. */
final class Comparison {

  private final Synchronization synchronization;
  private final FieldMapping mapping;
  private final RecordPainter painter;
  private final JsonNode referral;
  private final Snapshot base;
  private final Snapshot before;
  private final Snapshot after;
  private final Merged merged;

  Comparison(Synchronization synchronization, FieldMapping mapping, RecordPainter painter) {
    this.synchronization = synchronization;
    this.mapping = mapping;
    this.painter = painter;
    this.referral = synchronization.knownReferral();
    this.base = Snapshot.fromJson(synchronization.link().base().toString());
    CrmRecord read = synchronization.record();
    // not read: the remembered version vouches that the record still equals the base
    this.before = read == null ? base : mapping.ofRecord(read.row());
    this.after = mapping.ofReferral(referral);
    this.merged =
        Merge.merge(base, after, before, ComparedFields.of(mapping), isReferralNewer(read));
  }

  Plan plan() {
    noteConflicts();
    ColumnWrites writes = mapping.columns(referral, after, merged.toCrm(), Moment.UPDATE);
    writes.problems().forEach(it -> synchronization.log().step(it.sentence()));
    if (writes.columns().isEmpty()) {
      return nothing();
    }
    Set<String> written =
        writes.columns().stream().map(ColumnWrite::field).collect(Collectors.toSet());
    DealStage stage = ComparedFields.stage(mapping, before);
    return stage == DealStage.WON || stage == DealStage.LOST
        ? held(stage, written)
        : update(writes.columns(), written);
  }

  private Plan nothing() {
    Snapshot agreed = agreed(Set.of());
    return new Plan(
        Decision.NOTHING, null, null, before, after, agreed, isSettled(agreed, Set.of()));
  }

  private Plan update(List<ColumnWrite> columns, Set<String> written) {
    boolean firstMeeting = synchronization.link().record() == null;
    RecordWrite write =
        new RecordWrite(
            mapping.entity(),
            painter.painted(mapping, columns, firstMeeting),
            written.contains(ComparedFields.status(mapping))
                ? ComparedFields.stage(mapping, after)
                : null);
    Snapshot agreed = agreed(written);
    return new Plan(
        Decision.UPDATE, null, write, before, after, agreed, isSettled(agreed, written));
  }

  /** Won and lost records are read-only in the CRM until somebody reopens them. */
  private Plan held(DealStage stage, Set<String> fields) {
    String reason =
        String.format(
            "the %s is closed as %s in the CRM and cannot be changed; Partner Center has another"
                + " value for: %s. Reopen it to let the change in",
            mapping.entity(),
            stage.word(),
            fields.stream().sorted().collect(Collectors.joining(", ")));
    return new Plan(Decision.HOLD, reason, null, before, after, base, false);
  }

  /** The base after the write; a value that could not be written keeps its old base. */
  private Snapshot agreed(Set<String> written) {
    Snapshot agreed = merged.agreed();
    for (String field : merged.toCrm()) {
      if (!written.contains(field)) {
        agreed = agreed.with(field, base.get(field));
      }
    }
    return agreed;
  }

  /** Whether the record will equal the base, so that its version alone tells an edit. */
  private boolean isSettled(Snapshot agreed, Set<String> written) {
    return ComparedFields.of(mapping).stream()
        .map(MappedField::name)
        .allMatch(
            name -> agreed.get(name).equals((written.contains(name) ? after : before).get(name)));
  }

  private void noteConflicts() {
    for (Merged.Conflict conflict : merged.conflicts()) {
      synchronization
          .log()
          .conflict(
              new RunDetail.Conflict(
                  conflict.field(),
                  conflict.base(),
                  conflict.referral(),
                  conflict.record(),
                  conflict.winner().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
  }

  private boolean isReferralNewer(@Nullable CrmRecord read) {
    if (read == null || read.modifiedAt() == null) {
      return true;
    }
    Instant changed = instant(referral.path("updatedDateTime").asText(""));
    return changed == null || !changed.isBefore(read.modifiedAt());
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException unknownForm) {
      return null;
    }
  }
}
