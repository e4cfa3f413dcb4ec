package dev.cosell.bridge.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A scenario about a mechanism that only one CRM has; it is left out for the others. It takes part
 * in the runs of every CRM, in order to meet its own.
 */
@Tag(Crm.EVERY)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnlyOn.Condition.class)
@interface OnlyOn {

  /** The CRM: a value of {@code cosell.crm}. */
  String value();

  /** Compares it with the CRM of the test run. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String chosen = Crm.chosen();
      return context
          .getElement()
          .map(scenario -> scenario.getAnnotation(OnlyOn.class))
          .filter(only -> !only.value().equals(chosen))
          .map(
              only ->
                  ConditionEvaluationResult.disabled(
                      "about %s alone, and %s is %s".formatted(only.value(), Crm.PROPERTY, chosen)))
          .orElseGet(() -> ConditionEvaluationResult.enabled("a scenario of " + chosen));
    }
  }
}
