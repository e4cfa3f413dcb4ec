package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Snapshot;
import dev.cosell.bridge.sync.WriteNotes.Side;
import dev.cosell.bridge.sync.WriteNotes.Write;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Knows what the bridge itself meant to write. When an answer was lost, or the bridge crashed, a
 * side may hold a value that nobody edited: it must not win against the edit of a person.
 */
@Component
class OwnWrites {

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
    WriteNotes notes = notes(link);
    if (notes.isEmpty()) {
      return;
    }
    Snapshot base = Snapshot.fromJson(link.base().toString());
    JsonNode referral = synchronization.knownReferral();
    Snapshot there = mapping.ofReferral(referral);
    CrmRecord record = synchronization.record();
    @Nullable Snapshot here = record == null ? null : mapping.ofRecord(record.row());
    boolean isNews = notes.forgetLost(Side.PARTNER_CENTER, there, Standing.version(referral));
    if (record != null && here != null) {
      isNews |= notes.forgetLost(Side.CRM, here, record.version());
    }
    if (isNews) {
      intentions.note(link.id(), notes.toString());
    }
    for (MappedField field : ComparedFields.of(mapping)) {
      String name = field.name();
      boolean isList = Merge.LISTS.contains(field.type());
      Write sent = notes.meant(Side.PARTNER_CENTER, name, there.get(name));
      Write written = here == null ? null : notes.meant(Side.CRM, name, here.get(name));
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
  private static Snapshot sent(Snapshot base, String field, Snapshot there, Write write) {
    return Base.with(base, field, there.get(field), write.other(field));
  }

  private static Snapshot written(Snapshot base, String field, Snapshot here, Write write) {
    return Base.with(base, field, write.other(field), here.get(field));
  }

  /** What the record held of a list that was sent is known there: its removal would be an edit. */
  private static Snapshot listSent(Snapshot base, String field, Snapshot there, Write write) {
    JsonNode known = ListMerge.common(write.other(field), there.get(field));
    return Base.with(base, field, Base.ofReferral(base, field), known);
  }

  /**
   * What Partner Center held of a list that was written to the record is no addition of a seller;
   * what a seller had added or dropped before is still to be sent.
   */
  private static Snapshot listWritten(Snapshot base, String field, Snapshot here, Write write) {
    JsonNode now = here.get(field);
    JsonNode other = write.other(field);
    JsonNode known = ListMerge.common(now, other);
    JsonNode dropped = ListMerge.without(Base.ofRecord(base, field), now);
    return Base.with(base, field, other, ListMerge.merge(known, NullNode.instance, dropped));
  }

  /** Notes what this plan means to write, before it is carried out. */
  void note(Synchronization synchronization, FieldMapping mapping, Plan plan) {
    WriteNotes notes = notes(synchronization.link());
    JsonNode referral = synchronization.knownReferral();
    boolean news = false;
    if (plan.write() != null) {
      Collection<String> fields =
          plan.write().columns().stream().map(column -> column.field()).distinct().toList();
      Snapshot there = mapping.ofReferral(referral);
      String version = synchronization.knownVersion();
      news = notes.add(Side.CRM, Write.of(fields, plan.after(), there, version));
    }
    if (plan.send() != null) {
      Snapshot values = NOTHING;
      for (var change : plan.send().changes()) {
        values = change.to() == null ? values : values.with(change.field(), change.to());
      }
      Collection<String> fields = plan.send().fields();
      String version = Standing.version(referral);
      news |= notes.add(Side.PARTNER_CENTER, Write.of(fields, values, plan.before(), version));
    }
    if (news) {
      intentions.note(synchronization.link().id(), notes.toString());
    }
  }

  /** Notes what a referral is to be created with. */
  void noteCreation(Synchronization synchronization, Collection<String> fields, Snapshot values) {
    WriteNotes notes = notes(synchronization.link());
    if (notes.add(Side.PARTNER_CENTER, Write.of(fields, values, values, null))) {
      intentions.note(synchronization.link().id(), notes.toString());
    }
  }

  private WriteNotes notes(Link link) {
    return intentions.of(link.id()).map(WriteNotes::parse).orElseGet(WriteNotes::none);
  }
}
