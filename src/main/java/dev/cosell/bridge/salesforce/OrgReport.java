package dev.cosell.bridge.salesforce;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an administrator what was found in the organisation, whenever it is something else. */
final class OrgReport {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.salesforce");

  private String told = "";

  /**
   * Tells it once.
   *
   * @param lacks why an entity cannot be synchronized, by entity
   * @param leftOut optional fields that are not there, by entity
   */
  synchronized void tell(
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
