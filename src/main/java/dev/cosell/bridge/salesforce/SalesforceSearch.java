package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the record of a link: by its id where it is linked, else by the referral's id, else by
 * the CRM id that the referral carries.
 */
final class SalesforceSearch {

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

  /** The places where the record may be, the likeliest first; each is asked only once. */
  static final class Places {

    private @Nullable CrmRecord convertedLead;
    private final Deque<Place> left = new ArrayDeque<>();
    private @Nullable CrmRecord delivered;

    /** True while there is a place to look at. */
    public boolean isOpen() {
      return !left.isEmpty();
    }
  }

  private record Place(String entity, Soql query) {}

  /** Where to look; nowhere when the poll delivered the record. */
  public Places places(@Body Synchronization synchronization) {
    Places places = new Places();
    RecordId linked = synchronization.link().record();
    places.delivered = delivered(synchronization);
    if (places.delivered != null) {
      return places;
    }
    if (linked == null) {
      everywhere(synchronization, places);
      return places;
    }
    if (linked.isLead() && synchronization.hasReferral()) {
      // it may have become an opportunity, by us before a crash or by a seller
      places.left.add(byReferral(OPPORTUNITY, synchronization.referralId().value()));
    }
    places.left.add(byId(linked.entity(), linked.value()));
    return places;
  }

  /** A lead that is converted may have become an opportunity: that is looked for. */
  private @Nullable CrmRecord delivered(Synchronization synchronization) {
    return delivered
        .take(synchronization.link(), synchronization.newsOfRecord())
        .filter(record -> !record.id().isLead() || SalesforceRows.isOpen(record.row()))
        .orElse(null);
  }

  private void everywhere(Synchronization synchronization, Places places) {
    for (String entity : synchronization.possibleEntities()) {
      places.left.add(byReferral(entity, synchronization.referralId().value()));
    }
    for (String entity : synchronization.possibleEntities()) {
      String carried = SalesforceId.whole(synchronization.externalReference());
      if (SalesforceId.mayBeOf(entity, carried)) {
        places.left.add(byId(entity, carried));
      }
    }
  }

  /** Takes the record that the poll delivered, if it did. */
  public Synchronization takeDelivered(
      @Body Synchronization synchronization, @Variable("places") Places places) {
    if (places.delivered == null) {
      return synchronization;
    }
    synchronization.log().step("the poll delivered the record");
    return synchronization.withRecord(places.delivered);
  }

  /** A copy of a record carries the same id where it need not be unique: the original counts. */
  private Place byReferral(String entity, String referral) {
    FieldMapping mapping = mappings.of(entity);
    return new Place(
        entity,
        all(mapping)
            .where(mapping.column(Role.IDENTIFIER).name(), referral)
            .orderBy("CreatedDate", OrgFields.ID)
            .limit(1));
  }

  private Place byId(String entity, String id) {
    return new Place(entity, oneById(new RecordId(entity, id)));
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
  public void next(@Variable("places") Places places, @Headers Map<String, Object> headers) {
    api.query(places.left.element().query()).applyTo(headers);
  }

  /** Takes the record over when it is there; then no other place is asked. */
  public Synchronization read(
      @Body Synchronization synchronization,
      @Variable("places") Places places,
      @Variable("answer") SalesforceAnswer answer) {
    List<JsonNode> found = answer.records();
    Place place = places.left.remove();
    if (found.isEmpty()) {
      return synchronization.withRecord(places.convertedLead);
    }
    places.left.clear();
    JsonNode row = found.get(0);
    CrmRecord record = rows.record(mappings.of(place.entity()), row, answer.notMadeBefore());
    if (places.convertedLead != null) {
      record = rows.accepted(mappings.of(place.entity()), record);
    }
    if (record.id().isLead() && row.path("IsConverted").asBoolean()) {
      places.convertedLead = record;
      String opportunity = SalesforceRows.text(row, "ConvertedOpportunityId");
      if (!opportunity.isEmpty()) {
        places.left.add(byId(OPPORTUNITY, opportunity));
      }
    }
    return synchronization.withRecord(record);
  }
}
