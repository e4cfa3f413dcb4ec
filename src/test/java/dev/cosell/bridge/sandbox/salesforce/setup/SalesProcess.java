package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How deals and leads go.
 *
 * @param stages of opportunities, in their order
 * @param leadStatuses of leads, in their order
 * @param onHoldStage stage of a deal that waits
 * @param openStage stage of a deal that goes on
 * @param leadFieldMapping fields of leads, and the opportunity's field that takes each over at the
 *     conversion
 */
public record SalesProcess(
    List<OpportunityStage> stages,
    List<LeadStatus> leadStatuses,
    String onHoldStage,
    String openStage,
    Map<String, String> leadFieldMapping) {

  /** The process of a new organization; a conversion takes over no custom field. */
  public static SalesProcess standard() {
    return new SalesProcess(
        OpportunityStage.STANDARD, LeadStatus.STANDARD, "Prospecting", "Qualification", Map.of());
  }

  /** The same with other stages. */
  public SalesProcess withStages(List<OpportunityStage> others) {
    return new SalesProcess(
        List.copyOf(others), leadStatuses, onHoldStage, openStage, leadFieldMapping);
  }

  /** The same with other statuses of leads. */
  public SalesProcess withLeadStatuses(List<LeadStatus> others) {
    return new SalesProcess(stages, List.copyOf(others), onHoldStage, openStage, leadFieldMapping);
  }

  /** The same with other stages of deals that wait and that go on. */
  public SalesProcess withHoldStages(String onHold, String open) {
    return new SalesProcess(stages, leadStatuses, onHold, open, leadFieldMapping);
  }

  /** The same with fields that a conversion takes over: opportunity's fields by lead's. */
  public SalesProcess withLeadFieldMapping(Map<String, String> mapping) {
    return new SalesProcess(stages, leadStatuses, onHoldStage, openStage, Map.copyOf(mapping));
  }

  /** A stage by its API name. */
  public Optional<OpportunityStage> stage(String apiName) {
    return stages.stream().filter(stage -> stage.apiName().equalsIgnoreCase(apiName)).findFirst();
  }

  /** The first active stage that is closed, and won or not. */
  public OpportunityStage closing(boolean won) {
    return stages.stream()
        .filter(stage -> stage.active() && stage.closed() && stage.won() == won)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no stage for a closed deal"));
  }

  /** The status of converted leads. */
  public LeadStatus convertedStatus() {
    return leadStatuses.stream()
        .filter(LeadStatus::converted)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no status for converted leads"));
  }
}
