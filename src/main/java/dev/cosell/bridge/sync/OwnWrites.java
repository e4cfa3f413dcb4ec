package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.link.RecordVersions;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private static final String VERSION = "version";

  /** What the other side held. */
  private static final String OTHER = "other";

  private static final int MOST = 20;
  private static final Snapshot NOTHING = Snapshot.fromJson("{}");

  private final Intentions intentions;

  OwnWrites(Intentions intentions) {
    this.intentions = intentions;
  }

  /**
   * Moves the base of each field in which a side holds what the bridge meant to write there.
   *
   * @throws RemoteFailure of the kind stale, when the record has to be read first
   */
  void recognize(Synchronization synchronization, FieldMapping mapping) {
    Link link = synchronization.link();
    ObjectNode notes = notes(link);
    if (notes.isEmpty()) {
      return;
    }
    Snapshot base = Snapshot.fromJson(link.base().toString());
    JsonNode referral = synchronization.knownReferral();
    Snapshot there = mapping.ofReferral(referral);
    CrmRecord record = synchronization.record();
    @Nullable Snapshot here = record == null ? null : mapping.ofRecord(record.row());
    boolean isNews = forgetLost(notes.path(PARTNER_CENTER), there, Standing.version(referral));
    if (record != null && here != null) {
      isNews |= forgetLost(notes.path(CRM), here, record.version());
    }
    if (isNews) {
      intentions.note(link.id(), notes.toString());
    }
    for (MappedField field : ComparedFields.of(mapping)) {
      String name = field.name();
      boolean isList = Merge.LISTS.contains(field.type());
      JsonNode sent = meant(notes.path(PARTNER_CENTER), name, there.get(name));
      JsonNode written = here == null ? null : meant(notes.path(CRM), name, here.get(name));
      if (sent != null) {
        requireRecord(record);
        base = isList ? listSent(base, name, there, sent) : sent(base, name, there, sent);
      } else if (here != null && written != null) {
        base = isList ? listWritten(base, name, here, written) : written(base, name, here, written);
      }
    }
    synchronization
        .progress()
        .reached(
            link.agreeing(
                Json.object(base.toJson()), link.referralVersion(), link.recordVersion()));
  }

  /** What was sent came from a record that is newer than the one that the link remembers. */
  private static void requireRecord(@Nullable CrmRecord record) {
    if (record == null) {
      throw new RemoteFailure(
          RemoteFailure.Kind.STALE,
          "Partner Center holds what was sent before a crash, so the record has to be read",
          null,
          null);
    }
  }

  /** What the record held then is no edit any more, and what stands there now may be one. */
  private static Snapshot sent(Snapshot base, String field, Snapshot there, JsonNode write) {
    return Base.with(base, field, there.get(field), value(write, OTHER, field));
  }

  private static Snapshot written(Snapshot base, String field, Snapshot here, JsonNode write) {
    return Base.with(base, field, value(write, OTHER, field), here.get(field));
  }

  /** What the record held of a list that was sent is known there: its removal would be an edit. */
  private static Snapshot listSent(Snapshot base, String field, Snapshot there, JsonNode write) {
    JsonNode known = ListMerge.common(value(write, OTHER, field), there.get(field));
    return Base.with(base, field, Base.ofReferral(base, field), known);
  }

  /**
   * What Partner Center held of a list that was written to the record is no addition of a seller;
   * what a seller had added or dropped before is still to be sent.
   */
  private static Snapshot listWritten(Snapshot base, String field, Snapshot here, JsonNode write) {
    JsonNode now = here.get(field);
    JsonNode other = value(write, OTHER, field);
    JsonNode known = ListMerge.common(now, other);
    JsonNode dropped = ListMerge.without(Base.ofRecord(base, field), now);
    return Base.with(base, field, other, ListMerge.merge(known, NullNode.instance, dropped));
  }

  /** The write by which the bridge meant to give the field this value, null when there is none. */
  private static @Nullable JsonNode meant(JsonNode writes, String field, JsonNode value) {
    @Nullable JsonNode last = null;
    for (JsonNode write : writes) {
      if (fields(write).contains(field) && value(write, VALUES, field).equals(value)) {
        last = write;
      }
    }
    return last;
  }

  /**
   * Forgets what a side does not hold although it has another version by now: that write was
   * refused, and its condition keeps it from being carried out later. Should a person set the same
   * value one day, that is an edit.
   */
  private static boolean forgetLost(JsonNode writes, Snapshot side, @Nullable String version) {
    boolean isNews = false;
    for (Iterator<JsonNode> all = writes.elements(); all.hasNext(); ) {
      JsonNode write = all.next();
      if (isOver(write.path(VERSION).asText(""), version)
          && fields(write).stream()
              .noneMatch(field -> value(write, VALUES, field).equals(side.get(field)))) {
        all.remove();
        isNews = true;
      }
    }
    return isNews;
  }

  private static boolean isOver(String condition, @Nullable String version) {
    return !condition.isEmpty()
        && version != null
        && !RecordVersions.areOfOneContent(condition, version);
  }

  private static List<String> fields(JsonNode write) {
    return write.path(FIELDS).valueStream().map(JsonNode::asText).toList();
  }

  private static JsonNode value(JsonNode write, String place, String field) {
    return Snapshot.fromJson(write.path(place).toString()).get(field);
  }

  /** Notes what this plan means to write, before it is carried out. */
  void note(Synchronization synchronization, FieldMapping mapping, Plan plan) {
    ObjectNode notes = notes(synchronization.link());
    JsonNode referral = synchronization.knownReferral();
    boolean news = false;
    if (plan.write() != null) {
      Collection<String> fields =
          plan.write().columns().stream().map(column -> column.field()).distinct().toList();
      ObjectNode write =
          write(fields, plan.after(), mapping.ofReferral(referral), synchronization.knownVersion());
      news = add(notes, CRM, write);
    }
    if (plan.send() != null) {
      Snapshot values = NOTHING;
      for (var change : plan.send().changes()) {
        values = change.to() == null ? values : values.with(change.field(), change.to());
      }
      ObjectNode write =
          write(plan.send().fields(), values, plan.before(), Standing.version(referral));
      news |= add(notes, PARTNER_CENTER, write);
    }
    if (news) {
      intentions.note(synchronization.link().id(), notes.toString());
    }
  }

  /** Notes what a referral is to be created with. */
  void noteCreation(Synchronization synchronization, Collection<String> fields, Snapshot values) {
    ObjectNode notes = notes(synchronization.link());
    if (add(notes, PARTNER_CENTER, write(fields, values, values, null))) {
      intentions.note(synchronization.link().id(), notes.toString());
    }
  }

  /**
   * A note of one write.
   *
   * @param other what the other side held
   * @param condition the version without which the write is refused, null when there is none
   */
  private static ObjectNode write(
      Collection<String> fields, Snapshot values, Snapshot other, @Nullable String condition) {
    ObjectNode write = JsonNodeFactory.instance.objectNode();
    if (condition != null) {
      write.put(VERSION, condition);
    }
    ArrayNode names = write.putArray(FIELDS);
    ObjectNode meant = write.putObject(VALUES);
    ObjectNode held = write.putObject(OTHER);
    for (String field : fields) {
      names.add(field);
      if (!values.get(field).isNull()) {
        meant.set(field, values.get(field));
      }
      if (!other.get(field).isNull()) {
        held.set(field, other.get(field));
      }
    }
    return write;
  }

  /** False when the very same was meant before. */
  private static boolean add(ObjectNode notes, String side, ObjectNode write) {
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
