package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.Role;
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

/**
 * Looks for the record of a link: by its id where it is linked, else by the referral's id, else by
 * the CRM id that the referral carries.
 */
final class DynamicsSearch {

  private final Mappings mappings;
  private final RecordRows rows;

  DynamicsSearch(Mappings mappings, DynamicsCurrencies currencies) {
    this.mappings = mappings;
    this.rows = new RecordRows(currencies);
  }

  /** The places where the record may be, the likeliest first; each is asked only once. */
  static final class Places {

    private final Deque<Place> left = new ArrayDeque<>();

    /** True while there is a place to look at. */
    public boolean isOpen() {
      return !left.isEmpty();
    }
  }

  private record Place(String entity, DataverseQuery query) {}

  /** Where to look. */
  public Places places(@Body Synchronization synchronization) {
    Places places = new Places();
    RecordId linked = synchronization.link().record();
    String referral = synchronization.referralId().value();
    if (linked != null) {
      if (linked.isLead()) {
        // it may have become an opportunity, by us before a crash or by a seller
        places.left.add(byReferral("opportunity", referral));
      }
      byId(linked.entity(), linked.value()).ifPresent(places.left::add);
      return places;
    }
    for (String entity : synchronization.possibleEntities()) {
      places.left.add(byReferral(entity, referral));
    }
    for (String entity : synchronization.possibleEntities()) {
      byId(entity, synchronization.externalReference()).ifPresent(places.left::add);
    }
    return places;
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
      return synchronization.withRecord(null);
    }
    places.left.clear();
    return synchronization.withRecord(rows.record(mappings.of(place.entity()), found.get(0)));
  }
}
