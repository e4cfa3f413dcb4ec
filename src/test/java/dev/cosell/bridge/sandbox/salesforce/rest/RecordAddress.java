package dev.cosell.bridge.sandbox.salesforce.rest;

import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.Trait;
import java.util.List;
import java.util.Optional;

/** Finds the rows that an address names, by id or by external id. */
record RecordAddress(Organization organization) {

  /** A row by its id; 404 when there is none, or when it was deleted. */
  Row byId(SObjectType type, String text) {
    RecordId id = RecordId.parse(text).orElseThrow(() -> noSuchExternalId(text));
    Row row =
        organization.rows().find(type.name(), id.text()).orElseThrow(SalesforceError::notFound);
    if (row.deleted()) {
      throw SalesforceError.deleted();
    }
    return row;
  }

  /** The external id field of that name; 404 when it is none. */
  Field externalId(SObjectType type, String name) {
    return type.field(name)
        .filter(field -> field.is(Trait.EXTERNAL_ID))
        .orElseThrow(() -> noSuchExternalId(name));
  }

  /** The row with a value of an external id; several are a 300 of their own. */
  Optional<Row> byExternalId(SObjectType type, Field field, String value) {
    // Known quirk: such a value is taken for a file.
    if (value.isEmpty() || value.endsWith(".inc")) {
      throw SalesforceError.notFound();
    }
    List<Row> found =
        organization.withText(type, field.name(), value).stream()
            .filter(row -> !field.is(Trait.CASE_SENSITIVE) || row.text(field.name()).equals(value))
            .toList();
    if (found.size() > 1) {
      throw new SeveralRecords(found);
    }
    return found.stream().findFirst();
  }

  private static SalesforceError noSuchExternalId(String name) {
    return SalesforceError.of(
        404,
        "NOT_FOUND",
        "Provided external ID field does not exist or is not accessible: " + name);
  }
}
