package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.PicklistValue;
import dev.cosell.bridge.sandbox.salesforce.setup.Trait;

/** A restricted picklist takes its active values and nothing else, in their exact case. */
final class RestrictedPicklists implements SaveRule {

  @Override
  public void apply(Save save) {
    save.type().fields().stream()
        .filter(field -> field.is(Trait.RESTRICTED) && save.changes().touch(field.name()))
        .filter(field -> save.value(field.name()).isPresent())
        .forEach(field -> check(field, save.text(field.name())));
  }

  private static void check(Field field, String text) {
    boolean known =
        field.values().stream()
            .filter(PicklistValue::active)
            .anyMatch(value -> value.value().equals(text));
    if (!known) {
      throw SalesforceError.save(
          "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          "%s: bad value for restricted picklist field: %s".formatted(field.label(), text),
          field.name());
    }
  }
}
