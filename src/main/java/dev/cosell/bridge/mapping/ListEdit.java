package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of a referral before and after an edit. What stays keeps everything that Partner Center
 * holds of it, also what no mapping knows: a solution its price, a person the title.
 *
 * @param before the referral's list, a missing node where it has none
 * @param after its elements after the edit
 * @param complete false when something wanted cannot be sent
 */
record ListEdit(JsonNode before, List<JsonNode> after, boolean complete) {

  /** Source: the limits of the Partner Center documentation, for people and for solutions. */
  static final int MOST = 50;

  /**
   * The edit of solutions.
   *
   * @param seen ids of the referral that the CRM could hold; others are left alone
   * @param wanted the ids that shall be there
   */
  static ListEdit ofSolutions(JsonNode before, JsonNode seen, JsonNode wanted) {
    Set<String> removed = texts(seen);
    removed.removeAll(texts(wanted));
    List<JsonNode> after = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode solution : before) {
      if (!removed.contains(solutionId(solution))) {
        after.add(solution);
        ids.add(solutionId(solution));
      }
    }
    wanted.forEach(
        it -> {
          if (ids.add(it.asText())) {
            after.add(solution(it.asText()));
          }
        });
    boolean emptied = wanted.isEmpty();
    return new ListEdit(before, emptied ? List.of() : after, !emptied);
  }

  /**
   * The edit of a team; a member is known by the e-mail address. One without is never sent, unless
   * Partner Center has that very member already.
   *
   * @param seen the referral's members in normal form
   * @param wanted the members that shall be there, in normal form
   */
  static ListEdit ofTeam(JsonNode before, JsonNode seen, JsonNode wanted) {
    return wanted.equals(seen)
        ? new ListEdit(before, elements(before), true)
        : new TeamEdit(wanted).of(before);
  }

  /** A solution of the catalogue as Partner Center takes it. */
  static JsonNode solution(String id) {
    return JsonNodeFactory.instance.objectNode().put("type", "Name").put("id", id);
  }

  /**
   * One operation for each new element where nothing else changes, else one for the whole list.
   *
   * @return empty when Partner Center does not take such a list, or when none of what is wanted can
   *     be sent
   */
  Optional<List<PatchOperation>> operations(String path) {
    List<JsonNode> old = elements(before);
    boolean unchanged = after.equals(old);
    if (complete && unchanged) {
      return Optional.of(List.of());
    }
    if (after.isEmpty() || after.size() > MOST || unchanged) {
      return Optional.empty();
    }
    boolean onlyLonger =
        before.isArray() && after.size() >= old.size() && after.subList(0, old.size()).equals(old);
    return Optional.of(onlyLonger ? additions(path, old.size()) : List.of(replacement(path)));
  }

  private List<PatchOperation> additions(String path, int from) {
    return after.subList(from, after.size()).stream()
        .map(it -> new PatchOperation("add", path + "/-", it))
        .toList();
  }

  private PatchOperation replacement(String path) {
    return new PatchOperation("replace", path, JsonNodeFactory.instance.arrayNode().addAll(after));
  }

  static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static String solutionId(JsonNode solution) {
    return (solution.isObject() ? solution.path("id") : solution).asText().strip();
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
