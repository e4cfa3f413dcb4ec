package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.List;

/**
 * What a save is held to beside the fields themselves.
 *
 * @param uniqueReferralId whether Referral_Identifier__c is unique; without it two rows can match
 *     one value
 * @param accountDuplicates what happens to a second account of one name
 * @param validationRules conditions of rows that are refused
 */
public record DataRules(
    boolean uniqueReferralId,
    DuplicateRule accountDuplicates,
    List<ValidationRule> validationRules) {

  /** A unique referral id, and nothing else. */
  public static DataRules standard() {
    return new DataRules(true, DuplicateRule.NONE, List.of());
  }

  /** The same with or without a unique referral id. */
  public DataRules withUniqueReferralId(boolean unique) {
    return new DataRules(unique, accountDuplicates, validationRules);
  }

  /** The same with another duplicate rule. */
  public DataRules withAccountDuplicates(DuplicateRule rule) {
    return new DataRules(uniqueReferralId, rule, validationRules);
  }

  /** The same with other validation rules. */
  public DataRules withValidationRules(List<ValidationRule> others) {
    return new DataRules(uniqueReferralId, accountDuplicates, List.copyOf(others));
  }
}
