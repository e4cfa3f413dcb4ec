package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.crm.DeliveredRecords;
import dev.cosell.bridge.crm.RecordPlaces;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/** Looks for the record of a link, see {@link RecordPlaces}. */
final class DynamicsSearch implements RecordPlaces.Queries<DataverseQuery> {

  private final Mappings mappings;
  private final RecordRows rows;
  private final DeliveredRecords delivered;

  DynamicsSearch(Mappings mappings, DynamicsCurrencies currencies, DeliveredRecords delivered) {
    this.mappings = mappings;
    this.delivered = delivered;
    this.rows = new RecordRows(currencies);
  }

  /** Where to look; nowhere when the poll delivered the record. */
  public RecordPlaces<DataverseQuery> places(@Body Synchronization synchronization) {
    return RecordPlaces.of(synchronization, delivered, this);
  }

  @Override
  public boolean isOpen(CrmRecord lead) {
    return RecordRows.isOpen(lead.row());
  }

  /** Takes the record that the poll delivered, if it did. */
  public Synchronization takeDelivered(
      @Body Synchronization synchronization,
      @Variable("places") RecordPlaces<DataverseQuery> places) {
    return places.takeDelivered(synchronization);
  }

  @Override
  public DataverseQuery byReferral(String entity, String referral) {
    FieldMapping mapping = mappings.of(entity);
    return all(mapping).where(mapping.column(Role.IDENTIFIER).name(), referral).top(1);
  }

  /** By a filter and not by the key: a row that is gone is an empty list then, not an error. */
  @Override
  public Optional<DataverseQuery> byId(String entity, String id) {
    try {
      return Optional.of(
          all(mappings.of(entity)).where(RecordTable.of(entity).id(), UUID.fromString(id)));
    } catch (IllegalArgumentException notAGuid) {
      return Optional.empty();
    }
  }

  private static DataverseQuery all(FieldMapping mapping) {
    return DataverseQuery.of(RecordTable.of(mapping.entity()).set())
        .select(RecordColumns.selected(mapping));
  }

  /** Headers for the next place. */
  public void next(
      @Variable("places") RecordPlaces<DataverseQuery> places,
      @Headers Map<String, Object> headers) {
    places.current().query().applyTo(headers);
  }

  /** Takes the record over when it is there; then no other place is asked. */
  public Synchronization read(
      @Body Synchronization synchronization,
      @Variable("places") RecordPlaces<DataverseQuery> places,
      @Variable("answer") DataverseAnswer answer) {
    List<JsonNode> found = answer.list();
    if (found.isEmpty()) {
      return places.without(synchronization);
    }
    CrmRecord record = rows.record(mappings.of(places.current().entity()), found.get(0));
    return record.id().isLead() && !isOpen(record)
        ? places.withClosedLead(synchronization, record, byOrigin(record.id()))
        : places.with(synchronization, record);
  }

  /** The opportunity that a seller made of a lead. */
  private DataverseQuery byOrigin(RecordId lead) {
    return all(mappings.opportunity())
        .where("_originatingleadid_value", UUID.fromString(lead.value()))
        .top(1);
  }
}
