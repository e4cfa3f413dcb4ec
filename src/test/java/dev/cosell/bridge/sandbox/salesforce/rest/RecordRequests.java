package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.dml.Author;
import dev.cosell.bridge.sandbox.salesforce.dml.Changes;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordBody;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordWriter;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.Row;
import dev.cosell.bridge.sandbox.salesforce.record.RowJson;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Single rows: create, read, update, upsert and delete. */
final class RecordRequests {

  private static final int UPSERT_ANSWERS_SINCE = 46;

  private final Organization organization;
  private final RecordAddress addresses;
  private final RecordWriter writer;

  RecordRequests(Organization organization) {
    this.organization = organization;
    this.addresses = new RecordAddress(organization);
    this.writer = new RecordWriter(organization);
  }

  /** {@code POST /sobjects/X}. */
  ApiAnswer create(SObjectType type, ApiRequest request) {
    ObjectNode body = request.object();
    if (body.has("Id") || body.has("id")) {
      throw SalesforceError.save(
          "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", "Id");
    }
    Row row = writer.create(writable(type), RecordBody.forCreate(type, body), author(request));
    return created(row, result(row), request);
  }

  private static ApiAnswer created(Row row, ObjectNode result, ApiRequest request) {
    return ApiAnswer.of(201, result)
        .with("Location", RowJson.address(row.sObject(), row.id(), request.version()));
  }

  /** Everything at {@code /sobjects/X/id}. */
  ApiAnswer byId(SObjectType type, ApiRequest request) {
    Row row = addresses.byId(type, request.path().get(2));
    return switch (request.method()) {
      case "GET", "HEAD" -> read(type, row, request);
      case "PATCH" -> {
        update(type, row, bodyWithout(request, "Id"), request);
        yield ApiAnswer.empty(204);
      }
      case "DELETE" -> delete(type, row, request);
      default -> throw request.notAllowed("HEAD", "GET", "PATCH", "DELETE");
    };
  }

  /** Everything at {@code /sobjects/X/Field__c/value}. */
  ApiAnswer byExternalId(SObjectType type, ApiRequest request) {
    Field field = addresses.externalId(type, request.path().get(2));
    String value = request.path().get(3);
    if (request.method().equals("PATCH")) {
      ObjectNode body = bodyWithout(bodyWithout(request, field.name()), "Id");
      return upsert(type, field, value, body, request);
    }
    Row row = addresses.byExternalId(type, field, value).orElseThrow(SalesforceError::notFound);
    return switch (request.method()) {
      case "GET", "HEAD" -> read(type, row, request);
      case "DELETE" -> delete(type, row, request);
      default -> throw request.notAllowed("HEAD", "GET", "PATCH", "DELETE");
    };
  }

  private ApiAnswer read(SObjectType type, Row row, ApiRequest request) {
    Preconditions preconditions = new Preconditions(request);
    preconditions.check(row);
    if (preconditions.isUnchanged(row)) {
      return Preconditions.tagged(ApiAnswer.empty(304), row);
    }
    Collection<Field> fields =
        request.parameter("fields").map(names -> named(type, names)).orElse(type.fields());
    return Preconditions.tagged(
        ApiAnswer.of(200, RowJson.record(type, row, fields, request.version())), row);
  }

  /** The fields of a comma-separated list; the id is always among them. */
  static Collection<Field> named(SObjectType type, String names) {
    List<Field> fields = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      fields.add(
          type.field(name.strip())
              .orElseThrow(() -> SalesforceError.noSuchColumn(name.strip(), type.name())));
    }
    Field id = type.field("Id").orElseThrow();
    if (!fields.contains(id)) {
      fields.add(id);
    }
    return fields;
  }

  private void update(SObjectType type, Row row, ObjectNode body, ApiRequest request) {
    new Preconditions(request).check(row);
    writer.update(writable(type), row, RecordBody.forUpdate(type, body), author(request));
  }

  private ApiAnswer upsert(
      SObjectType type, Field field, String value, ObjectNode body, ApiRequest request) {
    Optional<Row> present = addresses.byExternalId(type, field, value);
    if (present.isPresent()) {
      update(type, present.get(), body, request);
      boolean silent = Double.parseDouble(request.version()) < UPSERT_ANSWERS_SINCE;
      return silent
          ? ApiAnswer.empty(204)
          : ApiAnswer.of(200, result(present.get()).put("created", false));
    }
    if (request.parameter("updateOnly").filter("true"::equals).isPresent()) {
      throw SalesforceError.notFound();
    }
    body.set(field.name(), TextNode.valueOf(value));
    Changes changes = RecordBody.forCreate(type, body);
    Row row = writer.create(writable(type), changes, author(request));
    return created(row, result(row).put("created", true), request);
  }

  private ApiAnswer delete(SObjectType type, Row row, ApiRequest request) {
    writer.delete(writable(type), row, author(request));
    return ApiAnswer.empty(204);
  }

  private static ObjectNode bodyWithout(ApiRequest request, String field) {
    return bodyWithout(request.object(), field);
  }

  private static ObjectNode bodyWithout(ObjectNode body, String field) {
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (name.equalsIgnoreCase(field)) {
                throw SalesforceError.of(
                    400,
                    "INVALID_FIELD",
                    "The %s field should not be specified in the sobject data.".formatted(field));
              }
            });
    return body;
  }

  static SObjectType writable(SObjectType type) {
    if (!type.writable()) {
      throw SalesforceError.save(
          "INVALID_TYPE_FOR_OPERATION", "entity type cannot be changed: " + type.label());
    }
    return type;
  }

  static ObjectNode result(Row row) {
    ObjectNode result = SandboxJson.object().put("id", row.id()).put("success", true);
    result.putArray("errors");
    return result;
  }

  /** The connected app's user; the header says whether alerts of duplicates are passed over. */
  Author author(ApiRequest request) {
    boolean insists =
        request
            .header("Sforce-Duplicate-Rule-Header")
            .filter(value -> value.matches("(?i).*allowSave\\s*=\\s*true.*"))
            .isPresent();
    return Author.api(organization, insists);
  }
}
