package dev.cosell.bridge.sandbox.salesforce.setup;

/** The people of a deal: contact roles and the sales team. */
final class DealObjects {

  static final String[] FORECAST_CATEGORIES = {
    "Omitted", "Pipeline", "Best Case", "Commit", "Closed"
  };

  private DealObjects() {}

  static SObjectType contactRole() {
    return SObjectType.of(
        "OpportunityContactRole",
        "00K",
        StandardObjects.withAudit(
            true,
            Field.id("Contact Role ID"),
            deal(),
            Field.lookup("ContactId", "Contact", "Contact").with(Trait.REQUIRED),
            Field.picklist("Role", "Decision Maker", "Evaluator", "Business User", "Other"),
            Field.checkbox("IsPrimary").labelled("Primary")));
  }

  static SObjectType teamMember() {
    return SObjectType.of(
        "OpportunityTeamMember",
        "00q",
        StandardObjects.withAudit(
            true,
            Field.id("Opportunity Team Member ID"),
            deal(),
            Field.lookup("UserId", "User", "User").with(Trait.REQUIRED, Trait.NOT_UPDATEABLE),
            Field.picklist("TeamMemberRole", "Account Manager", "Sales Rep", "Other")));
  }

  private static Field deal() {
    return Field.lookup("OpportunityId", "Opportunity", "Opportunity")
        .with(Trait.REQUIRED, Trait.NOT_UPDATEABLE);
  }
}
