package dev.cosell.bridge.sandbox.salesforce.setup;

/** The sObjects that an administrator fills; the API reads them. */
final class SetupObjects {

  private static final int LINE = 80;

  private SetupObjects() {}

  static SObjectType user() {
    return readOnly(
        "User",
        "005",
        Field.id("User ID"),
        Field.text("Username", LINE),
        Field.text("LastName", LINE),
        Field.text("FirstName", 40),
        Field.text("Name", 121).labelled("Full Name").with(Trait.NAME),
        Field.text("Title", LINE),
        Field.email("Email"),
        Field.phone("Phone"),
        Field.phone("MobilePhone").labelled("Mobile"),
        Field.text("Alias", 8),
        Field.checkbox("IsActive").labelled("Active"));
  }

  /** What SOQL shows of an owner that may be a user or a queue: it has no mobile phone. */
  static SObjectType name() {
    return SObjectType.readOnly(
        "Name",
        "",
        Field.id("Name ID"),
        Field.text("Name", 121).with(Trait.NAME),
        Field.text("LastName", LINE),
        Field.text("FirstName", 40),
        Field.text("Type", 40),
        Field.text("Alias", 8),
        Field.checkbox("IsActive").labelled("Active"),
        Field.email("Email"),
        Field.phone("Phone"),
        Field.text("Title", LINE),
        Field.text("Username", LINE));
  }

  static SObjectType organization() {
    return readOnly(
        "Organization",
        "00D",
        Field.id("Organization ID"),
        Field.text("Name", LINE).with(Trait.NAME),
        Field.text("InstanceName", 5),
        Field.checkbox("IsSandbox"),
        Field.text("OrganizationType", 40),
        Field.text("DefaultLocaleSidKey", 40),
        Field.text("LanguageLocaleKey", 40),
        Field.text("TimeZoneSidKey", 40));
  }

  static SObjectType opportunityStage() {
    return readOnly(
        "OpportunityStage",
        "01J",
        Field.id("Opportunity Stage ID"),
        Field.text("MasterLabel", 255),
        Field.text("ApiName", 255).with(Trait.NAME),
        Field.checkbox("IsActive"),
        Field.integer("SortOrder"),
        Field.checkbox("IsClosed"),
        Field.checkbox("IsWon"),
        Field.picklist("ForecastCategoryName", DealObjects.FORECAST_CATEGORIES),
        Field.percent("DefaultProbability").labelled("Probability (%)"),
        Field.text("Description", 255));
  }

  static SObjectType leadStatus() {
    return readOnly(
        "LeadStatus",
        "01Q",
        Field.id("Lead Status ID"),
        Field.text("MasterLabel", 255),
        Field.text("ApiName", 255).with(Trait.NAME),
        Field.integer("SortOrder"),
        Field.checkbox("IsDefault"),
        Field.checkbox("IsConverted"));
  }

  static SObjectType currencyType() {
    return readOnly(
        "CurrencyType",
        "01L",
        Field.id("Currency Type ID"),
        Field.text("IsoCode", 3).with(Trait.NAME),
        Field.number("ConversionRate", 18, 6),
        Field.integer("DecimalPlaces"),
        Field.checkbox("IsActive"),
        Field.checkbox("IsCorporate"));
  }

  private static SObjectType readOnly(String name, String prefix, Field... fields) {
    return SObjectType.readOnly(name, prefix, StandardObjects.withAudit(false, fields));
  }
}
