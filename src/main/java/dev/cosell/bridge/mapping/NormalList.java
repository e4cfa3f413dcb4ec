package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists in one order and without repetition, so that only their content counts. */
final class NormalList {

  /** What stands between two ids in a text column. */
  private static final String SEPARATOR = ", ";

  /** What both sides know of a person. */
  static final List<String> MEMBER = List.of("firstName", "lastName", "email", "phoneNumber");

  private static final Comparator<JsonNode> BY_EMAIL =
      Comparator.comparing((JsonNode it) -> it.path("email").asText())
          .thenComparing(JsonNode::toString);

  private NormalList() {}

  /**
   * Solution ids, of solution objects, of bare ids, or of one text.
   *
   * @param limit the most characters of the CRM's text; ids that would exceed it are left out
   */
  static JsonNode solutions(JsonNode raw, int limit) {
    NavigableSet<String> ids = new TreeSet<>();
    Stream<String> texts =
        raw.isArray()
            ? elements(raw).map(it -> it.isObject() ? it.path("id").asText() : it.asText())
            : Stream.of(raw.asText());
    // an id with a separator in it would come back from the CRM's text as several
    texts
        .flatMap(text -> Stream.of(text.split("[,;\\s]+", -1)))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .forEach(ids::add);
    ArrayNode fitting = JsonNodeFactory.instance.arrayNode();
    int length = -SEPARATOR.length();
    for (String id : ids) {
      length += SEPARATOR.length() + id.length();
      if (length > limit) {
        break;
      }
      fitting.add(id);
    }
    return orNull(fitting);
  }

  /** The ids as the CRM's text. */
  static String text(JsonNode solutions) {
    return String.join(SEPARATOR, elements(solutions).map(JsonNode::asText).toList());
  }

  /** People by the four things that both sides know of them. */
  static JsonNode team(JsonNode raw) {
    Collection<JsonNode> members = new TreeSet<>(BY_EMAIL);
    Stream<JsonNode> people = raw.isObject() ? Stream.of(raw) : elements(raw);
    people.map(NormalList::member).filter(it -> !it.isEmpty()).forEach(members::add);
    return orNull(JsonNodeFactory.instance.arrayNode().addAll(members));
  }

  /** One person by the four things that both sides know. */
  static JsonNode member(JsonNode raw) {
    ObjectNode member = JsonNodeFactory.instance.objectNode();
    for (String key : MEMBER) {
      String text = raw.path(key).isNull() ? "" : raw.path(key).asText().strip();
      if (!text.isEmpty()) {
        member.put(key, key.equals("email") ? text.toLowerCase(Locale.ROOT) : text);
      }
    }
    return member;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode orNull(ArrayNode array) {
    return array.isEmpty() ? NullNode.instance : array;
  }
}
