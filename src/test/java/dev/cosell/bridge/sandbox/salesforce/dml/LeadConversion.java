package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.OpportunityStage;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an account, a contact and, if wanted, an opportunity of a lead. An account of that name and
 * postal code and a contact with that e-mail address are taken rather than created again.
 */
public final class LeadConversion {

  private static final Map<String, String> ACCOUNT_FIELDS =
      Map.of(
          "Company", "Name",
          "Street", "BillingStreet",
          "City", "BillingCity",
          "State", "BillingState",
          "PostalCode", "BillingPostalCode",
          "Country", "BillingCountry",
          "Phone", "Phone",
          "Website", "Website",
          "NumberOfEmployees", "NumberOfEmployees");
  private static final Map<String, String> CONTACT_FIELDS =
      Map.of(
          "FirstName", "FirstName",
          "LastName", "LastName",
          "Title", "Title",
          "Email", "Email",
          "Phone", "Phone",
          "MobilePhone", "MobilePhone");

  private final Organization organization;
  private final RecordWriter writer;

  /** Conversions in an organization. */
  public LeadConversion(Organization organization, RecordWriter writer) {
    this.organization = organization;
    this.writer = writer;
  }

  /** Converts a lead; returns the opportunity's id, null without one. */
  public @Nullable String convert(Row lead, boolean withOpportunity, Author author) {
    if (lead.is("IsConverted")) {
      throw SalesforceError.save("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
    }
    Row account = account(lead, author);
    Row contact = contact(lead, account, author);
    Map<String, Object> converted = new HashMap<>();
    converted.put("IsConverted", true);
    converted.put("ConvertedDate", today());
    converted.put("ConvertedAccountId", account.id());
    converted.put("ConvertedContactId", contact.id());
    converted.put("Status", organization.settings().process().convertedStatus().apiName());
    if (withOpportunity) {
      Row opportunity = opportunity(lead, account, contact, author);
      converted.put("ConvertedOpportunityId", opportunity.id());
    }
    writer.set(lead, converted, author);
    return (String) converted.get("ConvertedOpportunityId");
  }

  private Row account(Row lead, Author author) {
    SObjectType type = type("Account");
    return organization.withText(type, "Name", lead.text("Company")).stream()
        .filter(row -> row.text("BillingPostalCode").equalsIgnoreCase(lead.text("PostalCode")))
        .findFirst()
        .orElseGet(() -> writer.create(type, taken(lead, ACCOUNT_FIELDS, type), author));
  }

  private Row contact(Row lead, Row account, Author author) {
    SObjectType type = type("Contact");
    Optional<Row> present =
        lead.value("Email").stream()
            .flatMap(email -> organization.withText(type, "Email", email.toString()).stream())
            .findFirst();
    return present.orElseGet(
        () ->
            writer.create(
                type, taken(lead, CONTACT_FIELDS, type).with("AccountId", account.id()), author));
  }

  private Row opportunity(Row lead, Row account, Row contact, Author author) {
    SObjectType type = type("Opportunity");
    Map<String, String> mapping =
        new HashMap<>(organization.settings().process().leadFieldMapping());
    mapping.put("LeadSource", "LeadSource");
    mapping.put("OwnerId", "OwnerId");
    mapping.put("CurrencyIsoCode", "CurrencyIsoCode");
    Changes changes =
        taken(lead, mapping, type)
            .with("Name", lead.text("Company") + "-")
            .with("StageName", firstStage())
            .with("CloseDate", endOfQuarter())
            .with("AccountId", account.id())
            .with("ContactId", contact.id());
    return writer.create(type, changes, author);
  }

  private static Changes taken(Row lead, Map<String, String> mapping, SObjectType type) {
    Map<String, Object> values = new HashMap<>();
    mapping.forEach(
        (from, to) -> {
          if (type.has(to)) {
            lead.value(from).ifPresent(value -> values.put(to, value));
          }
        });
    return Changes.of(values);
  }

  private String firstStage() {
    return organization.settings().process().stages().stream()
        .filter(stage -> stage.active() && !stage.closed())
        .map(OpportunityStage::apiName)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no stage for an open deal"));
  }

  private LocalDate endOfQuarter() {
    LocalDate today = today();
    int length = (int) IsoFields.DAY_OF_QUARTER.rangeRefinedBy(today).getMaximum();
    return today.with(IsoFields.DAY_OF_QUARTER, length);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(organization.now(), ZoneOffset.UTC);
  }

  private SObjectType type(String name) {
    return organization.schema().type(name).orElseThrow();
  }
}
