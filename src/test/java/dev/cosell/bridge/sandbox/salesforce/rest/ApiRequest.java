package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request of the API, on its own or inside a composite.
 *
 * @param request as it arrived, or as the composite says it
 * @param version API version, for example {@code 62.0}
 * @param path decoded segments behind the version
 */
record ApiRequest(SandboxRequest request, String version, List<String> path) {

  static final String BASE = "/services/data/";

  /** Takes the address apart: {@code /services/data/vXX.0/...}. */
  static ApiRequest of(SandboxRequest request) {
    String[] parts = request.path().substring(BASE.length()).split("/");
    String version = parts[0];
    if (!ApiVersions.knows(version)) {
      throw SalesforceError.notFound();
    }
    try {
      request.parameters();
      List<String> path = Arrays.stream(parts).skip(1).map(ApiRequest::decoded).toList();
      return new ApiRequest(request, version.substring(1), path);
    } catch (IllegalArgumentException wrongEncoding) {
      throw SalesforceError.of(400, "MALFORMED_REQUEST", "Wrong percent-encoding.");
    }
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The verb; {@code _HttpMethod} stands in for one that a client cannot send. */
  String method() {
    String override = request.parameters().getOrDefault("_HttpMethod", "");
    return request.method().equals("POST") && !override.isEmpty()
        ? override.toUpperCase(Locale.ROOT)
        : request.method();
  }

  /** A segment of the path, empty behind its end. */
  String at(int index) {
    return index < path.size() ? path.get(index) : "";
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.parameters().get(name));
  }

  Optional<String> header(String name) {
    return request.header(name);
  }

  boolean isGet() {
    return method().equals("GET") || method().equals("HEAD");
  }

  /** The body as a JSON object. */
  ObjectNode object() {
    try {
      if (SandboxJson.parse(request.body()) instanceof ObjectNode object) {
        return object;
      }
      throw SalesforceError.parser(
          "Unexpected token: an object was expected at [line:1, column:1]");
    } catch (Refused notJson) {
      throw SalesforceError.parser(notJson.text() + " at [line:1, column:1]");
    }
  }

  /** A member of the body that must be an array. */
  List<ObjectNode> objects(ObjectNode body, String member) {
    JsonNode items = body.path(member);
    if (!items.isArray()) {
      throw SalesforceError.parser("'" + member + "' must be an array");
    }
    return items
        .valueStream()
        .map(
            item -> {
              if (item instanceof ObjectNode object) {
                return object;
              }
              throw SalesforceError.parser("'" + member + "' must hold objects");
            })
        .toList();
  }

  SalesforceError notAllowed(String... allowed) {
    return SalesforceError.of(
        405,
        "METHOD_NOT_ALLOWED",
        "HTTP Method '%s' not allowed. Allowed are %s"
            .formatted(method(), String.join(",", allowed)));
  }
}
