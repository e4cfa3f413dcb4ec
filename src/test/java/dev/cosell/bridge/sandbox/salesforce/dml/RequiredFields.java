package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.Trait;

/** No required field is empty. */
final class RequiredFields implements SaveRule {

  @Override
  public void apply(Save save) {
    String[] missing =
        save.type().fields().stream()
            .filter(field -> field.is(Trait.REQUIRED) && save.value(field.name()).isEmpty())
            .map(Field::name)
            .toArray(String[]::new);
    if (missing.length > 0) {
      throw SalesforceError.save(
          "REQUIRED_FIELD_MISSING",
          "Required fields are missing: [" + String.join(", ", missing) + "]",
          missing);
    }
  }
}
