package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.util.Optional;

/** A row that names no currency has the organization's. */
final class RowCurrency implements SaveRule {

  private static final String FIELD = "CurrencyIsoCode";

  @Override
  public void apply(Save save) {
    if (save.type().has(FIELD) && save.value(FIELD).isEmpty()) {
      save.put(FIELD, Optional.of(SalesforceSettings.DEFAULT_CURRENCY));
    }
  }
}
