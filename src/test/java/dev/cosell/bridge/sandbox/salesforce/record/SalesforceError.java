package dev.cosell.bridge.sandbox.salesforce.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.List;

/** A refusal in Salesforce's shape: an array of message, code and fields. */
public final class SalesforceError extends RuntimeException {

  private final int status;
  private final transient List<ObjectNode> errors;

  private SalesforceError(int status, List<ObjectNode> errors) {
    super(errors.toString());
    this.status = status;
    this.errors = errors;
  }

  /** An error that names no fields at all. */
  public static SalesforceError of(int status, String code, String message) {
    ObjectNode error = SandboxJson.object().put("message", message).put("errorCode", code);
    return new SalesforceError(status, List.of(error));
  }

  /** A refused save; it tells the fields even if there are none. */
  public static SalesforceError save(String code, String message, String... fields) {
    return save(400, code, message, fields);
  }

  /** A refused save with a status of its own. */
  public static SalesforceError save(int status, String code, String message, String... fields) {
    ObjectNode error = SandboxJson.object().put("message", message).put("errorCode", code);
    List.of(fields).forEach(error.putArray("fields")::add);
    return new SalesforceError(status, List.of(error));
  }

  /** Several refusals of one save, each on its own. */
  public static SalesforceError all(List<SalesforceError> refusals) {
    List<ObjectNode> errors =
        refusals.stream().flatMap(refusal -> refusal.errors.stream()).toList();
    return new SalesforceError(refusals.get(0).status, errors);
  }

  /** The same with one more member in each error. */
  public SalesforceError with(String name, ObjectNode member) {
    List<ObjectNode> more = errors.stream().map(ObjectNode::deepCopy).toList();
    more.forEach(error -> error.set(name, member));
    return new SalesforceError(status, more);
  }

  /** What no row, sObject or address answers to. */
  public static SalesforceError notFound() {
    return of(404, "NOT_FOUND", "The requested resource does not exist");
  }

  /** A row that lies in the recycle bin. */
  public static SalesforceError deleted() {
    return save(404, "ENTITY_IS_DELETED", "entity is deleted");
  }

  /** A field that a body or a list of fields names, and that is not there or not visible. */
  public static SalesforceError noSuchColumn(String field, String sObject) {
    return of(
        400,
        "INVALID_FIELD",
        "No such column '%s' on sobject of type %s".formatted(field, sObject));
  }

  /** A body that is not what it should be. */
  public static SalesforceError parser(String message) {
    return of(400, "JSON_PARSER_ERROR", message);
  }

  /** Something real that this sandbox leaves out. */
  public static SalesforceError notSimulated(String what) {
    return of(501, "NOT_SIMULATED", "The sandbox does not simulate " + what + ".");
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The code of the first error. */
  public String code() {
    return errors.get(0).path("errorCode").asText();
  }

  /** The body of the answer. */
  public ArrayNode body() {
    ArrayNode body = SandboxJson.array(errors.get(0));
    errors.stream().skip(1).forEach(body::add);
    return body;
  }

  /** The errors of an item in a collection, where the code is called statusCode. */
  public ArrayNode itemErrors() {
    ArrayNode items = body().deepCopy();
    items.forEach(
        item -> {
          ObjectNode error = (ObjectNode) item;
          error.set("statusCode", error.remove("errorCode"));
          if (!error.has("fields")) {
            error.putArray("fields");
          }
        });
    return items;
  }
}
