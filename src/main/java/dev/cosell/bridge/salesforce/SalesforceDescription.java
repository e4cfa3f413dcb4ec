package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.salesforce.Describing.OfObject;
import dev.cosell.bridge.salesforce.Describing.OfStages;
import dev.cosell.bridge.salesforce.OrgStages.Stage;
import dev.cosell.bridge.sync.Mappings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * The verbs of the route that describes the organisation: ask for objects, stages and currency,
 * compare them with the field mapping, and tell an administrator once what is missing.
 */
final class SalesforceDescription {

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final SalesforceOrganization organization;
  private final SalesforceSettings settings;
  private final SalesforceApi api;
  private final Mappings mappings;
  private final OrgReport report = new OrgReport();

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
      description.found(StageList.told(answer.records(), description.opportunity()));
    } else {
      String code = answer.body().at("/features/defaultCurrencyIsoCode").asText("");
      description.foundCurrency(code.isEmpty() ? null : code);
    }
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
            && !refused.isPassing()
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
    OrgFacts facts = description.facts(OrgStages.of(settings, stages(description), problems));
    Map<String, String> lacks = new HashMap<>();
    Map<String, List<String>> leftOut = new LinkedHashMap<>();
    for (String entity : List.of("opportunity", "lead")) {
      compare(entity, facts, "opportunity".equals(entity) ? problems : List.of(), lacks, leftOut);
    }
    organization.isDescribedAs(facts, lacks);
    report.tell(facts, lacks, leftOut);
  }

  private static List<Stage> stages(Describing description) {
    return description.stages().isEmpty()
        ? StageList.usual(description.opportunity())
        : description.stages();
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
}
