package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What the stage says about a deal, and what its line items do. */
final class OpportunityRules implements SaveRule {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Override
  public void apply(Save save) {
    if (!save.type().name().equals("Opportunity")) {
      return;
    }
    if (save.sets("StageName")) {
      save.organization()
          .settings()
          .process()
          .stage(save.text("StageName"))
          .ifPresent(stage -> enter(save, stage));
    }
    keepComputedAmount(save);
    expect(save);
  }

  private static void enter(Save save, OpportunityStage stage) {
    save.put("IsClosed", Optional.of(stage.closed()));
    save.put("IsWon", Optional.of(stage.won()));
    if (!save.changes().touch("Probability")) {
      save.put("Probability", Optional.of(BigDecimal.valueOf(stage.defaultProbability())));
    }
    if (!save.changes().touch("ForecastCategoryName")) {
      save.put("ForecastCategoryName", Optional.of(stage.forecastCategoryName()));
    }
  }

  /** Silently: the client that wrote an amount is told that all is well. */
  private static void keepComputedAmount(Save save) {
    save.before()
        .filter(row -> row.is("HasOpportunityLineItem"))
        .ifPresent(row -> save.put("Amount", row.value("Amount")));
  }

  private static void expect(Save save) {
    save.put("ExpectedRevenue", expected(save.value("Amount"), save.value("Probability")));
  }

  /** The amount, weighed by its probability. */
  static Optional<BigDecimal> expected(Optional<Object> amount, Optional<Object> probability) {
    BigDecimal percent = probability.map(BigDecimal.class::cast).orElse(BigDecimal.ZERO);
    return amount
        .map(BigDecimal.class::cast)
        .map(value -> value.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP));
  }
}
