package dev.cosell.bridge.sandbox.dataverse;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.http.SandboxResponse;

/**
 * A refusal in Dataverse's shape. Its codes are what is publicly known; a client must not read more
 * into them than the specification allows.
 */
final class DataverseError extends RuntimeException {

  static final String QUERY = "0x80060888";
  static final String SYNTAX = "0x8006088a";
  static final String ABSENT = "0x80040217";
  static final String ABSENT_BY_KEY = "0x80060891";
  static final String VERSION_MISMATCH = "0x80060882";
  static final String KEY_TAKEN = "0x80060892";
  static final String CLOSED = "0x80043b0c";
  static final String STATE = "0x80048408";
  static final String TOO_LONG = "0x80044331";
  static final String OUT_OF_RANGE = "0x80044330";
  static final String BAD_CHOICE = "0x8004431a";
  static final String EXPIRED_DELTA = "0x80044352";
  static final String DUPLICATE = "0x80040333";

  private final int status;
  private final String code;

  DataverseError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static DataverseError invalid(String message) {
    return new DataverseError(
        400, "0x0", "An error occurred while validating input parameters: " + message);
  }

  static DataverseError query(String message) {
    return new DataverseError(400, QUERY, message);
  }

  static DataverseError syntax(String message) {
    return new DataverseError(400, SYNTAX, "Bad Request - Error in query syntax. " + message);
  }

  static DataverseError notSimulated(String what) {
    return new DataverseError(501, "", "The sandbox does not simulate " + what + ".");
  }

  static DataverseError unknownProperty(String name, String table) {
    return invalid(
        "The property '%s' does not exist on type 'Microsoft.Dynamics.CRM.%s'. Make sure to only use property names that are defined by the type."
            .formatted(name, table));
  }

  static DataverseError unknownInQuery(String name, String table) {
    return query(
        "Could not find a property named '%s' on type 'Microsoft.Dynamics.CRM.%s'."
            .formatted(name, table));
  }

  static DataverseError absent(String table, Object id) {
    return new DataverseError(404, ABSENT, "%s With Id = %s Does Not Exist".formatted(table, id));
  }

  static Fault duplicateFound(int status, int times) {
    String body = new DataverseError(status, DUPLICATE, "A duplicate was found.").response().body();
    return new Fault("POST", DataverseApi.BASE, status, null, body, times, false, 0);
  }

  SandboxResponse response() {
    var body = Json.object();
    body.putObject("error").put("code", code).put("message", getMessage());
    return SandboxResponse.json(status, Json.text(body));
  }
}
