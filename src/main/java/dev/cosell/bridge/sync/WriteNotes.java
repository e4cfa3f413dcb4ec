package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.RecordVersions;
import dev.cosell.bridge.mapping.Snapshot;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notes of what the bridge meant to write for one link, as JSON in the store. */
final class WriteNotes {

  private static final String FIELDS = "fields";
  private static final String VALUES = "values";
  private static final String OTHER = "other";
  private static final String VERSION = "version";
  private static final int MOST = 20;

  private final ObjectNode json;

  private WriteNotes(ObjectNode json) {
    this.json = json;
  }

  /** Where a write was to go. */
  enum Side {
    CRM("crm"),
    PARTNER_CENTER("partner-center");

    private final String word;

    Side(String word) {
      this.word = word;
    }
  }

  /** A note of one write. */
  record Write(JsonNode json) {

    /**
     * Makes one.
     *
     * @param other what the other side held
     * @param condition the version without which the write is refused, null when there is none
     */
    static Write of(
        Collection<String> fields, Snapshot values, Snapshot other, @Nullable String condition) {
      ObjectNode write = JsonNodeFactory.instance.objectNode();
      if (condition != null) {
        write.put(VERSION, condition);
      }
      ArrayNode names = write.putArray(FIELDS);
      fields.forEach(names::add);
      put(write.putObject(VALUES), fields, values);
      put(write.putObject(OTHER), fields, other);
      return new Write(write);
    }

    private static void put(ObjectNode target, Collection<String> fields, Snapshot values) {
      fields.stream()
          .filter(field -> !values.get(field).isNull())
          .forEach(field -> target.set(field, values.get(field)));
    }

    /** What the field was to become. */
    JsonNode value(String field) {
      return value(VALUES, field);
    }

    /** What the other side held of the field. */
    JsonNode other(String field) {
      return value(OTHER, field);
    }

    private JsonNode value(String place, String field) {
      JsonNode values = json.path(place);
      return values.isObject()
          ? Snapshot.fromJson(values.toString()).get(field)
          : NullNode.instance;
    }

    private List<String> fields() {
      return json.path(FIELDS).valueStream().map(JsonNode::asText).toList();
    }

    private boolean means(String field, JsonNode value) {
      return fields().contains(field) && value(field).equals(value);
    }

    /** Whether its condition cannot be met any more. */
    private boolean isOver(@Nullable String version) {
      String condition = json.path(VERSION).asText("");
      return !condition.isEmpty()
          && version != null
          && !RecordVersions.areOfOneContent(condition, version);
    }
  }

  /** No note yet. */
  static WriteNotes none() {
    return new WriteNotes(JsonNodeFactory.instance.objectNode());
  }

  /** The notes as they were kept. */
  static WriteNotes parse(String json) {
    return new WriteNotes(Json.object(json));
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  /** As they are to be kept. */
  @Override
  public String toString() {
    return json.toString();
  }

  /** Adds a note; false when the very same was meant before. */
  boolean add(Side side, Write write) {
    ArrayNode writes = json.withArray("/" + side.word);
    for (JsonNode before : writes) {
      if (before.toString().equals(write.json().toString())) {
        return false;
      }
    }
    writes.add(write.json());
    if (writes.size() > MOST) {
      writes.remove(0);
    }
    return true;
  }

  /** The last write that meant to give the field this value, null when there is none. */
  @Nullable Write meant(Side side, String field, JsonNode value) {
    return json.path(side.word)
        .valueStream()
        .map(Write::new)
        .filter(write -> write.means(field, value))
        .reduce((before, last) -> last)
        .orElse(null);
  }

  /**
   * Forgets what a side does not hold although it has another version by now: that write was
   * refused, and its condition keeps it from being carried out later. Should a person set the same
   * value one day, that is an edit.
   *
   * @return whether there was such a write
   */
  boolean forgetLost(Side side, Snapshot held, @Nullable String version) {
    boolean isNews = false;
    for (Iterator<JsonNode> all = json.path(side.word).elements(); all.hasNext(); ) {
      Write write = new Write(all.next());
      if (write.isOver(version)
          && write.fields().stream()
              .noneMatch(field -> write.value(field).equals(held.get(field)))) {
        all.remove();
        isNews = true;
      }
    }
    return isNews;
  }
}
