package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.dml.Author;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordBody;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordWriter;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.RecordId;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.RowJson;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /composite/sobjects}: up to 200 rows; the status is 200 even if single ones fail. */
final class SObjectCollections {

  private static final int TYPE = 2;

  private final Organization organization;
  private final RecordRequests records;
  private final RecordAddress addresses;
  private final RecordWriter writer;
  private final CollectionItems items;

  SObjectCollections(Organization organization) {
    this.organization = organization;
    this.records = new RecordRequests(organization);
    this.addresses = new RecordAddress(organization);
    this.writer = new RecordWriter(organization);
    this.items = new CollectionItems(organization);
  }

  ApiAnswer answer(ApiRequest request) {
    CollectionBody body = new CollectionBody(request);
    return ApiAnswer.of(
        200,
        switch (request.path().size()) {
          case TYPE -> saved(request, body);
          case TYPE + 1 -> retrieved(request, body);
          case TYPE + 2 -> upserted(request, body);
          default -> throw SalesforceError.notFound();
        });
  }

  private ArrayNode saved(ApiRequest request, CollectionBody body) {
    Author author = records.author(request);
    return switch (request.method()) {
      case "POST" ->
          items.results(body.records(), body.allOrNone(), record -> created(record, author));
      case "PATCH" ->
          items.results(body.records(), body.allOrNone(), record -> updated(record, author));
      case "DELETE" -> items.results(body.list("ids"), body.allOrNone(), id -> deleted(id, author));
      default -> throw request.notAllowed("POST", "PATCH", "DELETE");
    };
  }

  private ObjectNode created(ObjectNode record, Author author) {
    if (record.has("id") || record.has("Id")) {
      throw SalesforceError.save(
          "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
    }
    SObjectType type = RecordRequests.writable(type(record));
    return RecordRequests.result(writer.create(type, RecordBody.forCreate(type, record), author));
  }

  private ObjectNode updated(ObjectNode record, Author author) {
    SObjectType type = RecordRequests.writable(type(record));
    Row row = row(idOf(record).orElseThrow(() -> missing("Id")));
    ObjectNode body = record.deepCopy().remove(List.of("id", "Id"));
    return RecordRequests.result(
        writer.update(type, row, RecordBody.forUpdate(type, body), author));
  }

  private ObjectNode deleted(String id, Author author) {
    Row row = row(id);
    SObjectType type = SObjectRequests.type(organization.apiSchema(), row.sObject());
    writer.delete(RecordRequests.writable(type), row, author);
    return RecordRequests.result(row);
  }

  private ArrayNode upserted(ApiRequest request, CollectionBody body) {
    if (!request.method().equals("PATCH")) {
      throw request.notAllowed("PATCH");
    }
    SObjectType type = SObjectRequests.type(organization.apiSchema(), request.at(TYPE));
    Field field = addresses.externalId(type, request.at(TYPE + 1));
    CollectionUpsert upsert =
        new CollectionUpsert(
            RecordRequests.writable(type),
            field,
            body.records(),
            addresses,
            writer,
            records.author(request));
    return items.results(body.records(), body.allOrNone(), upsert::result);
  }

  private ArrayNode retrieved(ApiRequest request, CollectionBody body) {
    if (!request.method().equals("POST") && !request.isGet()) {
      throw request.notAllowed("GET", "POST");
    }
    SObjectType type = SObjectRequests.type(organization.apiSchema(), request.at(TYPE));
    Collection<Field> fields = RecordRequests.named(type, String.join(",", body.list("fields")));
    ArrayNode found = (ArrayNode) SandboxJson.tree(List.of());
    for (String id : body.list("ids")) {
      RecordId.parse(id)
          .flatMap(known -> organization.rows().find(type.name(), known.text()))
          .filter(row -> !row.deleted())
          .ifPresentOrElse(
              row -> found.add(RowJson.record(type, row, fields, request.version())),
              () -> found.add(NullNode.instance));
    }
    return found;
  }

  private Row row(String text) {
    RecordId id =
        RecordId.parse(text)
            .orElseThrow(() -> SalesforceError.save("MALFORMED_ID", "malformed id " + text));
    Row row =
        organization
            .pointedTo(id.text())
            .orElseThrow(
                () ->
                    SalesforceError.save(
                        "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
    if (row.deleted()) {
      throw SalesforceError.deleted();
    }
    return row;
  }

  private SObjectType type(ObjectNode record) {
    return SObjectRequests.type(
        organization.apiSchema(), record.path("attributes").path("type").asText());
  }

  private static Optional<String> idOf(ObjectNode record) {
    return Stream.of("id", "Id")
        .map(name -> record.path(name).asText())
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  static SalesforceError missing(String field) {
    return SalesforceError.save("MISSING_ARGUMENT", field + " not specified", field);
  }
}
