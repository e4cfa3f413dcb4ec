package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.record.ChangeListener;
import dev.cosell.bridge.sandbox.salesforce.record.ChangeType;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.Users;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Publishes what transactions changed; the same change of several rows is one event. */
final class ChangeCapture implements ChangeListener {

  private static final String REST = "com/salesforce/api/rest/62.0";

  private final Organization organization;
  private final EventBus bus;
  private final EventSchemas schemas;
  private final Map<String, Row> known = new HashMap<>();
  private final Map<Change, List<String>> transaction = new LinkedHashMap<>();
  private long commits;

  private record Change(
      String entity,
      String type,
      String user,
      List<String> changed,
      Map<String, Optional<Object>> fields) {}

  ChangeCapture(Organization organization, EventBus bus, EventSchemas schemas) {
    this.organization = organization;
    this.bus = bus;
    this.schemas = schemas;
  }

  @Override
  public void changed(String sObject, String id, ChangeType type) {
    organization
        .rows()
        .find(sObject, id)
        .filter(row -> organization.settings().changeEvents().entities().contains(sObject))
        .ifPresent(row -> note(row, type));
  }

  private void note(Row row, ChangeType type) {
    EventType event = schemas.of(row.sObject()).type();
    Map<String, Optional<Object>> fields =
        switch (type) {
          case CREATE -> event.filled(row);
          case UPDATE -> event.changed(known.get(row.id()), row);
          case DELETE -> Map.of();
        };
    List<String> changed =
        type == ChangeType.UPDATE ? fields.keySet().stream().sorted().toList() : List.of();
    Change change =
        new Change(row.sObject(), type.name(), row.text("LastModifiedById"), changed, fields);
    transaction.computeIfAbsent(change, alike -> new ArrayList<>()).add(row.id());
    known.put(row.id(), row);
  }

  @Override
  public void committed() {
    String key = UUID.randomUUID().toString();
    commits++;
    int number = 0;
    for (Map.Entry<Change, List<String>> change : transaction.entrySet()) {
      number++;
      publish(change.getKey(), header(change.getKey(), change.getValue(), key, number));
    }
    transaction.clear();
  }

  private void publish(Change change, ChangeHeader header) {
    bus.publish(schemas.of(change.entity), header, change.fields);
  }

  private ChangeHeader header(Change change, List<String> ids, String key, int number) {
    return new ChangeHeader(
        change.entity,
        List.copyOf(ids),
        change.type,
        change.user.equals(Users.INTEGRATION) ? REST : "",
        key,
        number,
        organization.settings().clock().millis(),
        commits,
        change.user,
        change.changed);
  }

  /** Publishes an event that tells of a change without its fields. */
  void gap(String entity, String type, List<String> ids) {
    organization.transact(
        () -> {
          commits++;
          Change change = new Change(entity, type, Users.SELLER, List.of(), Map.of());
          publish(change, header(change, ids, UUID.randomUUID().toString(), 1));
          return type;
        });
  }
}
