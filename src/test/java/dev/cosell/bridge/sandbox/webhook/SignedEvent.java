package dev.cosell.bridge.sandbox.webhook;

import java.util.LinkedHashMap;
import java.util.Map;

/** A notification ready to be posted: the exact bytes and the headers that go with them. */
public final class SignedEvent {

  private final byte[] body;
  private final Map<String, String> headers;

  /** Takes body and headers as they are, right or wrong. */
  public SignedEvent(byte[] body, Map<String, String> headers) {
    this.body = body.clone();
    this.headers = new LinkedHashMap<>(headers);
  }

  /** The bytes that were signed. */
  public byte[] body() {
    return body.clone();
  }

  /** The headers to post them with. */
  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /** The same with one header set to another value. */
  public SignedEvent with(String header, String value) {
    SignedEvent changed = without(header);
    changed.headers.put(header, value);
    return changed;
  }

  /** The same without a header. */
  public SignedEvent without(String header) {
    SignedEvent changed = new SignedEvent(body, headers);
    changed.headers.keySet().removeIf(header::equalsIgnoreCase);
    return changed;
  }

  /** The same headers with another body, so that the signature no longer fits. */
  public SignedEvent withBody(byte[] other) {
    return new SignedEvent(other, headers);
  }
}
