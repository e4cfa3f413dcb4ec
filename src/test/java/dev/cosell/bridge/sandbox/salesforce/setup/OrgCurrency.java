package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.List;

/**
 * A currency of an organization with several.
 *
 * @param isoCode ISO 4217 code
 * @param rate units of it for one of the corporate currency
 * @param decimalPlaces digits that people see
 */
public record OrgCurrency(String isoCode, double rate, int decimalPlaces) {

  /** The active currencies, the corporate one first. */
  public static final List<OrgCurrency> ACTIVE =
      List.of(
          new OrgCurrency(SalesforceSettings.DEFAULT_CURRENCY, 1, 2),
          new OrgCurrency("EUR", 0.92, 2),
          new OrgCurrency("GBP", 0.79, 2),
          new OrgCurrency("JPY", 151.3, 0));

  /** Whether it is the one that rates refer to. */
  public boolean corporate() {
    return isoCode.equals(SalesforceSettings.DEFAULT_CURRENCY);
  }
}
