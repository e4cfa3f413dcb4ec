package dev.cosell.bridge.sandbox.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

  // Marks a body whose characters stand for bytes one to one.
  private static final String BINARY = "X-Sandbox-Binary";

  /** An answer without a body. */
  public static SandboxResponse empty(int status) {
    return new SandboxResponse(status, Map.of(), "");
  }

  /** A JSON answer. */
  public static SandboxResponse json(int status, String json) {
    return new SandboxResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), json);
  }

  /** An answer of raw bytes, for example a certificate. */
  public static SandboxResponse binary(int status, String mediaType, byte[] bytes) {
    return new SandboxResponse(
        status,
        Map.of("Content-Type", mediaType, BINARY, "true"),
        new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The body as it goes over the wire. */
  byte[] bytes() {
    Charset charset =
        headers.containsKey(BINARY) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    return body.getBytes(charset);
  }

  /** The same answer with one more header; a header of that name is replaced. */
  public SandboxResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new SandboxResponse(status, more, body);
  }
}
