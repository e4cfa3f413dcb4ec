package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.CosellFields;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;

/** The words of {@link Crm} as fields of Salesforce, and back. */
final class SalesforceWords {

  private static final Words WORDS =
      new Words(
          SalesforceFields.DEAL,
          SalesforceFields.LEAD,
          SalesforceFields.ACCOUNT,
          SalesforceFields.CONTACT);

  private static final String STAGE = "StageName";

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
    return WORDS.formOfDeal(form);
  }

  ObjectNode formOfLead(ObjectNode form) {
    return WORDS.formOfLead(form);
  }

  ObjectNode deal(ObjectNode row) {
    return record(SalesforceFields.DEAL, row).put("stage", stage(row.path(STAGE).asText()));
  }

  ObjectNode lead(ObjectNode row) {
    String stage = LEAD_STAGES.getOrDefault(row.path("Status").asText(), "converted");
    return record(SalesforceFields.LEAD, row).put("stage", stage);
  }

  ObjectNode account(ObjectNode row) {
    return Words.of(SalesforceFields.ACCOUNT, row);
  }

  ObjectNode contact(ObjectNode row) {
    return Words.of(SalesforceFields.CONTACT, row);
  }

  private static ObjectNode record(Map<String, String> fields, ObjectNode row) {
    ObjectNode words = Words.of(fields, row);
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

  private static String stage(String name) {
    return STAGES.getOrDefault(name, "in-progress");
  }

  /** What the body of a write sets; a field without a word keeps its own name. */
  ObjectNode written(boolean lead, JsonNode body) {
    Map<String, String> words =
        Words.byColumn(lead ? SalesforceFields.LEAD : SalesforceFields.DEAL);
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
