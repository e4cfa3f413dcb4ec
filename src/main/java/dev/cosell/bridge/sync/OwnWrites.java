package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Collection;
import org.springframework.stereotype.Component;

/**
 * Knows what the bridge itself meant to write. When an answer was lost, or the bridge crashed, a
 * side may hold a value that nobody edited: it must not win against the edit of a person.
 */
@Component
class OwnWrites {

  private static final String CRM = "crm";
  private static final String PARTNER_CENTER = "partner-center";
  private static final String FIELDS = "fields";
  private static final String VALUES = "values";
  private static final int MOST = 20;

  private final Intentions intentions;

  OwnWrites(Intentions intentions) {
    this.intentions = intentions;
  }

  /** Moves the base of each field in which a side holds what the bridge meant to write there. */
  void recognize(Synchronization synchronization, FieldMapping mapping) {
    Link link = synchronization.link();
    ObjectNode notes = notes(link);
    if (notes.isEmpty()) {
      return;
    }
    Snapshot base = Snapshot.fromJson(link.base().toString());
    Snapshot there = mapping.ofReferral(synchronization.knownReferral());
    CrmRecord record = synchronization.record();
    for (MappedField field : ComparedFields.of(mapping)) {
      if (Merge.LISTS.contains(field.type())) {
        continue; // what was written holds the seller's own edit, too; merging it again is harmless
      }
      String name = field.name();
      if (isMeant(notes.path(PARTNER_CENTER), name, there.get(name))) {
        base = Base.with(base, name, there.get(name), Base.ofRecord(base, name));
      }
      if (record != null) {
        JsonNode here = mapping.ofRecord(record.row()).get(name);
        if (isMeant(notes.path(CRM), name, here)) {
          base = Base.with(base, name, Base.ofReferral(base, name), here);
        }
      }
    }
    synchronization
        .progress()
        .reached(
            link.agreeing(
                Json.object(base.toJson()), link.referralVersion(), link.recordVersion()));
  }

  private static boolean isMeant(JsonNode writes, String field, JsonNode value) {
    for (JsonNode write : writes) {
      boolean written = write.path(FIELDS).toString().contains('"' + field + '"');
      if (written && Snapshot.fromJson(write.path(VALUES).toString()).get(field).equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Notes what this plan means to write, before it is carried out. */
  void note(Synchronization synchronization, Plan plan) {
    ObjectNode notes = notes(synchronization.link());
    boolean news = false;
    if (plan.write() != null) {
      Collection<String> fields =
          plan.write().columns().stream().map(column -> column.field()).distinct().toList();
      news = add(notes, CRM, fields, plan.after());
    }
    if (plan.send() != null) {
      Snapshot values = Snapshot.fromJson("{}");
      for (var change : plan.send().changes()) {
        values = change.to() == null ? values : values.with(change.field(), change.to());
      }
      news |= add(notes, PARTNER_CENTER, plan.send().fields(), values);
    }
    if (news) {
      intentions.note(synchronization.link().id(), notes.toString());
    }
  }

  /** Notes what a referral is to be created with. */
  void noteCreation(Synchronization synchronization, Collection<String> fields, Snapshot values) {
    ObjectNode notes = notes(synchronization.link());
    if (add(notes, PARTNER_CENTER, fields, values)) {
      intentions.note(synchronization.link().id(), notes.toString());
    }
  }

  /** False when the very same was meant before. */
  private static boolean add(
      ObjectNode notes, String side, Collection<String> fields, Snapshot values) {
    ObjectNode write = JsonNodeFactory.instance.objectNode();
    fields.forEach(write.putArray(FIELDS)::add);
    ObjectNode kept = write.putObject(VALUES);
    fields.stream()
        .filter(field -> !values.get(field).isNull())
        .forEach(field -> kept.set(field, values.get(field)));
    ArrayNode writes = notes.withArray("/" + side);
    for (JsonNode before : writes) {
      if (before.toString().equals(write.toString())) {
        return false;
      }
    }
    writes.add(write);
    if (writes.size() > MOST) {
      writes.remove(0);
    }
    return true;
  }

  private ObjectNode notes(Link link) {
    return intentions
        .of(link.id())
        .map(Json::object)
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }
}
