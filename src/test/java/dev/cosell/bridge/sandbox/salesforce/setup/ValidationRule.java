package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.Optional;

/**
 * A validation rule of the administrator.
 *
 * @param sObject whose rows it checks at every save
 * @param errorCondition SOQL condition of the rows that are refused, for example {@code IsWon =
 *     true AND Amount = null}
 * @param message what the refusal says
 * @param field at which the page shows it; empty for the top of the page
 */
public record ValidationRule(
    String sObject, String errorCondition, String message, Optional<String> field) {

  /** A rule whose message stands at the top of the page. */
  public ValidationRule(String sObject, String errorCondition, String message) {
    this(sObject, errorCondition, message, Optional.empty());
  }
}
