package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds for each wanted member of a team the one that Partner Center has. */
final class TeamEdit {

  private final List<JsonNode> open;
  private final List<JsonNode> after = new ArrayList<>();

  TeamEdit(JsonNode wanted) {
    this.open = ListEdit.elements(wanted);
  }

  ListEdit of(JsonNode before) {
    List<Optional<JsonNode>> places = new ArrayList<>();
    for (JsonNode member : before) {
      places.add(take(NormalList.member(member)::equals).map(same -> member));
    }
    int place = 0;
    for (JsonNode member : before) {
      places.get(place++).or(() -> changed(member)).ifPresent(after::add);
    }
    open.stream().filter(TeamEdit::hasEmail).forEach(after::add);
    return new ListEdit(before, after, open.stream().allMatch(TeamEdit::hasEmail));
  }

  private Optional<JsonNode> changed(JsonNode member) {
    String email = email(NormalList.member(member));
    return email.isEmpty()
        ? Optional.empty()
        : take(it -> email(it).equals(email)).map(it -> taken(member, it));
  }

  /** Partner Center's own member with what the CRM says of that person. */
  private static JsonNode taken(JsonNode member, JsonNode wanted) {
    ObjectNode taken = member.deepCopy();
    for (String key : NormalList.MEMBER) {
      if (wanted.has(key)) {
        taken.set(key, wanted.get(key));
      } else {
        taken.remove(key);
      }
    }
    return taken;
  }

  private Optional<JsonNode> take(Predicate<JsonNode> condition) {
    Optional<JsonNode> found = open.stream().filter(condition).findFirst();
    found.ifPresent(open::remove);
    return found;
  }

  static boolean hasEmail(JsonNode member) {
    return !email(member).isEmpty();
  }

  private static String email(JsonNode member) {
    return member.path("email").asText("");
  }
}
