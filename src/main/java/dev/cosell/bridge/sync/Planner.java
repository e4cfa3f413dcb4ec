package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.LinkState;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.ColumnWrites;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Moment;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.RecordPainter.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final OwnWrites ownWrites;
  private final CrmTraits crm;

  Planner(Mappings mappings, RecordPainter painter, OwnWrites ownWrites, CrmTraits crm) {
    this.crm = crm;
    this.mappings = mappings;
    this.painter = painter;
    this.ownWrites = ownWrites;
  }

  Mappings mappings() {
    return mappings;
  }

  /** Both sides were reconciled at this version before. */
  Plan nothing(Synchronization synchronization) {
    Link link = synchronization.link();
    Snapshot base = Snapshot.fromJson(link.base().toString());
    return new Plan(
        link.state() == LinkState.IGNORED ? Decision.IGNORE : Decision.NOTHING,
        link.reason(),
        null,
        null,
        base,
        base,
        base,
        base,
        link.recordVersion() != null,
        false);
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
            painter.painted(mapping, writes.columns(), null, Picture.CAME_IN),
            ComparedFields.stage(mapping, after));
    Snapshot agreed =
        agreed(mapping, after, writes)
            .with(
                Synchronization.REFERENCE,
                synchronization.link().base().path(Synchronization.REFERENCE));
    Plan plan = Plan.ofRecord(decision, write, EMPTY, after, agreed);
    ownWrites.note(synchronization, mapping, plan);
    return plan;
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
    Snapshot now = Base.told(mapping.ofRecord(answered.row()), plan.sentBase(), mapping, crm);
    return ComparedFields.of(mapping).stream()
        .filter(field -> field.type() != FieldType.TEAM)
        .allMatch(
            field -> now.get(field.name()).equals(Base.ofRecord(plan.sentBase(), field.name())));
  }

  /**
   * Whether a record that was read is the one on which both sides agreed, and shows it: then its
   * news is nothing that Partner Center has to hear of.
   */
  boolean isTheBase(Link link, CrmRecord record) {
    FieldMapping mapping = mappings.of(record.id());
    Snapshot base = Snapshot.fromJson(link.base().toString());
    Snapshot now = People.filledIn(record.row(), base, mapping, crm);
    return !People.changed(link, mapping, record.row())
        && painter.painted(mapping, List.of(), record.row(), Picture.IN_STEP).isEmpty()
        && ComparedFields.of(mapping).stream()
            .map(MappedField::name)
            .allMatch(name -> now.get(name).equals(Base.ofRecord(base, name)));
  }

  /** The three-way merge of a linked deal, or of one that was found in the CRM. */
  Plan compare(Synchronization synchronization) {
    FieldMapping mapping = mappings.of(synchronization.knownRecordId());
    ownWrites.recognize(synchronization, mapping);
    Plan plan = new Comparison(synchronization, mapping, crm).plan();
    ownWrites.note(synchronization, mapping, plan);
    return ComparedFields.isReadOnly(mapping, plan.before(), crm)
        ? plan
        : painted(plan, mapping, synchronization);
  }

  /** The record of a deal that is held as a whole tells why. */
  Plan held(Synchronization synchronization, String reason) {
    Plan plan = Plan.asAWhole(Decision.HOLD, reason);
    CrmRecord read = synchronization.record();
    if (read == null) {
      return plan;
    }
    FieldMapping mapping = mappings.of(read.id());
    return ComparedFields.isReadOnly(mapping, mapping.ofRecord(read.row()), crm)
        ? plan
        : withColumns(
            plan,
            mapping,
            painter.painted(mapping, List.of(), read.row(), Picture.problem(reason)));
  }

  private Plan painted(Plan plan, FieldMapping mapping, Synchronization synchronization) {
    CrmRecord read = synchronization.record();
    JsonNode row = read == null ? null : read.row();
    List<ColumnWrite> columns =
        new ArrayList<>(plan.write() == null ? List.of() : plan.write().columns());
    if (read != null && !read.id().equals(synchronization.link().record())) {
      takePart(mapping, read.row()).ifPresent(columns::add);
    }
    return withColumns(
        plan,
        mapping,
        painter.painted(mapping, columns, row, picture(plan, synchronization, columns.isEmpty())));
  }

  /** A record that belongs to a referral of Partner Center takes part from now on. */
  private static Optional<ColumnWrite> takePart(FieldMapping mapping, JsonNode row) {
    MappedField flag = mapping.field(Role.SYNC_FLAG);
    return flag.column().in(row).asBoolean()
        ? Optional.empty()
        : Optional.of(new ColumnWrite(flag.name(), flag.column(), BooleanNode.TRUE));
  }

  private Picture picture(Plan plan, Synchronization synchronization, boolean nothing) {
    if (plan.reason() != null) {
      return Picture.problem(plan.reason());
    }
    if (synchronization.link().record() == null) {
      return nothing ? Picture.IN_STEP : Picture.CAME_IN;
    }
    if (getsItsReferral(plan)) {
      return Picture.WENT_OUT;
    }
    String news = MicrosoftsSide.news(synchronization);
    return news == null ? Picture.IN_STEP : new Picture(false, news);
  }

  private boolean getsItsReferral(Plan plan) {
    RecordWrite write = plan.write();
    if (write == null) {
      return false;
    }
    String identifier = mappings.of(write.entity()).field(Role.IDENTIFIER).name();
    return plan.before().get(identifier).isNull()
        && write.columns().stream().anyMatch(column -> column.field().equals(identifier));
  }

  private static Plan withColumns(Plan plan, FieldMapping mapping, List<ColumnWrite> columns) {
    return columns.isEmpty()
        ? plan
        : plan.writing(
            new RecordWrite(
                mapping.entity(), columns, plan.write() == null ? null : plan.write().stage()));
  }
}
