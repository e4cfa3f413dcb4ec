package dev.cosell.bridge.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived.
 *
 * @param at when it arrived
 * @param method upper case verb
 * @param path raw path, still percent-encoded, without the query
 * @param query raw query without the question mark, null when absent
 * @param headers header values by name, names without regard to case, several values joined by ", "
 * @param body the body as UTF-8 text, empty when absent
 */
public record SandboxRequest(
    Instant at,
    String method,
    String path,
    @Nullable String query,
    Map<String, String> headers,
    String body) {

  /** Keeps the headers findable without regard to case. */
  public SandboxRequest {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = sorted;
  }

  /** The value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The decoded query parameters in their order; a repeated name keeps its last value. */
  public Map<String, String> parameters() {
    return decoded(query);
  }

  /** The path, and behind a question mark the decoded query. */
  public String decodedTarget() {
    return query == null ? path : path + "?" + URLDecoder.decode(query, StandardCharsets.UTF_8);
  }

  /** The decoded fields of a form body. */
  public Map<String, String> form() {
    return decoded(body);
  }

  private static Map<String, String> decoded(@Nullable String pairs) {
    Map<String, String> decoded = new LinkedHashMap<>();
    if (pairs == null || pairs.isEmpty()) {
      return decoded;
    }
    for (String pair : pairs.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      decoded.put(
          URLDecoder.decode(name, StandardCharsets.UTF_8),
          URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return decoded;
  }
}
