package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the API, on its own or inside a composite.
 *
 * @param status HTTP status
 * @param body its JSON, missing for none
 * @param headers beside the content type
 */
record ApiAnswer(int status, JsonNode body, Map<String, String> headers) {

  private static final int FIRST_FAILURE = 400;

  static ApiAnswer of(int status, JsonNode body) {
    return new ApiAnswer(status, body, Map.of());
  }

  static ApiAnswer empty(int status) {
    return of(status, MissingNode.getInstance());
  }

  static ApiAnswer of(SalesforceError error) {
    return of(error.status(), error.body());
  }

  ApiAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiAnswer(status, body, more);
  }

  boolean failed() {
    return status >= FIRST_FAILURE;
  }

  SandboxResponse response() {
    SandboxResponse response =
        body.isMissingNode()
            ? SandboxResponse.empty(status)
            : SandboxJson.response(status, body)
                .with("Content-Type", "application/json;charset=UTF-8");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }
}
