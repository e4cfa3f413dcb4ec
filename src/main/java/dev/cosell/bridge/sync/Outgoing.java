package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.PatchOperation;
import dev.cosell.bridge.run.RunDetail.FieldChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What one synchronization sends to a referral that exists: the fields, and the CRM's own id. */
@Component("outgoing")
public class Outgoing {

  private static final String EXTERNAL_REFERENCE = "/externalReferenceId";

  private final Mappings mappings;
  private final Planner planner;

  Outgoing(Mappings mappings, Planner planner) {
    this.mappings = mappings;
    this.planner = planner;
  }

  /** True when there is anything to send. */
  public boolean isNeeded(Synchronization synchronization) {
    Plan plan = synchronization.knownPlan();
    return !plan.isOpen() && (plan.send() != null || needsReference(synchronization));
  }

  /**
   * The JSON Patch. Until {@link #sent} is called, what may be locked counts as under way.
   *
   * @return the operations; the CRM's id is the last one
   */
  public List<PatchOperation> operations(Synchronization synchronization) {
    List<PatchOperation> operations = new ArrayList<>();
    ReferralWrite send = synchronization.knownPlan().send();
    if (send != null) {
      operations.addAll(send.operations());
      synchronization.progress().sending(mayBeLocked(synchronization, send));
    }
    if (needsReference(synchronization)) {
      operations.add(
          new PatchOperation(
              "replace",
              EXTERNAL_REFERENCE,
              TextNode.valueOf(synchronization.knownRecordId().value())));
    }
    return List.copyOf(operations);
  }

  private Map<String, JsonNode> mayBeLocked(Synchronization synchronization, ReferralWrite send) {
    Map<String, JsonNode> fields = new HashMap<>();
    for (FieldChange change : send.changes()) {
      MappedField field = mappings.of(synchronization.knownRecordId()).field(change.field());
      JsonNode to = change.to();
      if (to != null && field.path().filter(Sending.CUSTOMER_TEAM::equals).isPresent()) {
        fields.put(field.name(), to);
      }
    }
    return fields;
  }

  /**
   * Remembers what was sent, and the version that it made, to know our own echo.
   *
   * @param now the referral as it was answered, an empty object when it was not
   */
  public Synchronization sent(Synchronization synchronization, JsonNode now) {
    Progress progress = synchronization.progress();
    Plan plan = synchronization.knownPlan();
    boolean reference = needsReference(synchronization);
    progress.sending(Map.of());
    Link link = synchronization.link();
    ReferralWrite send = plan.send();
    if (send != null) {
      send.changes().forEach(synchronization.log()::wrote);
      link =
          link.agreeing(
              Agreement.base(synchronization, plan.sentBase()),
              link.referralVersion(),
              trusted(synchronization, plan));
    }
    if (reference) {
      link = withReference(synchronization, link);
    }
    if (send != null && synchronization.knownRecordId().isLead()) {
      // an accepted lead becomes an opportunity, which is decided by the referral as it is then
      progress.handOver(synchronization.referralId());
    }
    progress.reached(
        link.wroteReferral(text(now, "eTag"), VersionHint.of(text(now, "updatedDateTime"))));
    return synchronization;
  }

  private @Nullable String trusted(Synchronization synchronization, Plan plan) {
    CrmRecord record = synchronization.record();
    return record != null && plan.settled() && planner.equalsBase(record, plan)
        ? record.exactVersion()
        : null;
  }

  private static Link withReference(Synchronization synchronization, Link link) {
    RecordId record = synchronization.knownRecordId();
    synchronization
        .log()
        .wrote(
            new FieldChange(
                "externalReference",
                "partner-center",
                synchronization.knownReferral().get("externalReferenceId"),
                TextNode.valueOf(record.value())));
    ObjectNode base = link.base().deepCopy();
    base.put(Synchronization.REFERENCE, record.value());
    return link.agreeing(base, link.referralVersion(), link.recordVersion());
  }

  /** True when the referral does not carry the record's id yet and still can. */
  boolean needsReference(Synchronization synchronization) {
    RecordId record = synchronization.link().record();
    return record != null
        && !synchronization.knownPlan().isOpen()
        && !Standing.isFinal(synchronization.knownReferral())
        && isOurs(synchronization, record.value());
  }

  /** A foreign reference is left alone; an empty one, and one that we wrote before, is not. */
  private static boolean isOurs(Synchronization synchronization, String wanted) {
    String now = Standing.externalReference(synchronization.knownReferral());
    String lastWritten = synchronization.link().base().path(Synchronization.REFERENCE).asText("");
    return now.isEmpty() || (!now.equalsIgnoreCase(wanted) && now.equalsIgnoreCase(lastWritten));
  }

  private static @Nullable String text(JsonNode referral, String field) {
    String text = referral.path(field).asText("");
    return text.isEmpty() ? null : text;
  }
}
