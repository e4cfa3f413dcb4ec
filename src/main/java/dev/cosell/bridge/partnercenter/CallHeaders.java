package dev.cosell.bridge.partnercenter;

import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;

/** The headers of one call of the referrals API, and none of an earlier call. */
final class CallHeaders {

  private CallHeaders() {}

  /** A call that is new. */
  static void set(Map<String, Object> headers, String verb) {
    set(headers, verb, UUID.randomUUID().toString());
  }

  /**
   * A call that may repeat an earlier one.
   *
   * @param request the same for both, so that Partner Center may tell that they are one
   */
  static void set(Map<String, Object> headers, String verb, String request) {
    String correlation = UUID.randomUUID().toString();
    headers.clear();
    headers.put(Exchange.HTTP_METHOD, verb);
    headers.put(Exchange.CONTENT_TYPE, "application/json");
    headers.put("Accept", "application/json");
    // both generations of the service find the call by one of these
    headers.put("client-request-id", correlation);
    headers.put("MS-CorrelationId", correlation);
    headers.put("MS-RequestId", request);
  }
}
