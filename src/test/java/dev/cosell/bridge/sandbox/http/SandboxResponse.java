package dev.cosell.bridge.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param status HTTP status
 * @param headers in the order they are sent
 * @param body text, sent as UTF-8; empty for none
 */
public record SandboxResponse(int status, Map<String, String> headers, String body) {

  /** An answer without a body. */
  public static SandboxResponse empty(int status) {
    return new SandboxResponse(status, Map.of(), "");
  }

  /** A JSON answer. */
  public static SandboxResponse json(int status, String json) {
    return new SandboxResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), json);
  }

  /** The same answer with one more header; a header of that name is replaced. */
  public SandboxResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new SandboxResponse(status, more, body);
  }
}
