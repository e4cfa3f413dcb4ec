package dev.cosell.bridge.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The refusals of the token endpoint, with Entra's own words and AADSTS numbers. */
enum EntraError {
  NOT_A_POST(400, "invalid_request", 900561, "The endpoint only accepts POST requests."),
  TENANT_UNKNOWN(400, "invalid_request", 90002, "Tenant '%s' not found."),
  PARAMETER_MISSING(
      400,
      "invalid_request",
      900144,
      "The request body must contain the following parameter: '%s'."),
  GRANT_UNSUPPORTED(
      400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type '%s'."),
  CLIENT_UNKNOWN(
      400,
      "unauthorized_client",
      700016,
      "Application with identifier '%s' was not found in the directory."),
  SECRET_MISSING(
      401,
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or"
          + " 'client_secret'."),
  SECRET_WRONG(
      401,
      "invalid_client",
      7000215,
      "Invalid client secret provided. Ensure the secret being sent in the request is the client"
          + " secret value, not the client secret ID, for a secret added to app '%s'."),
  REFRESH_TOKEN_WRONG(
      400,
      "invalid_grant",
      70000,
      "Provided grant is invalid or malformed: the refresh token is unknown, used or revoked."),
  SCOPE_WRONG(
      400,
      "invalid_scope",
      1002012,
      "The provided value for scope %s is not valid. Client credential flows must have a scope"
          + " value with /.default suffixed to the resource identifier (application ID URI)."),
  RESOURCE_UNKNOWN(
      400,
      "invalid_resource",
      500011,
      "The resource principal named %s was not found in the tenant.");

  private final int status;
  private final String error;
  private final int number;
  private final String description;

  EntraError(int status, String error, int number, String description) {
    this.status = status;
    this.error = error;
    this.number = number;
    this.description = description;
  }

  SandboxResponse about(String subject) {
    String trace = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    ObjectNode body = SandboxJson.object().put("error", error);
    body.put(
        "error_description",
        "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
            .formatted(number, description.replace("%s", subject), trace, correlation, time));
    body.putArray("error_codes").add(number);
    body.put("timestamp", time).put("trace_id", trace).put("correlation_id", correlation);
    body.put("error_uri", "https://login.microsoftonline.com/error?code=" + number);
    return SandboxJson.response(status, body);
  }
}
