package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.CRM;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.NOW;
import static dev.cosell.bridge.sync.DealFixture.ROWS;
import static dev.cosell.bridge.sync.DealFixture.TRAITS;
import static dev.cosell.bridge.sync.DealFixture.json;
import static dev.cosell.bridge.sync.DealFixture.merged;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.run.RunLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A referral, the CRM's records and their link. It is reconciled by the product's own beans in the
 * order of the route; the remote calls are reads and writes of these rows, under the CRM's rules:
 * versions, one record for each key, what columns take and make of values, and which records are
 * read-only. Both sides have one clock, which ticks with each change and each synchronization.
 */
final class BothSides {

  private static final int ROUNDS = 3;

  final ObjectNode referral;
  final Map<RecordId, Row> records = new LinkedHashMap<>();
  Link link = DealFixture.newLink();
  RunLog log = new RunLog();

  /** Each PATCH that Partner Center got, in order. */
  final List<List<PatchOperation>> patches = new ArrayList<>();

  /** Each write that the CRM took, in order. */
  final List<RecordWrite> writes = new ArrayList<>();

  int reads;
  private final Notes notes = new Notes();
  private boolean crashes;
  private final Reconcile reconcile;
  private final Outgoing outgoing = DealFixture.outgoing();
  private int clock = 1;

  /** What goes wrong with a PATCH. */
  enum Mishap {
    /** It never arrives. */
    LOST,
    /** It is carried out, but nobody hears of it. */
    UNANSWERED,
    /** Somebody was faster. */
    STALE
  }

  private @Nullable Mishap mishap;

  /** A row with its version. */
  static final class Row {
    final ObjectNode columns = JsonNodeFactory.instance.objectNode();
    int changed;
    int changedAt;

    String version() {
      return CRM.version(changed, columns);
    }
  }

  BothSides(ObjectNode referral) {
    this.referral = referral;
    this.reconcile = DealFixture.reconcile(DealFixture.USUAL, notes);
  }

  /** A referral that has its record. */
  static BothSides linked(ObjectNode referral) {
    BothSides sides = new BothSides(referral);
    sides.synchronize();
    sides.writes.clear();
    sides.patches.clear();
    sides.reads = 0;
    return sides;
  }

  /** Somebody edits the referral in the portal. */
  void portal(String edit) {
    merged(referral, json(edit));
    touched();
  }

  /** A seller edits the record, in words; the columns are replaced. */
  void seller(String edit) {
    Row row = row();
    merged(row.columns, ROWS.row(entity(), json(edit)));
    touched(row);
  }

  /** The next PATCH of this synchronization meets a mishap; without a PATCH nothing happens. */
  void synchronizeWith(Mishap next) {
    mishap = next;
    try {
      synchronize();
    } catch (RemoteFailure noAnswer) {
      assertThat(noAnswer.kind()).isEqualTo(RemoteFailure.Kind.TRANSIENT);
    } finally {
      mishap = null;
    }
  }

  /** The record that the link names. */
  Row row() {
    return Objects.requireNonNull(records.get(Objects.requireNonNull(link.record())));
  }

  /** What the record says. */
  Snapshot here() {
    return MAPPINGS.opportunity().ofRecord(row().columns);
  }

  /** What the referral says. */
  Snapshot there() {
    return MAPPINGS.opportunity().ofReferral(referral);
  }

  /** What the record shows for a word. */
  JsonNode shown(String word) {
    return ROWS.value(entity(), row().columns, word);
  }

  private String entity() {
    return Objects.requireNonNull(link.record()).entity();
  }

  /** The version of the record that the link may trust once both sides agree. */
  @Nullable String trusted() {
    return CRM.hasExactVersions() ? row().version() : null;
  }

  /** The news of the record that a poll brings. */
  Trigger newsOfRecord() {
    return new Trigger(
        List.of(new Trigger.News(Trigger.Side.RECORD, "crm poll", row().version())), 0, false);
  }

  /** By a notification that names no version. */
  Synchronization synchronize() {
    return synchronize(DealFixture.news());
  }

  /** The power goes after the last call and before the result is stored. */
  void crash() {
    Link stored = link;
    crashes = true;
    try {
      synchronize(DealFixture.operator());
    } finally {
      crashes = false;
      link = stored;
    }
  }

  /** The power goes between the write to the CRM and the one to Partner Center. */
  void crashInBetween() {
    Link stored = link;
    synchronizeWith(Mishap.LOST);
    link = stored;
  }

  Synchronization synchronize(Trigger trigger) {
    clock++;
    log = new RunLog();
    Progress progress = new Progress(link);
    try {
      for (int round = 1; ; round++) {
        try {
          Synchronization done = reconciled(Synchronization.begin(trigger, log, progress));
          if (!crashes) {
            notes.forget();
          }
          return done;
        } catch (RemoteFailure stale) {
          if (stale.kind() != RemoteFailure.Kind.STALE || round == ROUNDS) {
            throw stale;
          }
          progress.reached(progress.link().distrusted());
        }
      }
    } finally {
      link = progress.link();
    }
  }

  private Synchronization reconciled(Synchronization begun) {
    if (begun.isOwnEcho()) {
      return reconcile.recognizeEcho(begun);
    }
    Synchronization started = begun;
    if (begun.readsRecordFirst()) {
      started = begun.withRecord(found(begun));
      if (reconcile.isTheBase(started)) {
        return reconcile.nothingNew(started);
      }
    }
    Synchronization read = reconcile.meet(started.withReferral(referral.deepCopy()));
    if (read.needsRecord()) {
      read = read.withRecord(found(read));
    }
    Synchronization remembered = reconcile.remember(pushed(reconcile.decide(read)));
    if (outgoing.isNeeded(remembered)) {
      send(outgoing.operations(remembered));
      outgoing.sent(remembered, referral);
    }
    return reconcile.conclude(remembered);
  }

  /** As Partner Center does, with the operations that it allows. */
  private void send(List<PatchOperation> operations) {
    Mishap now = mishap;
    mishap = null;
    if (now == Mishap.STALE) {
      touched();
      throw stale();
    }
    if (now != Mishap.LOST) {
      carryOut(operations);
    }
    if (now != null) {
      throw new RemoteFailure(RemoteFailure.Kind.TRANSIENT, "no answer", null, null);
    }
  }

  private void carryOut(List<PatchOperation> operations) {
    patches.add(operations);
    if (Standing.isFinal(referral)) {
      throw rejected("the deal is final");
    }
    for (PatchOperation operation : operations) {
      JsonPointer path = JsonPointer.compile(operation.path());
      if (operation.path().endsWith("/-")) {
        ((ArrayNode) referral.at(path.head())).add(operation.value());
      } else {
        ObjectNode parent = path.head().length() == 0 ? referral : referral.withObject(path.head());
        parent.set(path.last().getMatchingProperty(), operation.value());
      }
    }
    touched();
  }

  private @Nullable CrmRecord found(Synchronization synchronization) {
    reads++;
    RecordId linked = synchronization.link().record();
    String reference = linked == null ? synchronization.externalReference() : "";
    return records.entrySet().stream()
        .filter(
            it ->
                it.getKey().equals(linked)
                    || (mayBeUnknown(linked, it.getKey()) && carriesReferral(it.getValue()))
                    || (linked == null && it.getKey().value().equals(reference)))
        .min(Comparator.comparing(it -> it.getKey().isLead()))
        .map(it -> read(it.getKey(), it.getValue()))
        .orElse(null);
  }

  /** A lead may have become an opportunity without our knowing. */
  private static boolean mayBeUnknown(@Nullable RecordId linked, RecordId found) {
    return linked == null || (linked.isLead() && !found.isLead());
  }

  private CrmRecord read(RecordId id, Row row) {
    return CRM.read(
        id,
        row.columns.deepCopy(),
        row.changed,
        NOW.plus(Duration.ofMinutes(row.changedAt)),
        clock);
  }

  private boolean carriesReferral(Row row) {
    return ROWS.value("opportunity", row.columns, "referralId")
        .asText()
        .equals(referral.path("id").asText());
  }

  private Synchronization pushed(Synchronization decided) {
    if (decided.isNewOpportunity() || decided.isNewLead() || decided.isAcceptedLead()) {
      return created(decided);
    }
    return decided.isDifferent() ? updated(decided) : decided;
  }

  private Synchronization created(Synchronization decided) {
    RecordWrite write = decided.knownPlan().knownWrite();
    if (records.entrySet().stream()
        .anyMatch(
            it -> it.getKey().entity().equals(write.entity()) && carriesReferral(it.getValue()))) {
      throw stale();
    }
    refuseWhatNoColumnTakes(write);
    if (!DealFixture.words(write).containsAll(CRM.demanded(write.entity()))) {
      throw rejected("a mandatory column is missing");
    }
    writes.add(write);
    RecordId id = CRM.record(write.entity(), 100 + records.size());
    Row row = new Row();
    records.put(id, row);
    row.columns.put(ROWS.column(id.entity(), "externalReference"), id.value());
    ROWS.write(row.columns, write.columns());
    touched(row);
    return decided.withAnswered(CRM.written(id, null, write, row.version()));
  }

  private Synchronization updated(Synchronization decided) {
    RecordWrite write = decided.knownPlan().knownWrite();
    RecordId id = decided.knownRecordId();
    Row row = Objects.requireNonNull(records.get(id));
    String version = decided.knownVersion();
    if (version != null && CRM.isStale(version, row.version())) {
      throw stale();
    }
    if (isReadOnly(id, row)) {
      throw rejected("the row is closed");
    }
    refuseWhatNoColumnTakes(write);
    writes.add(write);
    ROWS.write(row.columns, write.columns());
    touched(row);
    return decided.withAnswered(CRM.written(id, decided.record(), write, row.version()));
  }

  private static boolean isReadOnly(RecordId id, Row row) {
    FieldMapping mapping = MAPPINGS.of(id);
    return ComparedFields.isReadOnly(mapping, mapping.ofRecord(row.columns), TRAITS);
  }

  private static void refuseWhatNoColumnTakes(RecordWrite write) {
    for (ColumnWrite column : write.columns()) {
      if (!CRM.takes(column)) {
        throw rejected(column.column().path() + " does not take " + column.value());
      }
    }
  }

  private static RemoteFailure rejected(String why) {
    return new RemoteFailure(RemoteFailure.Kind.REJECTED, why, null, null);
  }

  private static RemoteFailure stale() {
    return new RemoteFailure(RemoteFailure.Kind.STALE, "412", null, null);
  }

  private void touched(Row row) {
    row.changed = ++clock;
    row.changedAt = clock;
  }

  private void touched() {
    clock++;
    referral.put("eTag", "\"e" + clock + "\"");
    referral.put("updatedDateTime", NOW.plus(Duration.ofMinutes(clock)).plusMillis(5).toString());
  }

  String eTag() {
    return referral.path("eTag").asText();
  }

  String updatedDateTime() {
    return referral.path("updatedDateTime").asText();
  }
}
