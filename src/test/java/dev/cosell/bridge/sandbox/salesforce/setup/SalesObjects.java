package dev.cosell.bridge.sandbox.salesforce.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Accounts, contacts, leads and opportunities. */
final class SalesObjects {

  private static final int DESCRIPTION = 32_000;
  private static final String[] SOURCES = {"Web", "Phone Inquiry", "Partner Referral", "Other"};

  private SalesObjects() {}

  static SObjectType account(Features features) {
    List<Field> fields = new ArrayList<>();
    Collections.addAll(
        fields,
        Field.id("Account ID"),
        Field.text("Name", 255).labelled("Account Name").with(Trait.REQUIRED, Trait.NAME),
        Field.picklist("Type", "Prospect", "Customer", "Other").labelled("Account Type"));
    fields.addAll(AddressFields.of("Billing", features.stateAndCountryPicklists()));
    Collections.addAll(
        fields,
        Field.phone("Phone").labelled("Account Phone"),
        Field.url("Website"),
        Field.picklist("Industry", "Technology", "Retail", "Other"),
        Field.integer("NumberOfEmployees").labelled("Employees"),
        Field.textArea("Description", DESCRIPTION).labelled("Account Description"));
    fields.addAll(StandardObjects.currency(features, "Account Currency"));
    fields.add(owner("User"));
    return type("Account", "001", fields)
        .withChildren(
            new ChildRelationship("Contacts", "Contact", "AccountId", true),
            new ChildRelationship("Opportunities", "Opportunity", "AccountId", true));
  }

  static SObjectType contact(Features features) {
    List<Field> fields = new ArrayList<>();
    Collections.addAll(
        fields,
        Field.id("Contact ID"),
        Field.lookup("AccountId", "Account", "Account"),
        Field.text("LastName", 80).with(Trait.REQUIRED),
        Field.text("FirstName", 40),
        Field.text("Name", 121).labelled("Full Name").readOnly().with(Trait.NAME),
        Field.phone("Phone").labelled("Business Phone"),
        Field.phone("MobilePhone"),
        Field.email("Email"),
        Field.text("Title", 128));
    fields.addAll(StandardObjects.currency(features, "Contact Currency"));
    fields.add(owner("User"));
    return type("Contact", "003", fields)
        .withChildren(
            new ChildRelationship(
                "OpportunityContactRoles", "OpportunityContactRole", "ContactId", true),
            new ChildRelationship("Opportunities", "Opportunity", "ContactId", false));
  }

  static SObjectType lead(SalesforceSettings settings) {
    List<Field> fields = new ArrayList<>();
    Collections.addAll(
        fields,
        Field.id("Lead ID"),
        Field.text("LastName", 80).with(Trait.REQUIRED),
        Field.text("FirstName", 40),
        Field.text("Name", 121).labelled("Full Name").readOnly().with(Trait.NAME),
        Field.text("Title", 128),
        Field.text("Company", 255).with(Trait.REQUIRED));
    fields.addAll(AddressFields.of("", settings.features().stateAndCountryPicklists()));
    Collections.addAll(
        fields,
        Field.phone("Phone"),
        Field.phone("MobilePhone"),
        Field.email("Email"),
        Field.url("Website"),
        Field.textArea("Description", DESCRIPTION),
        Field.picklist("LeadSource", SOURCES),
        leadStatus(settings.process()),
        Field.integer("NumberOfEmployees").labelled("Employees"));
    fields.addAll(StandardObjects.currency(settings.features(), "Lead Currency"));
    Collections.addAll(
        fields,
        owner("Group", "User"),
        Field.checkbox("IsConverted").labelled("Converted").readOnly(),
        Field.date("ConvertedDate").readOnly(),
        Field.lookup("ConvertedAccountId", "ConvertedAccount", "Account").readOnly(),
        Field.lookup("ConvertedContactId", "ConvertedContact", "Contact").readOnly(),
        Field.lookup("ConvertedOpportunityId", "ConvertedOpportunity", "Opportunity").readOnly());
    return type("Lead", "00Q", fields)
        .with(CosellFields.ofLead(settings.rules().uniqueReferralId()).toArray(Field[]::new));
  }

  private static Field leadStatus(SalesProcess process) {
    return Field.picklist(
            "Status", process.leadStatuses().stream().map(LeadStatus::choice).toList())
        .with(Trait.REQUIRED, Trait.RESTRICTED);
  }

  static SObjectType opportunity(SalesforceSettings settings) {
    List<Field> fields = new ArrayList<>();
    Collections.addAll(
        fields,
        Field.id("Opportunity ID"),
        Field.lookup("AccountId", "Account", "Account"),
        Field.text("Name", 120).with(Trait.REQUIRED, Trait.NAME),
        Field.textArea("Description", DESCRIPTION),
        stage(settings.process()),
        Field.currency("Amount"),
        Field.percent("Probability").labelled("Probability (%)"),
        Field.currency("ExpectedRevenue").labelled("Expected Amount").readOnly(),
        Field.date("CloseDate").with(Trait.REQUIRED),
        Field.picklist("Type", "New Business", "Existing Business").labelled("Opportunity Type"),
        Field.text("NextStep", 255),
        Field.picklist("LeadSource", SOURCES),
        Field.checkbox("IsClosed").labelled("Closed").readOnly(),
        Field.checkbox("IsWon").labelled("Won").readOnly(),
        Field.picklist("ForecastCategoryName", DealObjects.FORECAST_CATEGORIES)
            .labelled("Forecast Category")
            .with(Trait.RESTRICTED, Trait.DEFAULTED));
    fields.addAll(StandardObjects.currency(settings.features(), "Opportunity Currency"));
    Collections.addAll(
        fields,
        Field.checkbox("HasOpportunityLineItem").labelled("Has Line Item").readOnly(),
        owner("User"),
        Field.lookup("ContactId", "Contact", "Contact").with(Trait.NOT_UPDATEABLE));
    return type("Opportunity", "006", fields)
        .with(CosellFields.ofOpportunity(settings.rules().uniqueReferralId()).toArray(Field[]::new))
        .withChildren(
            new ChildRelationship(
                "OpportunityContactRoles", "OpportunityContactRole", "OpportunityId", true),
            new ChildRelationship(
                "OpportunityTeamMembers", "OpportunityTeamMember", "OpportunityId", true));
  }

  private static Field stage(SalesProcess process) {
    return Field.picklist(
            "StageName", process.stages().stream().map(OpportunityStage::choice).toList())
        .labelled("Stage")
        .with(Trait.REQUIRED, Trait.RESTRICTED);
  }

  private static Field owner(String... sObjects) {
    return Field.lookup("OwnerId", "Owner", sObjects).with(Trait.REQUIRED, Trait.DEFAULTED);
  }

  private static SObjectType type(String name, String prefix, List<Field> fields) {
    return SObjectType.of(
        name, prefix, StandardObjects.withAudit(true, fields.toArray(Field[]::new)));
  }
}
