package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.crm.ExactJson;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Creates and updates records. */
final class SalesforceWrites {

  private static final String CONTACT = "contact";
  private static final String ACCOUNT = "account";

  private final Mappings mappings;
  private final SalesforceOrganization organization;
  private final SalesforceApi api;
  private final SalesforceRows rows;

  SalesforceWrites(Mappings mappings, SalesforceOrganization organization, SalesforceApi api) {
    this.mappings = mappings;
    this.organization = organization;
    this.api = api;
    this.rows = new SalesforceRows(organization);
  }

  /** Headers of a create that happens only once: an upsert by the referral's id. */
  public void create(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    upsert(synchronization).applyTo(headers);
  }

  SalesforceCall upsert(Synchronization synchronization) {
    RecordWrite write = write(synchronization);
    organization.require(write.entity());
    return api.upsert(
        OrgFacts.objectOf(write.entity()),
        identifier(write.entity()),
        synchronization.referralId().value());
  }

  private String identifier(String entity) {
    return mappings.of(entity).column(Role.IDENTIFIER).name();
  }

  /** The fields of a new record. */
  public String newRecord(@Body Synchronization synchronization) {
    return fieldsOfNew(synchronization).toString();
  }

  ObjectNode fieldsOfNew(Synchronization synchronization) {
    RecordWrite write = write(synchronization);
    ObjectNode fields = fields(synchronization, write, true);
    // Salesforce takes it from the address and refuses it in the body
    fields.remove(identifier(write.entity()));
    if ("opportunity".equals(write.entity())) {
      addStage(fields);
      addCustomer(fields, synchronization.references());
    }
    return fields;
  }

  /** Salesforce demands one, also for a deal whose status nobody knows. */
  private void addStage(ObjectNode fields) {
    String column = mappings.opportunity().column(Role.STATUS).name();
    if (!fields.has(column)) {
      fields.put(column, organization.facts().stages().name(OrgStages.ON_HOLD_STAGE));
    }
  }

  private void addCustomer(ObjectNode fields, Map<String, String> references) {
    String account = references.get(ACCOUNT);
    if (account != null) {
      fields.put(OrgFields.ACCOUNT, account);
    }
    String contact = references.get(CONTACT);
    if (contact != null && organization.facts().takesContact()) {
      fields.put(OrgFields.CONTACT, contact);
    }
  }

  /** The record as it was created. */
  public Synchronization created(
      @Body Synchronization synchronization, @Variable("answer") SalesforceAnswer answer) {
    return created(synchronization, answer.body(), answer.sentAt());
  }

  Synchronization created(
      Synchronization synchronization, JsonNode answer, @Nullable Instant sentAt) {
    JsonNode id = answer.path("id");
    if (!id.isTextual()) {
      throw new RemoteFailure(
          Kind.STALE, "Salesforce did not tell the id of the record it created", null, null);
    }
    if (!answer.path("created").asBoolean(true)) {
      synchronization.log().step("the record was there already; it was brought up to date");
    }
    RecordId record = new RecordId(write(synchronization).entity(), id.asText());
    return synchronization.withAnswered(
        rows.written(
            mappings.of(record), record, null, JsonNodeFactory.instance.objectNode(), sentAt));
  }

  /** Headers of an update, only if nobody changed the record since it was read. */
  public void update(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    RecordId record = synchronization.knownRecordId();
    organization.require(record.entity());
    SalesforceCall call = api.update(OrgFacts.objectOf(record.entity()), record.value());
    String version = synchronization.knownVersion();
    Instant stamp = version == null ? null : RecordVersion.stampOf(version);
    (stamp == null ? call : SalesforceApi.unmodifiedSince(call, stamp)).applyTo(headers);
  }

  /** The fields that differ. */
  public String changedFields(@Body Synchronization synchronization) {
    RecordWrite write = write(synchronization);
    return fields(synchronization, write, write.stage() != null).toString();
  }

  /**
   * The record as it was updated; Salesforce answers with nothing.
   *
   * @param payload that was sent
   */
  public Synchronization updated(
      @Body Synchronization synchronization,
      @Variable("payload") String payload,
      @Variable("answer") SalesforceAnswer answer)
      throws JsonProcessingException {
    RecordId id = synchronization.knownRecordId();
    return synchronization.withAnswered(
        rows.written(
            mappings.of(id),
            id,
            synchronization.record(),
            (ObjectNode) ExactJson.read(payload),
            answer.sentAt()));
  }

  private ObjectNode fields(
      Synchronization synchronization, RecordWrite write, boolean withStatus) {
    List<ColumnWrite> writes = new ArrayList<>(write.own());
    if (withStatus) {
      write.columns().stream()
          .filter(it -> it.column().type() == FieldType.STATUS)
          .forEach(writes::add);
    }
    return new OrgWriter(
            organization.facts(), OrgFacts.objectOf(write.entity()), synchronization.log())
        .fields(writes);
  }

  private static RecordWrite write(Synchronization synchronization) {
    return synchronization.knownPlan().knownWrite();
  }
}
