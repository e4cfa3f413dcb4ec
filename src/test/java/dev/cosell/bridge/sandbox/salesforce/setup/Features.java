package dev.cosell.bridge.sandbox.salesforce.setup;

/**
 * Features that change the fields of an organization.
 *
 * @param multiCurrency rows have a CurrencyIsoCode
 * @param stateAndCountryPicklists addresses have codes, and their texts must be known
 * @param countryCodesAsText with the picklists, a country's or state's text may also be its code;
 *     whether the real service allows that is not known
 * @param opportunityTeams there is an OpportunityTeamMember
 */
public record Features(
    boolean multiCurrency,
    boolean stateAndCountryPicklists,
    boolean countryCodesAsText,
    boolean opportunityTeams) {

  /** Several currencies, free addresses, sales teams. */
  public static Features standard() {
    return new Features(true, false, true, true);
  }

  /** The same with one or several currencies. */
  public Features withMultiCurrency(boolean on) {
    return new Features(on, stateAndCountryPicklists, countryCodesAsText, opportunityTeams);
  }

  /** The same with or without picklists of states and countries. */
  public Features withStateAndCountryPicklists(boolean on) {
    return new Features(multiCurrency, on, countryCodesAsText, opportunityTeams);
  }

  /** The same, codes as texts of countries and states allowed or refused. */
  public Features withCountryCodesAsText(boolean on) {
    return new Features(multiCurrency, stateAndCountryPicklists, on, opportunityTeams);
  }

  /** The same with or without sales teams. */
  public Features withOpportunityTeams(boolean on) {
    return new Features(multiCurrency, stateAndCountryPicklists, countryCodesAsText, on);
  }
}
