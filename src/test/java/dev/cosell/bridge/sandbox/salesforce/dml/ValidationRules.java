package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.ValidationRule;
import dev.cosell.bridge.sandbox.salesforce.soql.SoqlQueries;
import java.util.List;

/** The administrator's validation rules, all of which are told. */
final class ValidationRules implements SaveRule {

  @Override
  public void apply(Save save) {
    SoqlQueries queries = new SoqlQueries(save.organization(), save.organization().schema());
    List<SalesforceError> broken =
        save.organization().settings().rules().validationRules().stream()
            .filter(rule -> rule.sObject().equalsIgnoreCase(save.type().name()))
            .filter(rule -> queries.condition(save.type(), rule.errorCondition()).test(save.row()))
            .map(ValidationRules::refusal)
            .toList();
    if (!broken.isEmpty()) {
      throw SalesforceError.all(broken);
    }
  }

  private static SalesforceError refusal(ValidationRule rule) {
    return SalesforceError.save(
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        rule.message(),
        rule.field().stream().toArray(String[]::new));
  }
}
