package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.CosellFields;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of {@link Crm} as fields of Salesforce, and back. */
final class SalesforceWords {

  private static final String STAGE = "StageName";

  /** Words that the form of the sandbox understands as they are. */
  private static final Set<String> OF_THE_FORM =
      Set.of("owner", "currency", "sync", "visible", "help", "solutions");

  private static final Map<String, String> STAGES =
      Map.of(
          "Prospecting", "on-hold",
          "Closed Won", "won",
          "Closed Lost", "lost");

  private static final Map<String, String> LEAD_STAGES =
      Map.of(
          "Open - Not Contacted", "open",
          "Working - Contacted", SalesforceTraits.ACCEPTED,
          "Closed - Not Converted", SalesforceTraits.DECLINED);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("XX")
          .toFormatter(Locale.ROOT);

  ObjectNode formOfDeal(ObjectNode form) {
    ObjectNode translated = SandboxJson.object();
    form.properties()
        .forEach(
            word -> {
              switch (word.getKey()) {
                case "account" ->
                    translated.set("account", fields(SalesforceFields.ACCOUNT, word.getValue()));
                case "contact" ->
                    translated.set("contact", fields(SalesforceFields.CONTACT, word.getValue()));
                default -> put(translated, SalesforceFields.DEAL, word.getKey(), word.getValue());
              }
            });
    return translated;
  }

  ObjectNode formOfLead(ObjectNode form) {
    return fields(SalesforceFields.LEAD, form);
  }

  private static ObjectNode fields(Map<String, String> fields, JsonNode form) {
    ObjectNode translated = SandboxJson.object();
    form.properties().forEach(word -> put(translated, fields, word.getKey(), word.getValue()));
    return translated;
  }

  private static void put(
      ObjectNode translated, Map<String, String> fields, String word, JsonNode value) {
    boolean isRecord = fields.containsKey("version");
    if (isRecord && OF_THE_FORM.contains(word)) {
      translated.set(word, value);
    } else if (fields.containsKey(word)) {
      translated.set(fields.get(word), value);
    } else {
      throw new IllegalArgumentException("Not a word of this form: " + word);
    }
  }

  ObjectNode deal(ObjectNode row) {
    return record(SalesforceFields.DEAL, row).put("stage", stage(row.path(STAGE).asText()));
  }

  ObjectNode lead(ObjectNode row) {
    String stage = LEAD_STAGES.getOrDefault(row.path("Status").asText(), "converted");
    return record(SalesforceFields.LEAD, row).put("stage", stage);
  }

  ObjectNode account(ObjectNode row) {
    return words(SalesforceFields.ACCOUNT, row);
  }

  ObjectNode contact(ObjectNode row) {
    return words(SalesforceFields.CONTACT, row);
  }

  private static ObjectNode record(Map<String, String> fields, ObjectNode row) {
    ObjectNode words = words(fields, row);
    words.put("modifiedAt", time(row.path(SalesforceFields.STAMP).asText()).toInstant().toString());
    if (row.has(CosellFields.HELP)) {
      words.put("help", help(row.path(CosellFields.HELP)));
    }
    return words;
  }

  /** A time as Salesforce writes it. */
  static OffsetDateTime time(String text) {
    return TIME.parse(text, OffsetDateTime::from);
  }

  private static ObjectNode words(Map<String, String> fields, ObjectNode row) {
    ObjectNode words = SandboxJson.object();
    fields.forEach(
        (word, field) -> {
          if (row.has(field)) {
            words.set(word, row.get(field));
          }
        });
    return words;
  }

  private static String stage(String name) {
    return STAGES.getOrDefault(name, "in-progress");
  }

  /** What the body of a write sets; a field without a word keeps its own name. */
  ObjectNode written(boolean lead, JsonNode body) {
    Map<String, String> words = new HashMap<>();
    (lead ? SalesforceFields.LEAD : SalesforceFields.DEAL)
        .forEach((word, field) -> words.put(field, word));
    ObjectNode written = SandboxJson.object();
    body.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              switch (field.getKey()) {
                case CosellFields.HELP -> written.put("help", help(value));
                case STAGE -> written.put("stage", stage(value.asText()));
                case "Status" -> written.put("stage", LEAD_STAGES.get(value.asText()));
                default -> written.set(words.getOrDefault(field.getKey(), field.getKey()), value);
              }
            });
    return written;
  }

  private static String help(JsonNode value) {
    return CosellFields.HELP_VALUES.entrySet().stream()
        .filter(help -> help.getValue().equals(value.asText()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
