package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.salesforce.dml.Author;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordBody;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordWriter;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.List;
import java.util.Optional;

/**
 * Upserts of a collection: one sObject, one external id, whose values stand in the records.
 *
 * @param type the sObject
 * @param field the external id
 * @param all the records
 * @param addresses finds rows
 * @param writer saves them
 * @param author who saves
 */
record CollectionUpsert(
    SObjectType type,
    Field field,
    List<ObjectNode> all,
    RecordAddress addresses,
    RecordWriter writer,
    Author author) {

  ObjectNode result(ObjectNode record) {
    String value = valueOf(record);
    if (value.isEmpty()) {
      throw SObjectCollections.missing(field.name());
    }
    if (all.stream().filter(other -> valueOf(other).equalsIgnoreCase(value)).count() > 1) {
      throw SalesforceError.save(
          "DUPLICATE_VALUE", "Duplicate external id specified: " + value, field.name());
    }
    if (!record.path("attributes").path("type").asText().equalsIgnoreCase(type.name())) {
      throw SalesforceError.save("INVALID_TYPE", "The records must all be of one type.");
    }
    return present(value).map(row -> updated(row, record)).orElseGet(() -> created(record));
  }

  private String valueOf(ObjectNode record) {
    return record.path(field.name()).asText();
  }

  private ObjectNode created(ObjectNode record) {
    Row row = writer.create(type, RecordBody.forCreate(type, record), author);
    return RecordRequests.result(row).put("created", true);
  }

  private ObjectNode updated(Row row, ObjectNode record) {
    ObjectNode body = record.deepCopy();
    body.remove(field.name());
    writer.update(type, row, RecordBody.forUpdate(type, body), author);
    return RecordRequests.result(row).put("created", false);
  }

  private Optional<Row> present(String value) {
    try {
      return addresses.byExternalId(type, field, value);
    } catch (SeveralRecords several) {
      throw SalesforceError.save(
          "DUPLICATE_EXTERNAL_ID",
          field.name() + ": more than one record found for external id field: " + value,
          field.name());
    }
  }
}
