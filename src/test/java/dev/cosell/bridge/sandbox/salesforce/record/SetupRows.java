package dev.cosell.bridge.sandbox.salesforce.record;

import dev.cosell.bridge.sandbox.salesforce.setup.LeadStatus;
import dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage;
import dev.cosell.bridge.sandbox.salesforce.setup.OrgCurrency;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesProcess;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The rows of the sObjects that an administrator fills; they follow the settings. */
final class SetupRows {

  private SetupRows() {}

  static void seed(Organization organization) {
    organization.seed("Organization", Organization.ID, organizationItself());
    SalesProcess process = organization.settings().process();
    replace(organization, "OpportunityStage", "01J", numbered(process.stages(), SetupRows::stage));
    replace(organization, "LeadStatus", "01Q", numbered(process.leadStatuses(), SetupRows::status));
    replace(
        organization,
        "CurrencyType",
        "01L",
        OrgCurrency.ACTIVE.stream().map(SetupRows::currency).toList());
  }

  private static Map<String, Object> organizationItself() {
    return Map.of(
        "Name", "Partner Example",
        "InstanceName", "CS999",
        "IsSandbox", true,
        "OrganizationType", "Developer Edition",
        "DefaultLocaleSidKey", "en_US",
        "LanguageLocaleKey", "en_US",
        "TimeZoneSidKey", "Europe/Berlin");
  }

  private static <T> List<Map<String, Object>> numbered(
      List<T> entries, BiFunction<T, Integer, Map<String, Object>> row) {
    return IntStream.range(0, entries.size())
        .mapToObj(index -> row.apply(entries.get(index), index + 1))
        .toList();
  }

  private static void replace(
      Organization organization, String sObject, String prefix, List<Map<String, Object>> rows) {
    organization.rows().clear(sObject);
    for (int index = 0; index < rows.size(); index++) {
      organization.seed(sObject, RecordId.of(prefix, index + 1).text(), rows.get(index));
    }
  }

  private static Map<String, Object> stage(OpportunityStage stage, Integer order) {
    return Map.of(
        "MasterLabel", stage.masterLabel(),
        "ApiName", stage.apiName(),
        "IsActive", stage.active(),
        "SortOrder", BigDecimal.valueOf(order),
        "IsClosed", stage.closed(),
        "IsWon", stage.won(),
        "ForecastCategoryName", stage.forecastCategoryName(),
        "DefaultProbability", BigDecimal.valueOf(stage.defaultProbability()));
  }

  private static Map<String, Object> status(LeadStatus status, Integer order) {
    return Map.of(
        "MasterLabel", status.apiName(),
        "ApiName", status.apiName(),
        "SortOrder", BigDecimal.valueOf(order),
        "IsDefault", status.byDefault(),
        "IsConverted", status.converted());
  }

  private static Map<String, Object> currency(OrgCurrency currency) {
    return Map.of(
        "IsoCode", currency.isoCode(),
        "ConversionRate", BigDecimal.valueOf(currency.rate()),
        "DecimalPlaces", BigDecimal.valueOf(currency.decimalPlaces()),
        "IsActive", true,
        "IsCorporate", currency.corporate());
  }
}
