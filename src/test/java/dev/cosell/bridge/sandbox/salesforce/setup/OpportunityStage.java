package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.List;
import java.util.Set;

/**
 * A stage of the sales process.
 *
 * @param apiName value of StageName
 * @param masterLabel what people see
 * @param active whether it can be chosen
 * @param closed whether it ends the deal
 * @param won whether it ends the deal well
 * @param defaultProbability percentage that a deal gets by entering it
 * @param forecastCategoryName forecast category that a deal gets by entering it
 */
public record OpportunityStage(
    String apiName,
    String masterLabel,
    boolean active,
    boolean closed,
    boolean won,
    int defaultProbability,
    String forecastCategoryName) {

  /** The stages of a new organization. */
  public static final List<OpportunityStage> STANDARD =
      List.of(
          open("Prospecting", 10, "Pipeline"),
          open("Qualification", 10, "Pipeline"),
          open("Needs Analysis", 20, "Pipeline"),
          open("Value Proposition", 50, "Pipeline"),
          open("Id. Decision Makers", 60, "Pipeline"),
          open("Perception Analysis", 70, "Pipeline"),
          open("Proposal/Price Quote", 75, "Best Case"),
          open("Negotiation/Review", 90, "Commit"),
          won("Closed Won"),
          lost("Closed Lost"));

  /** A stage on the way. */
  public static OpportunityStage open(String name, int probability, String forecastCategory) {
    return new OpportunityStage(name, name, true, false, false, probability, forecastCategory);
  }

  /** A stage of deals that were won. */
  public static OpportunityStage won(String name) {
    return new OpportunityStage(name, name, true, true, true, 100, "Closed");
  }

  /** A stage of deals that were lost. */
  public static OpportunityStage lost(String name) {
    return new OpportunityStage(name, name, true, true, false, 0, "Omitted");
  }

  /** The same under another label. */
  public OpportunityStage labelled(String label) {
    return new OpportunityStage(
        apiName, label, active, closed, won, defaultProbability, forecastCategoryName);
  }

  /** The same, but it can no longer be chosen. */
  public OpportunityStage inactive() {
    return new OpportunityStage(
        apiName, masterLabel, false, closed, won, defaultProbability, forecastCategoryName);
  }

  PicklistValue choice() {
    return new PicklistValue(apiName, masterLabel, active, false, Set.of());
  }
}
