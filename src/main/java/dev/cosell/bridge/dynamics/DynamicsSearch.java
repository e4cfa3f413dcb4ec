package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the record of a link: by its id where it is linked, else by the referral's id, else by
 * the CRM id that the referral carries.
 */
final class DynamicsSearch {

  private final Mappings mappings;
  private final RecordRows rows;
  private final DeliveredRecords delivered;

  DynamicsSearch(Mappings mappings, DynamicsCurrencies currencies, DeliveredRecords delivered) {
    this.mappings = mappings;
    this.delivered = delivered;
    this.rows = new RecordRows(currencies);
  }

  /** The places where the record may be, the likeliest first; each is asked only once. */
  static final class Places {

    private @Nullable CrmRecord closedLead;
    private final Deque<Place> left = new ArrayDeque<>();
    private @Nullable CrmRecord delivered;

    /** True while there is a place to look at. */
    public boolean isOpen() {
      return !left.isEmpty();
    }
  }

  private record Place(String entity, DataverseQuery query) {}

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
      places.left.add(byReferral("opportunity", synchronization.referralId().value()));
    }
    byId(linked.entity(), linked.value()).ifPresent(places.left::add);
    return places;
  }

  /** A lead that is closed may have become an opportunity: that is looked for. */
  private @Nullable CrmRecord delivered(Synchronization synchronization) {
    return delivered
        .take(synchronization.link(), synchronization.newsOfRecord())
        .filter(record -> !record.id().isLead() || RecordRows.isOpen(record.row()))
        .orElse(null);
  }

  private void everywhere(Synchronization synchronization, Places places) {
    for (String entity : synchronization.possibleEntities()) {
      places.left.add(byReferral(entity, synchronization.referralId().value()));
    }
    for (String entity : synchronization.possibleEntities()) {
      byId(entity, synchronization.externalReference()).ifPresent(places.left::add);
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

  private Place byReferral(String entity, String referral) {
    FieldMapping mapping = mappings.of(entity);
    return new Place(
        entity, all(mapping).where(mapping.column(Role.IDENTIFIER).name(), referral).top(1));
  }

  /** By a filter and not by the key: a row that is gone is an empty list then, not an error. */
  private Optional<Place> byId(String entity, String id) {
    try {
      return Optional.of(
          new Place(
              entity,
              all(mappings.of(entity)).where(RecordTable.of(entity).id(), UUID.fromString(id))));
    } catch (IllegalArgumentException notAGuid) {
      return Optional.empty();
    }
  }

  private static DataverseQuery all(FieldMapping mapping) {
    return DataverseQuery.of(RecordTable.of(mapping.entity()).set())
        .select(RecordColumns.selected(mapping));
  }

  /** Headers for the next place. */
  public void next(@Variable("places") Places places, @Headers Map<String, Object> headers) {
    places.left.element().query().applyTo(headers);
  }

  /** Takes the record over when it is there; then no other place is asked. */
  public Synchronization read(
      @Body Synchronization synchronization,
      @Variable("places") Places places,
      @Variable("answer") DataverseAnswer answer) {
    List<JsonNode> found = answer.list();
    Place place = places.left.remove();
    if (found.isEmpty()) {
      return synchronization.withRecord(places.closedLead);
    }
    places.left.clear();
    CrmRecord record = rows.record(mappings.of(place.entity()), found.get(0));
    if (record.id().isLead() && !RecordRows.isOpen(record.row())) {
      places.closedLead = record;
      places.left.add(byOrigin(record.id()));
    }
    return synchronization.withRecord(record);
  }

  /** The opportunity that a seller made of a lead. */
  private Place byOrigin(RecordId lead) {
    return new Place(
        "opportunity",
        all(mappings.opportunity())
            .where("_originatingleadid_value", UUID.fromString(lead.value()))
            .top(1));
  }
}
