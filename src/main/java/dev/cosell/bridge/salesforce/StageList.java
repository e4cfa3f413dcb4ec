package dev.cosell.bridge.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.salesforce.FieldFacts.Choice;
import dev.cosell.bridge.salesforce.OrgStages.Stage;
import java.util.Comparator;
import java.util.List;

/** The active stages of an organisation, in the order in which people see them. */
final class StageList {

  private StageList() {}

  /** As Salesforce tells them, in rows of OpportunityStage. */
  static List<Stage> told(List<JsonNode> rows, ObjectFacts opportunity) {
    List<String> order = choices(opportunity).stream().map(Choice::value).toList();
    return rows.stream()
        .filter(row -> row.path("IsActive").asBoolean(true))
        .map(StageList::stage)
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

  /** Without the right to read the stages, their usual names have to do. */
  static List<Stage> usual(ObjectFacts opportunity) {
    return choices(opportunity).stream()
        .filter(Choice::isActive)
        .map(choice -> usual(choice.value()))
        .toList();
  }

  private static Stage usual(String name) {
    return new Stage(name, name.startsWith("Closed"), name.equals("Closed Won"));
  }

  private static List<Choice> choices(ObjectFacts opportunity) {
    FieldFacts picklist = opportunity.field("StageName");
    return picklist == null ? List.of() : picklist.choices();
  }
}
