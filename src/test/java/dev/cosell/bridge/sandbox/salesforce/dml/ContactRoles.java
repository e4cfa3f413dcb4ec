package dev.cosell.bridge.sandbox.salesforce.dml;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.List;
import java.util.Map;

/**
 * The contact roles of opportunities. The opportunity's ContactId follows the primary one, which
 * does not count as a change of the opportunity.
 */
final class ContactRoles {

  static final String NAME = "OpportunityContactRole";

  private static final String PRIMARY = "IsPrimary";

  private final Organization organization;
  private final RecordWriter writer;

  ContactRoles(Organization organization, RecordWriter writer) {
    this.organization = organization;
    this.writer = writer;
  }

  /** What follows from a row that was just stored or deleted. */
  void follow(Row row, Author author) {
    if (row.sObject().equals(NAME)) {
      if (row.is(PRIMARY) && !row.deleted()) {
        demoteOthers(row, author);
      }
      settle(row.text("OpportunityId"));
    }
  }

  /** Makes a contact the primary one of an opportunity. */
  void makePrimary(String opportunity, String contact, Author author) {
    List<Row> present =
        of(opportunity).stream().filter(row -> row.text("ContactId").equals(contact)).toList();
    if (present.isEmpty()) {
      writer.create(
          type(),
          Changes.of(Map.of("OpportunityId", opportunity, "ContactId", contact, PRIMARY, true)),
          author);
    } else {
      writer.update(type(), present.get(0), Changes.of(Map.of(PRIMARY, true)), author);
    }
  }

  private void demoteOthers(Row role, Author author) {
    of(role.text("OpportunityId")).stream()
        .filter(row -> row.is(PRIMARY) && !row.id().equals(role.id()))
        .forEach(row -> writer.update(type(), row, Changes.of(Map.of(PRIMARY, false)), author));
  }

  private void settle(String opportunity) {
    String contact =
        of(opportunity).stream()
            .filter(row -> row.is(PRIMARY))
            .map(row -> row.text("ContactId"))
            .findFirst()
            .orElse("");
    organization
        .rows()
        .find("Opportunity", opportunity)
        .ifPresent(row -> organization.rows().putSilently(withContact(row, contact)));
  }

  private static Row withContact(Row opportunity, String contact) {
    return contact.isEmpty()
        ? opportunity.without("ContactId")
        : opportunity.with("ContactId", contact);
  }

  private List<Row> of(String opportunity) {
    return organization.withText(type(), "OpportunityId", opportunity);
  }

  private SObjectType type() {
    return organization.schema().type(NAME).orElseThrow();
  }
}
