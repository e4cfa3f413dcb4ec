package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the events as the fields are; those of former fields stay known. */
final class EventSchemas {

  private final Organization organization;
  private final Map<SObjectType, EventSchema> byType = new ConcurrentHashMap<>();
  private final Map<String, EventSchema> byId = new ConcurrentHashMap<>();

  EventSchemas(Organization organization) {
    this.organization = organization;
  }

  EventSchema of(String entity) {
    SObjectType type = organization.schema().type(entity).orElseThrow();
    EventSchema schema = byType.computeIfAbsent(type, known -> EventSchema.of(EventType.of(known)));
    byId.putIfAbsent(schema.id(), schema);
    return schema;
  }

  Optional<EventSchema> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
