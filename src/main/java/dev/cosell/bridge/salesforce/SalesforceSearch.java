package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.crm.RecordPlaces;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/** Looks for the record of a link, see {@link RecordPlaces}. */
final class SalesforceSearch implements RecordPlaces.Queries<Soql> {

  private static final String OPPORTUNITY = "opportunity";

  private final Mappings mappings;
  private final SalesforceOrganization organization;
  private final SalesforceApi api;
  private final DeliveredRecords delivered;
  private final SalesforceRows rows;

  SalesforceSearch(
      Mappings mappings,
      SalesforceOrganization organization,
      SalesforceApi api,
      DeliveredRecords delivered) {
    this.mappings = mappings;
    this.organization = organization;
    this.api = api;
    this.delivered = delivered;
    this.rows = new SalesforceRows(organization);
  }

  /** Where to look; nowhere when the poll delivered the record. */
  public RecordPlaces<Soql> places(@Body Synchronization synchronization) {
    return RecordPlaces.of(synchronization, delivered, this);
  }

  @Override
  public boolean isOpen(CrmRecord lead) {
    return SalesforceRows.isOpen(lead.row());
  }

  /** Takes the record that the poll delivered, if it did. */
  public Synchronization takeDelivered(
      @Body Synchronization synchronization, @Variable("places") RecordPlaces<Soql> places) {
    return places.takeDelivered(synchronization);
  }

  /** A copy of a record carries the same id where it need not be unique: the original counts. */
  @Override
  public Soql byReferral(String entity, String referral) {
    FieldMapping mapping = mappings.of(entity);
    return all(mapping)
        .where(mapping.column(Role.IDENTIFIER).name(), referral)
        .orderBy("CreatedDate", OrgFields.ID)
        .limit(1);
  }

  @Override
  public Optional<Soql> byId(String entity, String id) {
    String whole = SalesforceId.whole(id);
    return SalesforceId.mayBeOf(entity, whole)
        ? Optional.of(oneById(new RecordId(entity, whole)))
        : Optional.empty();
  }

  private Soql oneById(RecordId record) {
    return all(mappings.of(record.entity())).where(OrgFields.ID, record.value()).limit(1);
  }

  /** Whether the record was read in the very second in which a seller saved it. */
  public boolean isStillOpen(@Body Synchronization synchronization) {
    CrmRecord read = synchronization.record();
    return read != null && read.row().path(SalesforceRows.STILL_OPEN).asBoolean();
  }

  /** Headers of a second look at the record. */
  public void again(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    api.query(oneById(synchronization.knownRecordId())).applyTo(headers);
  }

  /**
   * Goes on only when the second look shows what the first one did.
   *
   * @throws RemoteFailure when the record was saved once more: it is reconciled from the start
   */
  public void compare(
      @Body Synchronization synchronization, @Variable("answer") SalesforceAnswer answer) {
    String known = synchronization.knownVersion();
    boolean isTheSame =
        answer.records().stream()
            .map(RecordVersion::of)
            .anyMatch(version -> version != null && version.toString().equals(known));
    if (!isTheSame) {
      throw new RemoteFailure(
          Kind.STALE, "The record was saved again while it was read", null, null);
    }
  }

  private Soql all(FieldMapping mapping) {
    organization.require(mapping.entity());
    return Soql.select(
        OrgFields.ofRecord(mapping, organization.facts()), OrgFacts.objectOf(mapping.entity()));
  }

  /** Headers for the next place. */
  public void next(
      @Variable("places") RecordPlaces<Soql> places, @Headers Map<String, Object> headers) {
    api.query(places.current().query()).applyTo(headers);
  }

  /** Takes the record over when it is there; then no other place is asked. */
  public Synchronization read(
      @Body Synchronization synchronization,
      @Variable("places") RecordPlaces<Soql> places,
      @Variable("answer") SalesforceAnswer answer) {
    List<JsonNode> found = answer.records();
    if (found.isEmpty()) {
      return places.without(synchronization);
    }
    JsonNode row = found.get(0);
    FieldMapping mapping = mappings.of(places.current().entity());
    CrmRecord record = rows.record(mapping, row, answer.notMadeBefore());
    if (record.id().isLead() && !isOpen(record)) {
      String opportunity = SalesforceRows.text(row, "ConvertedOpportunityId");
      return places.withClosedLead(
          synchronization, record, byId(OPPORTUNITY, opportunity).orElse(null));
    }
    return places.with(
        synchronization, places.isOfClosedLead() ? rows.accepted(mapping, record) : record);
  }
}
