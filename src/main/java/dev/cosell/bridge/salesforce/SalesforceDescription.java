package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.salesforce.Describing.OfObject;
import dev.cosell.bridge.salesforce.Describing.OfStages;
import dev.cosell.bridge.salesforce.FieldFacts.Choice;
import dev.cosell.bridge.salesforce.OrgStages.Stage;
import dev.cosell.bridge.sync.Mappings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verbs of the route that describes the organisation: ask for objects, stages and currency,
 * compare them with the field mapping, and tell an administrator once what is missing.
 */
final class SalesforceDescription {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.salesforce");
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final SalesforceOrganization organization;
  private final SalesforceSettings settings;
  private final SalesforceApi api;
  private final Mappings mappings;
  private String told = "";

  SalesforceDescription(
      SalesforceOrganization organization,
      SalesforceSettings settings,
      SalesforceApi api,
      Mappings mappings) {
    this.organization = organization;
    this.settings = settings;
    this.api = api;
    this.mappings = mappings;
  }

  /** Begins a description. */
  public Describing begin() {
    return new Describing(settings.currency());
  }

  /** Headers for the next question. */
  public void next(
      @Variable("description") Describing description, @Headers Map<String, Object> headers) {
    SalesforceCall call;
    if (description.current() instanceof OfObject object) {
      call = api.describe(object.name());
    } else if (description.current() instanceof OfStages) {
      call =
          api.query(
              Soql.select(
                  List.of("ApiName", "MasterLabel", "IsClosed", "IsWon", "IsActive"),
                  "OpportunityStage"));
    } else {
      call = api.organization();
    }
    call.applyTo(headers);
  }

  /** Takes an answer. */
  public void take(
      @Variable("description") Describing description,
      @Variable("answer") SalesforceAnswer answer) {
    if (description.current() instanceof OfObject) {
      description.found(ObjectFacts.of(answer.body()));
    } else if (description.current() instanceof OfStages) {
      description.found(stages(answer.records(), description.opportunity()));
    } else {
      String code = answer.body().at("/features/defaultCurrencyIsoCode").asText("");
      description.foundCurrency(code.isEmpty() ? null : code);
    }
  }

  /** In the order in which people see them. */
  private static List<Stage> stages(List<JsonNode> rows, ObjectFacts opportunity) {
    FieldFacts picklist = opportunity.field("StageName");
    List<String> order =
        picklist == null ? List.of() : picklist.choices().stream().map(Choice::value).toList();
    return rows.stream()
        .filter(row -> row.path("IsActive").asBoolean(true))
        .map(SalesforceDescription::stage)
        .sorted(Comparator.comparingInt(stage -> place(order, stage.name())))
        .toList();
  }

  private static Stage stage(JsonNode row) {
    String name = row.path("ApiName").asText("");
    return new Stage(
        name.isEmpty() ? row.path("MasterLabel").asText() : name,
        row.path("IsClosed").asBoolean(),
        row.path("IsWon").asBoolean());
  }

  private static int place(List<String> order, String name) {
    int place = order.indexOf(name);
    return place < 0 ? order.size() : place;
  }

  /**
   * Goes on without what the bridge's user may not see; the comparison tells whether it is needed.
   *
   * @throws Exception the failure itself, when it is another one
   */
  public void passOver(
      @Variable("description") Describing description, @ExchangeException Exception failure)
      throws Exception {
    boolean isHidden =
        failure instanceof SalesforceRefused refused
            && !refused.names("REQUEST_LIMIT_EXCEEDED")
            && (refused.status() == NOT_FOUND
                || refused.status() == FORBIDDEN
                || (refused.names("INVALID_TYPE") || refused.names("INVALID_FIELD")));
    if (!isHidden) {
      throw failure;
    }
    description.passOver();
  }

  /** Compares the organisation with the field mapping and tells what follows. */
  public void settle(@Variable("description") Describing description) {
    List<String> problems = new ArrayList<>();
    OrgFacts facts = description.facts(OrgStages.of(settings, named(description), problems));
    Map<String, String> lacks = new HashMap<>();
    Map<String, List<String>> leftOut = new LinkedHashMap<>();
    for (String entity : List.of("opportunity", "lead")) {
      compare(entity, facts, "opportunity".equals(entity) ? problems : List.of(), lacks, leftOut);
    }
    organization.isDescribedAs(facts, lacks);
    tell(facts, lacks, leftOut);
  }

  /** Without the right to read the stages, their usual names have to do. */
  private static List<Stage> named(Describing description) {
    if (!description.stages().isEmpty()) {
      return description.stages();
    }
    FieldFacts picklist = description.opportunity().field("StageName");
    return picklist == null
        ? List.of()
        : picklist.choices().stream()
            .filter(Choice::isActive)
            .map(choice -> usual(choice.value()))
            .toList();
  }

  private static Stage usual(String name) {
    return new Stage(name, name.startsWith("Closed"), name.equals("Closed Won"));
  }

  private void compare(
      String entity,
      OrgFacts facts,
      List<String> problems,
      Map<String, String> lacks,
      Map<String, List<String>> leftOut) {
    FieldMapping whole = mappings.whole(entity);
    OrgCheck check = new OrgCheck(whole, facts);
    mappings.leaveOut(entity, check.leftOut());
    if (!check.leftOut().isEmpty()) {
      leftOut.put(entity, check.leftOut().stream().sorted().toList());
    }
    List<String> all = new ArrayList<>(check.lacks());
    all.addAll(problems);
    if (!all.isEmpty()) {
      lacks.put(
          entity,
          "Salesforce lacks what the "
              + entity
              + " mapping wants, or the bridge's user may not see or edit it: "
              + String.join("; ", all));
    }
  }

  private synchronized void tell(
      OrgFacts facts, Map<String, String> lacks, Map<String, List<String>> leftOut) {
    String news = lacks + " " + leftOut + facts.stages() + facts.currency();
    if (news.equals(told)) {
      return;
    }
    told = news;
    if (!lacks.isEmpty()) {
      LOG.error(
          "{}\nNo {} is synchronized until that is mended; changes wait. Deploy crm/salesforce and"
              + " assign its permission set to the bridge's user, or mend the lines and settings"
              + " named above",
          String.join("\n", lacks.values()).replace(": ", ":\n  ").replace("; ", "\n  "),
          String.join(" and no ", lacks.keySet()));
    }
    leftOut.forEach(
        (entity, fields) ->
            LOG.info(
                "Salesforce has no field for {} of the {} mapping; they are left out",
                String.join(", ", fields),
                entity));
    LOG.info("stages in Salesforce: {}; {}", facts.stages(), currency(facts));
  }

  private static String currency(OrgFacts facts) {
    if (facts.hasManyCurrencies()) {
      return "each record has a currency of its own";
    }
    @Nullable String currency = facts.currency();
    return currency == null
        ? "all amounts are in one currency that Salesforce does not tell: set"
            + " cosell.salesforce.currency"
        : "all amounts are in " + currency;
  }
}
