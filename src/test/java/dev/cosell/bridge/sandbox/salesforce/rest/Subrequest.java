package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request inside a composite.
 *
 * @param referenceId by which later ones refer to its answer
 * @param method verb
 * @param url address with its query
 * @param headers of its own
 * @param body JSON, missing for none
 */
record Subrequest(
    String referenceId, String method, String url, Map<String, String> headers, JsonNode body) {

  private static final Set<String> METHODS = Set.of("DELETE", "GET", "PATCH", "POST", "PUT");
  private static final Set<String> FORBIDDEN = Set.of("accept", "authorization", "content-type");

  /** A member of compositeRequest. */
  static Subrequest of(ObjectNode json) {
    String referenceId = json.path("referenceId").asText();
    if (!referenceId.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw malformed("The reference ID '" + referenceId + "' is missing or malformed.");
    }
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, JsonNode> header : json.path("httpHeaders").properties()) {
      if (FORBIDDEN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        throw malformed("The header '" + header.getKey() + "' is not allowed in a subrequest.");
      }
      headers.put(header.getKey(), header.getValue().asText());
    }
    return new Subrequest(referenceId, method(json), url(json), headers, json.path("body"));
  }

  /** A member of batchRequests. */
  static Subrequest ofBatch(ObjectNode json) {
    String url = url(json);
    String whole = url.startsWith("/") ? url : ApiRequest.BASE + url;
    return new Subrequest("", method(json), whole, Map.of(), json.path("richInput"));
  }

  private static String method(ObjectNode json) {
    String method = json.path("method").asText();
    if (!METHODS.contains(method)) {
      throw malformed("The method '" + method + "' is missing or unknown.");
    }
    return method;
  }

  private static String url(ObjectNode json) {
    String url = json.path("url").asText();
    if (url.isEmpty()) {
      throw malformed("A subrequest has no url.");
    }
    return url;
  }

  ApiRequest request() {
    if (!url.startsWith(ApiRequest.BASE)) {
      throw malformed("The url of a subrequest must start with " + ApiRequest.BASE + "vXX.X/");
    }
    int query = url.indexOf('?');
    return ApiRequest.of(
        new SandboxRequest(
            Instant.EPOCH,
            method,
            query < 0 ? url : url.substring(0, query),
            query < 0 ? null : url.substring(query + 1),
            headers,
            body.isMissingNode() || body.isNull() ? "" : SandboxJson.text(body)));
  }

  /** Whether it is one of the few queries and collections of a composite. */
  boolean isQueryOrCollection() {
    List<String> path = request().path();
    return !path.isEmpty() && !path.get(0).equals("sobjects");
  }

  static SalesforceError malformed(String message) {
    return SalesforceError.of(400, "MALFORMED_REQUEST", message);
  }
}
