package dev.cosell.bridge.salesforce;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call, in the form of headers that the step {@code salesforce:raw} reads. That operation is
 * the only one that sends conditional headers and leaves bodies as they are.
 *
 * @param method HTTP verb
 * @param path below the organisation's host, percent-encoded
 * @param parameters of the query, not encoded
 * @param httpHeaders of the request
 */
public record SalesforceCall(
    String method, String path, Map<String, String> parameters, Map<String, String> httpHeaders) {

  /** Copies the maps. */
  public SalesforceCall {
    parameters = new LinkedHashMap<>(parameters);
    httpHeaders = new LinkedHashMap<>(httpHeaders);
  }

  /** Verb and path of a request, for people; the query may hold customers' names. */
  static String name(String method, String path) {
    return method + " " + withoutQuery(path).replaceFirst("^/services/data/[^/]+/", "");
  }

  static String withoutQuery(String path) {
    return path.replaceFirst("(?s)\\?.*", "");
  }

  static SalesforceCall of(String method, String path) {
    return new SalesforceCall(method, path, Map.of(), Map.of());
  }

  /** The same call with one more parameter. */
  SalesforceCall with(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return new SalesforceCall(method, path, more, httpHeaders);
  }

  /** The same call with one more HTTP header. */
  SalesforceCall saying(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(httpHeaders);
    more.put(header, value);
    return new SalesforceCall(method, path, parameters, more);
  }

  /** Puts this call in the place of whatever headers a message has. */
  void applyTo(Map<String, Object> messageHeaders) {
    messageHeaders.clear();
    messageHeaders.put("rawMethod", method);
    messageHeaders.put("rawPath", path);
    if (!parameters.isEmpty()) {
      messageHeaders.put("rawQueryParameters", String.join(",", parameters.keySet()));
      messageHeaders.putAll(parameters);
    }
    if (!httpHeaders.isEmpty()) {
      messageHeaders.put("rawHttpHeaders", String.join(",", httpHeaders.keySet()));
      messageHeaders.putAll(httpHeaders);
    }
  }
}
