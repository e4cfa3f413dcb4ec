package dev.cosell.bridge.sandbox.salesforce.dml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.DuplicateRule;
import java.util.List;

/** The duplicate rule of accounts: a new one with the name of another. */
final class DuplicateRules implements SaveRule {

  @Override
  public void apply(Save save) {
    DuplicateRule rule = save.organization().settings().rules().accountDuplicates();
    boolean applies =
        save.isNew() && save.type().name().equals("Account") && !save.author().human();
    if (!applies || rule == DuplicateRule.NONE) {
      return;
    }
    List<Row> others = save.organization().withText(save.type(), "Name", save.text("Name"));
    boolean passes = rule == DuplicateRule.ALERT && save.author().insists();
    if (!others.isEmpty() && !passes) {
      throw SalesforceError.save("DUPLICATES_DETECTED", "Use one of these records?")
          .with("duplicateResult", result(rule, others));
    }
  }

  private static ObjectNode result(DuplicateRule rule, List<Row> others) {
    ObjectNode result =
        SandboxJson.object()
            .put("allowSave", rule == DuplicateRule.ALERT)
            .put("duplicateRule", "Standard_Account_Duplicate_Rule")
            .put("duplicateRuleEntityType", "Account")
            .put("errorMessage", "Use one of these records?");
    ObjectNode matches = result.putArray("matchResults").addObject();
    matches.put("entityType", "Account").put("matchEngine", "FuzzyMatchEngine");
    matches.put("rule", "Standard_Account_Match_Rule_v1_0").put("size", others.size());
    matches.put("success", true).putArray("errors");
    for (Row other : others) {
      ObjectNode record = matches.withArray("matchRecords").addObject();
      record.put("matchConfidence", 100.0).putArray("additionalInformation");
      record
          .putObject("record")
          .put("Id", other.id())
          .putObject("attributes")
          .put("type", "Account");
    }
    return result;
  }
}
