package dev.cosell.bridge.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refusal without a stack trace. */
final class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, StartRefused refused) {
    return new FailureAnalysis(refused.getMessage(), refused.action(), failure);
  }
}
