package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.IDENTIFIER;
import static dev.cosell.bridge.sync.DealFixture.MAPPINGS;
import static dev.cosell.bridge.sync.DealFixture.NOW;
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
import dev.cosell.bridge.mapping.DealStage;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A referral, the CRM's records and their link. It is reconciled by the product's own beans in the
 * order of the route; the remote calls are reads and writes of these rows, under the CRM's rules:
 * versions, one record for each key, closed records are read-only.
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
  private int changes = 1;

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
    int version;
    int changedAt;

    String etag() {
      return "W/\"" + version + "\"";
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

  /** A seller edits the record; the columns are replaced. */
  void seller(String edit) {
    Row row = row();
    merged(row.columns, json(edit));
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

  JsonNode column(String name) {
    return row().columns.path(name);
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

  Synchronization synchronize(Trigger trigger) {
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
      throw new RemoteFailure(RemoteFailure.Kind.REJECTED, "the deal is final", null, null);
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
    String reference = synchronization.externalReference();
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

  private static CrmRecord read(RecordId id, Row row) {
    return new CrmRecord(
        id, row.etag(), NOW.plus(Duration.ofMinutes(row.changedAt)), row.columns.deepCopy());
  }

  private boolean carriesReferral(Row row) {
    return row.columns.path(IDENTIFIER).asText().equals(referral.path("id").asText());
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
    writes.add(write);
    RecordId id = new RecordId(write.entity(), UUID.randomUUID().toString());
    Row row = new Row();
    records.put(id, row);
    row.columns.put(id.isLead() ? "leadid" : "opportunityid", id.value());
    DealFixture.write(row.columns, write.columns());
    touched(row);
    return decided.withWritten(id, row.etag());
  }

  private Synchronization updated(Synchronization decided) {
    RecordWrite write = decided.knownPlan().knownWrite();
    Row row = Objects.requireNonNull(records.get(decided.knownRecordId()));
    String version = decided.knownVersion();
    if (version != null && !version.equals(row.etag())) {
      throw stale();
    }
    if (isClosed(row)) {
      throw new RemoteFailure(RemoteFailure.Kind.REJECTED, "the row is closed", null, null);
    }
    writes.add(write);
    DealFixture.write(row.columns, write.columns());
    touched(row);
    boolean byAction = write.stage() == DealStage.WON || write.stage() == DealStage.LOST;
    return decided.withWritten(decided.knownRecordId(), byAction ? null : row.etag());
  }

  private boolean isClosed(Row row) {
    DealStage stage =
        ComparedFields.stage(MAPPINGS.opportunity(), MAPPINGS.opportunity().ofRecord(row.columns));
    return stage == DealStage.WON || stage == DealStage.LOST;
  }

  private static RemoteFailure stale() {
    return new RemoteFailure(RemoteFailure.Kind.STALE, "412", null, null);
  }

  private void touched(Row row) {
    row.version = ++changes;
    row.changedAt = changes;
  }

  private void touched() {
    changes++;
    referral.put("eTag", "\"e" + changes + "\"");
    referral.put("updatedDateTime", NOW.plus(Duration.ofMinutes(changes)).plusMillis(5).toString());
  }

  String eTag() {
    return referral.path("eTag").asText();
  }

  String updatedDateTime() {
    return referral.path("updatedDateTime").asText();
  }
}
