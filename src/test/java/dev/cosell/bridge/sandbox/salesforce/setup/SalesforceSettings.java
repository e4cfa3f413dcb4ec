package dev.cosell.bridge.sandbox.salesforce.setup;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the simulated organization is set up.
 *
 * @param port loopback port, 0 for any free one
 * @param features features that change the fields
 * @param process stages and statuses
 * @param rules what a save is held to
 * @param limits sizes and times of the API
 * @param changeEvents how changes are announced
 * @param clock time of the organization
 */
public record SalesforceSettings(
    int port,
    Features features,
    SalesProcess process,
    DataRules rules,
    ApiLimits limits,
    ChangeEventSettings changeEvents,
    Clock clock) {

  /** The only connected app. */
  public static final String CLIENT_ID = "3MVG9CosellBridgeSandbox.0000001";

  /** Its secret; it must be encoded in a form. */
  public static final String CLIENT_SECRET = "salesforce~secret+/&=3";

  /** The currency of rows that name none. */
  public static final String DEFAULT_CURRENCY = "USD";

  /** A new organization with Microsoft's connector fields, on any free port. */
  public static SalesforceSettings standard() {
    return new SalesforceSettings(
        0,
        Features.standard(),
        SalesProcess.standard(),
        DataRules.standard(),
        ApiLimits.standard(),
        ChangeEventSettings.standard(),
        Clock.systemUTC());
  }

  /** The same on another port. */
  public SalesforceSettings onPort(int other) {
    return new SalesforceSettings(other, features, process, rules, limits, changeEvents, clock);
  }

  /** The same with another clock. */
  public SalesforceSettings withClock(Clock other) {
    return new SalesforceSettings(port, features, process, rules, limits, changeEvents, other);
  }

  /** The same with other features. */
  public SalesforceSettings with(Features others) {
    return new SalesforceSettings(port, others, process, rules, limits, changeEvents, clock);
  }

  /** The same with another sales process. */
  public SalesforceSettings with(SalesProcess other) {
    return new SalesforceSettings(port, features, other, rules, limits, changeEvents, clock);
  }

  /** The same with other rules. */
  public SalesforceSettings with(DataRules others) {
    return new SalesforceSettings(port, features, process, others, limits, changeEvents, clock);
  }

  /** The same with other sizes and times. */
  public SalesforceSettings with(ApiLimits others) {
    return new SalesforceSettings(port, features, process, rules, others, changeEvents, clock);
  }

  /** The same with other announcements of changes. */
  public SalesforceSettings with(ChangeEventSettings others) {
    return new SalesforceSettings(port, features, process, rules, limits, others, clock);
  }

  /** The same with one or several currencies. */
  public SalesforceSettings withMultiCurrency(boolean on) {
    return with(features.withMultiCurrency(on));
  }

  /** The same with or without picklists of states and countries. */
  public SalesforceSettings withStateAndCountryPicklists(boolean on) {
    return with(features.withStateAndCountryPicklists(on));
  }

  /** The same with or without sales teams. */
  public SalesforceSettings withOpportunityTeams(boolean on) {
    return with(features.withOpportunityTeams(on));
  }

  /** The same with other stages. */
  public SalesforceSettings withStages(List<OpportunityStage> stages) {
    return with(process.withStages(stages));
  }

  /** The same with other statuses of leads. */
  public SalesforceSettings withLeadStatuses(List<LeadStatus> statuses) {
    return with(process.withLeadStatuses(statuses));
  }

  /** The same with other stages of deals that wait and that go on. */
  public SalesforceSettings withHoldStages(String onHold, String open) {
    return with(process.withHoldStages(onHold, open));
  }

  /** The same with fields that a conversion takes over: opportunity's fields by lead's. */
  public SalesforceSettings withLeadFieldMapping(Map<String, String> mapping) {
    return with(process.withLeadFieldMapping(mapping));
  }

  /** The same with or without a unique referral id. */
  public SalesforceSettings withUniqueReferralId(boolean unique) {
    return with(rules.withUniqueReferralId(unique));
  }

  /** The same with another duplicate rule for accounts. */
  public SalesforceSettings withAccountDuplicates(DuplicateRule rule) {
    return with(rules.withAccountDuplicates(rule));
  }

  /** The same with these validation rules. */
  public SalesforceSettings withValidationRules(ValidationRule... others) {
    return with(rules.withValidationRules(List.of(others)));
  }

  /** The same with another usual size of a page. */
  public SalesforceSettings withQueryBatchSize(int size) {
    return with(limits.withQueryBatchSize(size));
  }

  /** The same with another highest size of a page. */
  public SalesforceSettings withPageCap(int size) {
    return with(limits.withPageCap(size));
  }

  /** The same with another lifetime of sessions. */
  public SalesforceSettings withSessionLifetime(Duration lifetime) {
    return with(limits.withSessionLifetime(lifetime));
  }
}
