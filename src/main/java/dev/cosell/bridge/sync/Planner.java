package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.ColumnWrites;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out what has to be written. */
@Component
class Planner {

  private static final Snapshot EMPTY = Snapshot.fromJson("{}");

  private final Mappings mappings;
  private final RecordPainter painter;

  Planner(Mappings mappings, RecordPainter painter) {
    this.mappings = mappings;
    this.painter = painter;
  }

  /** Both sides were reconciled at this version before. */
  Plan nothing(Synchronization synchronization) {
    Link link = synchronization.link();
    Snapshot base = Snapshot.fromJson(link.base().toString());
    return new Plan(
        link.state() == LinkState.IGNORED ? Decision.IGNORE : Decision.NOTHING,
        link.reason(),
        null,
        base,
        base,
        base,
        link.recordVersion() != null);
  }

  /** Everything that a new record needs. */
  Plan create(Synchronization synchronization, Decision decision) {
    String entity = decision == Decision.CREATE_LEAD ? "lead" : "opportunity";
    FieldMapping mapping = mappings.of(entity);
    JsonNode referral = synchronization.knownReferral();
    Snapshot after = mapping.ofReferral(referral);
    Set<String> everything =
        mapping.fields().stream().map(MappedField::name).collect(Collectors.toSet());
    ColumnWrites writes = mapping.columns(referral, after, everything, Moment.CREATE);
    writes.problems().forEach(it -> synchronization.log().step(it.sentence()));
    if (hasAmountWithoutCurrency(mapping, after)) {
      synchronization
          .log()
          .step(
              "Partner Center names an amount without a currency; the CRM takes it in a currency"
                  + " of its own.");
    }
    RecordWrite write =
        new RecordWrite(
            entity,
            painter.painted(mapping, writes.columns(), true),
            ComparedFields.stage(mapping, after));
    Snapshot agreed =
        agreed(mapping, after, writes)
            .with(
                Synchronization.REFERENCE,
                synchronization.link().base().path(Synchronization.REFERENCE));
    return new Plan(decision, null, write, EMPTY, after, agreed, true);
  }

  private static boolean hasAmountWithoutCurrency(FieldMapping mapping, Snapshot snapshot) {
    return hasValue(mapping, snapshot, FieldType.MONEY)
        && !hasValue(mapping, snapshot, FieldType.CURRENCY);
  }

  private static boolean hasValue(FieldMapping mapping, Snapshot snapshot, FieldType type) {
    return mapping.fields().stream()
        .filter(field -> field.type() == type)
        .anyMatch(field -> !snapshot.get(field.name()).isNull());
  }

  /** What was not written stays out of the base: the CRM may have a value of its own there. */
  private static Snapshot agreed(FieldMapping mapping, Snapshot after, ColumnWrites writes) {
    Set<String> written =
        writes.columns().stream().map(ColumnWrite::field).collect(Collectors.toSet());
    Snapshot agreed = EMPTY;
    for (MappedField field : ComparedFields.of(mapping)) {
      if (written.contains(field.name())) {
        agreed = agreed.with(field.name(), after.get(field.name()));
      }
    }
    return agreed;
  }

  /**
   * Whether the record, as the CRM answered a write, holds what both sides agreed on. A workflow of
   * the CRM may have set other values within the same write; then its version tells nothing. A
   * record that was not answered is believed.
   */
  boolean equalsBase(@Nullable CrmRecord answered, Plan plan) {
    if (answered == null || !answered.row().isObject()) {
      return true;
    }
    FieldMapping mapping = mappings.of(answered.id());
    Snapshot now = mapping.ofRecord(answered.row());
    return ComparedFields.of(mapping).stream()
        .filter(field -> field.type() != FieldType.CURRENCY || !now.get(field.name()).isNull())
        .allMatch(field -> now.get(field.name()).equals(plan.base().get(field.name())));
  }

  /** The three-way merge of a linked deal, or of one that was found in the CRM. */
  Plan compare(Synchronization synchronization) {
    return new Comparison(synchronization, mappings.of(synchronization.knownRecordId()), painter)
        .plan();
  }
}
