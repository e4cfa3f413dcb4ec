package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's own referral of a shared deal. What matters of it is remembered in the link, and
 * stands in the referral under {@code /microsoft} for the field mapping.
 */
final class MicrosoftsSide {

  /** Its place in the referral for mappings, and in the base. */
  static final String NAME = "microsoft";

  private static final List<String> KEPT = List.of("id", "status", "substatus", "statusReason");
  private static final List<String> OF_MEMBERS = List.of("firstName", "lastName", "email");

  private MicrosoftsSide() {}

  /** What is known of it: as just read, else as remembered; null when there is none. */
  static @Nullable JsonNode known(Progress progress) {
    JsonNode read = progress.microsofts();
    return read == null ? remembered(progress.link()) : kept(read);
  }

  static @Nullable JsonNode remembered(Link link) {
    JsonNode remembered = link.base().path(NAME);
    return remembered.isObject() ? remembered : null;
  }

  /** The referral with Microsoft's side in it. */
  static JsonNode within(JsonNode referral, Progress progress) {
    JsonNode known = known(progress);
    if (known == null || !(referral instanceof ObjectNode object)) {
      return referral;
    }
    ObjectNode both = object.deepCopy();
    both.set(NAME, known);
    return both;
  }

  /** What sellers read of it, null when it has no news or Microsoft has not answered yet. */
  static @Nullable String news(Synchronization synchronization) {
    JsonNode side = known(synchronization.progress());
    return side == null
            || side.equals(remembered(synchronization.link()))
            || side.path("status").asText("New").equals("New")
        ? null
        : sentence(side, synchronization.knownReferral());
  }

  private static String sentence(JsonNode side, JsonNode own) {
    List<String> words = new ArrayList<>();
    words.add("Microsoft: " + side.path("status").asText() + "/" + side.path("substatus").asText());
    add(words, "", side.path("statusReason").asText(""));
    add(words, "MSX id ", side.at("/trackingInfo/microsoftMsxId").asText(""));
    Set<String> ours = Set.copyOf(own.path("team").findValuesAsText("email"));
    for (JsonNode member : side.path("team")) {
      String email = member.path("email").asText("");
      if (!ours.contains(email)) {
        words.add(name(member) + " <" + email + ">");
      }
    }
    return String.join(", ", words);
  }

  private static String name(JsonNode member) {
    return (member.path("firstName").asText("") + " " + member.path("lastName").asText("")).strip();
  }

  private static void add(List<String> words, String label, String value) {
    if (!value.isBlank()) {
      words.add(label + value);
    }
  }

  private static ObjectNode kept(JsonNode read) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    copy(read, kept, KEPT);
    String msxId = read.at("/trackingInfo/microsoftMsxId").asText("");
    if (!msxId.isEmpty()) {
      kept.putObject("trackingInfo").put("microsoftMsxId", msxId);
    }
    ArrayNode team = kept.putArray("team");
    read.path("team").forEach(member -> copy(member, team.addObject(), OF_MEMBERS));
    return kept;
  }

  private static void copy(JsonNode from, ObjectNode to, List<String> fields) {
    for (String field : fields) {
      if (from.path(field).isTextual()) {
        to.put(field, from.path(field).asText());
      }
    }
  }
}
