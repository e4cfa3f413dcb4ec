package dev.cosell.bridge.partnercenter.registration;

import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;

/** The headers of one call of the Webhooks API, and none of an earlier call. */
final class WebhookHeaders {

  private WebhookHeaders() {}

  static void set(Map<String, Object> headers, String verb) {
    headers.clear();
    headers.put(Exchange.HTTP_METHOD, verb);
    headers.put(Exchange.CONTENT_TYPE, "application/json");
    headers.put("Accept", "application/json");
    headers.put("MS-CorrelationId", UUID.randomUUID().toString());
    headers.put("MS-RequestId", UUID.randomUUID().toString());
  }
}
