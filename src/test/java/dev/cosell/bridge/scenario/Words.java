package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of {@link Crm} as columns of one CRM, and back, as far as a word is a column.
 *
 * @param deal the columns of an opportunity by their words
 * @param lead those of a lead
 * @param account those of an account
 * @param contact those of a contact
 */
record Words(
    Map<String, String> deal,
    Map<String, String> lead,
    Map<String, String> account,
    Map<String, String> contact) {

  /** Words of deals and leads that the forms of the sandboxes understand as they are. */
  private static final Set<String> OF_THE_FORM =
      Set.of("owner", "currency", "sync", "visible", "help", "solutions");

  ObjectNode formOfDeal(ObjectNode form) {
    ObjectNode translated = SandboxJson.object();
    form.properties()
        .forEach(
            word -> {
              switch (word.getKey()) {
                case "account" -> translated.set("account", columns(account, word.getValue()));
                case "contact" -> translated.set("contact", columns(contact, word.getValue()));
                default -> put(translated, deal, word.getKey(), word.getValue());
              }
            });
    return translated;
  }

  ObjectNode formOfLead(ObjectNode form) {
    return columns(lead, form);
  }

  private static ObjectNode columns(Map<String, String> columns, JsonNode form) {
    ObjectNode translated = SandboxJson.object();
    form.properties().forEach(word -> put(translated, columns, word.getKey(), word.getValue()));
    return translated;
  }

  private static void put(
      ObjectNode translated, Map<String, String> columns, String word, JsonNode value) {
    boolean isRecord = columns.containsKey("version");
    if (isRecord && OF_THE_FORM.contains(word)) {
      translated.set(word, value);
    } else if (columns.containsKey(word)) {
      translated.set(columns.get(word), value);
    } else {
      throw new IllegalArgumentException("Not a word of this form: " + word);
    }
  }

  /** The words that a row has values for. */
  static ObjectNode of(Map<String, String> columns, ObjectNode row) {
    ObjectNode words = SandboxJson.object();
    columns.forEach(
        (word, column) -> {
          if (row.has(column)) {
            words.set(word, row.get(column));
          }
        });
    return words;
  }

  /** The words by their columns. */
  static Map<String, String> byColumn(Map<String, String> columns) {
    return columns.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (one, other) -> one));
  }
}
