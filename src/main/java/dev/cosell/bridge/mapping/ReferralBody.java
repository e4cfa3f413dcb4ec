package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The body of a referral that is to be created, put together field by field. */
final class ReferralBody {

  private static final Set<String> NEVER = Set.of("/id", "/eTag", "/status", "/substatus");
  private static final String INVITATION = "/inviteContext/";
  private static final String TEAM = "team";

  private final ObjectNode body = JsonNodeFactory.instance.objectNode();

  /**
   * Whether a field belongs into the own referral. The status is the service's to give, and the
   * invitation goes to Microsoft's referral only.
   */
  static boolean holds(MappedField field) {
    return field.toPartnerCenter().include(Moment.CREATE)
        && field.type() != FieldType.STATUS
        && field.path().filter(it -> !NEVER.contains(it) && !it.startsWith(INVITATION)).isPresent();
  }

  /** Adds one field; an empty one is left out. */
  void add(MappedField field, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    switch (field.type()) {
      case SOLUTIONS -> put(field.path().orElseThrow(), solutions(value));
      case TEAM -> put(field.path().orElseThrow(), value);
      default ->
          PatchWriter.patch(field, value, Moment.CREATE)
              .ifPresent(it -> put(it.path(), it.value()));
    }
  }

  private static ArrayNode solutions(JsonNode ids) {
    ArrayNode solutions = JsonNodeFactory.instance.arrayNode();
    ids.forEach(it -> solutions.add(ListEdit.solution(it.asText())));
    return solutions;
  }

  private void put(String path, JsonNode value) {
    JsonPointer pointer = JsonPointer.compile(path);
    JsonPointer last = pointer.last();
    JsonNode holder = holder(pointer.head(), last);
    int index = last.getMatchingIndex();
    if (holder instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), value);
    } else if (holder instanceof ArrayNode array && index >= 0 && index < ListEdit.MOST) {
      while (array.size() <= index) {
        array.addObject();
      }
      array.set(index, value);
    }
  }

  /** The object or list at a place, which is made when it is not there. */
  private JsonNode holder(JsonPointer place, JsonPointer child) {
    JsonNode found = body.at(place);
    if (found.isContainerNode()) {
      return found;
    }
    boolean isList = child.getMatchingIndex() >= 0;
    put(
        place.toString(),
        isList ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode());
    return body.at(place);
  }

  /** The body; a person without an e-mail address is never sent, nor are more than fit. */
  ObjectNode body() {
    for (JsonNode holder : List.of(body, body.path("customerProfile"))) {
      if (holder instanceof ObjectNode object && object.path(TEAM) instanceof ArrayNode team) {
        object.set(TEAM, sendable(team));
      }
    }
    return body;
  }

  private static ArrayNode sendable(ArrayNode team) {
    return JsonNodeFactory.instance
        .arrayNode()
        .addAll(
            ListEdit.elements(team).stream()
                .filter(TeamEdit::hasEmail)
                .limit(ListEdit.MOST)
                .toList());
  }
}
