package dev.cosell.bridge.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.DataverseSandbox;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.List;
import java.util.Map;

/** The words of {@link Crm} as columns of Dataverse, and back. */
final class DynamicsWords {

  private static final Words WORDS =
      new Words(
          DynamicsColumns.DEAL,
          DynamicsColumns.LEAD,
          DynamicsColumns.ACCOUNT,
          DynamicsColumns.CONTACT);

  private static final String HELP = DynamicsColumns.PREFIX + "help";
  private static final String CURRENCY = "_transactioncurrencyid_value";
  private static final String BIND_CURRENCY = "transactioncurrencyid@odata.bind";
  private static final int FIRST_HELP = 299_600_000;

  /** In the order of their integers. */
  private static final List<String> HELPS =
      List.of(
          "WorkloadSpecificValueProposition",
          "CustomerTechnicalArchitecture",
          "ProofOfConceptOrDemo",
          "QuotesOrLicensing",
          "PostSalesCustomerSuccess",
          "GeneralOrOther");

  private final DataverseSandbox dataverse;

  DynamicsWords(DataverseSandbox dataverse) {
    this.dataverse = dataverse;
  }

  ObjectNode formOfDeal(ObjectNode form) {
    return WORDS.formOfDeal(form);
  }

  ObjectNode formOfLead(ObjectNode form) {
    return WORDS.formOfLead(form);
  }

  ObjectNode deal(ObjectNode row) {
    return record(DynamicsColumns.DEAL, row).put("stage", stageOfDeal(row));
  }

  ObjectNode lead(ObjectNode row) {
    return record(DynamicsColumns.LEAD, row).put("stage", stageOfLead(row));
  }

  ObjectNode account(ObjectNode row) {
    return Words.of(DynamicsColumns.ACCOUNT, row);
  }

  ObjectNode contact(ObjectNode row) {
    return Words.of(DynamicsColumns.CONTACT, row);
  }

  private ObjectNode record(Map<String, String> columns, ObjectNode row) {
    ObjectNode words = Words.of(columns, row);
    if (row.has(CURRENCY)) {
      words.put("currency", currency(row.path(CURRENCY).asText()));
    }
    if (row.has(HELP)) {
      words.put("help", help(row.path(HELP)));
    }
    return words;
  }

  private static String stageOfDeal(JsonNode row) {
    return switch (row.path("statecode").asInt()) {
      case 1 -> "won";
      case 2 -> "lost";
      default -> row.path("statuscode").asInt() == 2 ? "on-hold" : "in-progress";
    };
  }

  private static String stageOfLead(JsonNode row) {
    return switch (row.path("statecode").asInt()) {
      case 1 -> DynamicsTraits.QUALIFIED;
      case 2 -> DynamicsTraits.DISQUALIFIED;
      default -> "open";
    };
  }

  /** What the body of a write sets; a column without a word keeps its own name. */
  ObjectNode written(boolean lead, JsonNode body) {
    Map<String, String> columns = lead ? DynamicsColumns.LEAD : DynamicsColumns.DEAL;
    Map<String, String> words = Words.byColumn(columns);
    ObjectNode written = SandboxJson.object();
    body.properties()
        .forEach(
            column -> {
              JsonNode value = column.getValue();
              switch (column.getKey()) {
                case HELP -> written.put("help", help(value));
                case BIND_CURRENCY -> written.put("currency", currency(idIn(value)));
                case "statecode", "statuscode" ->
                    written.put("stage", lead ? stageOfLead(body) : stageOfDeal(body));
                default -> written.set(words.getOrDefault(column.getKey(), column.getKey()), value);
              }
            });
    return written;
  }

  private static String idIn(JsonNode bound) {
    return bound.asText().replaceAll("^/transactioncurrencies\\(|\\)$", "");
  }

  private static String help(JsonNode value) {
    return value.isNull() ? null : HELPS.get(value.asInt() - FIRST_HELP);
  }

  private String currency(String id) {
    return dataverse.rows("transactioncurrencies").stream()
        .filter(row -> row.path("transactioncurrencyid").asText().equals(id))
        .map(row -> row.path("isocurrencycode").asText())
        .findFirst()
        .orElseThrow();
  }
}
