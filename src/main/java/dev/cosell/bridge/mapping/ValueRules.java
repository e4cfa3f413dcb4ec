package dev.cosell.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold for the value table and the default of one row. */
final class ValueRules {

  private static final List<String> STATUS_WORDS =
      List.of(
          "New",
          "New/Pending",
          "New/Received",
          "Active",
          "Active/Accepted",
          "Closed",
          "Closed/Won",
          "Closed/Lost",
          "Closed/Declined",
          "Closed/Expired",
          "Closed/Error");

  private final String place;
  private final JsonNode row;
  private final FieldType type;
  private final Mistakes mistakes;

  ValueRules(String place, JsonNode row, FieldType type, Mistakes mistakes) {
    this.place = place;
    this.row = row;
    this.type = type;
    this.mistakes = mistakes;
  }

  void check() {
    boolean needed = type == FieldType.CHOICE || type == FieldType.STATUS;
    if (needed && !row.has("values")) {
      mistakes.add(place, "'values' is missing: type " + type.word() + " needs a value table");
    } else if (!needed && row.has("values")) {
      mistakes.add(place + "/values", "'values' is for the types choice and status only");
    }
    if (row.path("default").isValueNode()) {
      checkDefault(row.get("default"));
    }
    checkTargets();
  }

  private void checkTargets() {
    Map<String, String> words = new HashMap<>();
    Set<Set<String>> shapes = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> value : row.path("values").properties()) {
      checkWord(value.getKey(), value.getValue());
      shapes.add(columns(value.getValue()));
      String first = words.putIfAbsent(value.getValue().toString(), value.getKey());
      if (first != null && !value.getValue().isNull() && !sameStage(first, value.getKey())) {
        mistakes.add(
            place(value.getKey()),
            "'"
                + value.getKey()
                + "' has the same value as '"
                + first
                + "', so the way back is not clear");
      }
    }
    if (type == FieldType.STATUS && shapes.size() > 1) {
      mistakes.add(place + "/values", "every status must name the same columns, found " + shapes);
    }
  }

  private void checkWord(String word, JsonNode target) {
    if (type == FieldType.CHOICE && target.isObject()) {
      mistakes.add(place(word), "a choice has one value, not several columns");
    } else if (type == FieldType.STATUS && target.isNull()) {
      mistakes.add(place(word), "a status cannot be empty");
    }
    if (type == FieldType.STATUS && !STATUS_WORDS.contains(word)) {
      mistakes.add(place(word), "unknown status '" + word + "'", STATUS_WORDS);
    }
  }

  /**
   * Several statuses may share a value when they mean the same to a seller: declined and expired
   * are both lost.
   */
  private boolean sameStage(String first, String second) {
    return type == FieldType.STATUS && DealStage.ofPair(first).equals(DealStage.ofPair(second));
  }

  private void checkDefault(JsonNode value) {
    String text = value.asText();
    boolean fits =
        switch (type) {
          case TEXT, CURRENCY, IDENTIFIER -> !text.isBlank();
          case MONEY, NUMBER -> isNumber(text);
          case DATE, DATETIME -> NormalDate.instant(text).isPresent();
          case BOOLEAN -> value.isBoolean();
          case CHOICE -> row.path("values").has(text);
          case COUNTRY -> NormalText.isCountryCode(text);
          case STATUS, TEAM, SOLUTIONS -> false;
        };
    if (fits) {
      return;
    }
    String sentence = "default '" + text + "' does not fit type " + type.word();
    if (type == FieldType.CHOICE) {
      Set<String> words = new LinkedHashSet<>();
      row.path("values").fieldNames().forEachRemaining(words::add);
      mistakes.add(place + "/default", sentence, words);
    } else {
      mistakes.add(place + "/default", sentence);
    }
  }

  private static boolean isNumber(String text) {
    try {
      return new BigDecimal(text).precision() > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Set<String> columns(JsonNode target) {
    Set<String> columns = new LinkedHashSet<>();
    target.fieldNames().forEachRemaining(columns::add);
    return columns;
  }

  private String place(String word) {
    return place + "/values/" + YamlTree.escape(word);
  }
}
