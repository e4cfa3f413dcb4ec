package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns that make up a record's status, and their values for each status of the referral. */
final class StatusColumns {

  private final Column main;
  private final Map<String, Map<String, JsonNode>> rows = new LinkedHashMap<>();

  StatusColumns(MappedField field) {
    this.main = field.column();
    for (String word : field.values().words()) {
      rows.put(word, row(field.values().target(word)));
    }
  }

  private Map<String, JsonNode> row(JsonNode target) {
    Map<String, JsonNode> row = new LinkedHashMap<>();
    if (!target.isObject()) {
      row.put(main.name(), target);
    }
    target.properties().forEach(it -> row.put(it.getKey(), it.getValue()));
    return row;
  }

  /** Every column of the status, the leading one first. */
  List<Column> columns() {
    return rows.values().stream().findFirst().orElseThrow().keySet().stream()
        .map(main::sibling)
        .toList();
  }

  /** What to write for a stage: by the referral's own status, as long as it is of that stage. */
  Optional<Map<String, JsonNode>> write(JsonNode referral, String stage) {
    String status = referral.path("status").asText("");
    String pair = status + "/" + referral.path("substatus").asText("");
    return List.of(pair, status).stream()
        .filter(it -> rows.containsKey(it) && isOf(stage, it))
        .findFirst()
        .or(() -> isOf(stage, pair) ? Optional.empty() : firstOf(stage))
        .map(rows::get);
  }

  private Optional<String> firstOf(String stage) {
    return rows.keySet().stream().filter(it -> isOf(stage, it)).findFirst();
  }

  /**
   * The stage of a row: by all columns, else by the leading one alone, because custom status
   * reasons are common.
   *
   * @return null node when the row has no status; the columns' values as text when no entry of the
   *     table fits
   */
  JsonNode stage(JsonNode row) {
    List<JsonNode> found = columns().stream().map(it -> it.in(row)).toList();
    if (found.get(0).isMissingNode() || found.get(0).isNull()) {
      return NullNode.instance;
    }
    return exact(found)
        .or(() -> leading(found.get(0)))
        .map(it -> TextNode.valueOf(it.word()))
        .orElseGet(
            () ->
                TextNode.valueOf(
                    found.stream().map(JsonNode::asText).collect(Collectors.joining("/"))));
  }

  private Optional<DealStage> exact(List<JsonNode> found) {
    return rows.entrySet().stream()
        .filter(it -> texts(it.getValue().values()).equals(texts(found)))
        .findFirst()
        .flatMap(it -> DealStage.ofPair(it.getKey()));
  }

  /** An open record with a status reason of the customer's own is worked on, not on hold. */
  private Optional<DealStage> leading(JsonNode value) {
    List<DealStage> stages = new ArrayList<>();
    rows.forEach(
        (word, row) -> {
          if (row.values().iterator().next().asText().equals(value.asText())) {
            DealStage.ofPair(word).ifPresent(stages::add);
          }
        });
    return stages.contains(DealStage.IN_PROGRESS)
        ? Optional.of(DealStage.IN_PROGRESS)
        : stages.stream().findFirst();
  }

  private static List<String> texts(Collection<JsonNode> nodes) {
    return nodes.stream().map(JsonNode::asText).toList();
  }

  private static boolean isOf(String stage, String pair) {
    return DealStage.ofPair(pair).filter(it -> it.word().equals(stage)).isPresent();
  }
}
