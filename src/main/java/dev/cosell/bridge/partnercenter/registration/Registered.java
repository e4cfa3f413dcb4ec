package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registration of the tenant, as it was read.
 *
 * @param url where its events go, empty when it does not say
 * @param events names, as they are written there
 * @param signatureInMsHeader whether the signature stands in {@code x-ms-signature}; null where the
 *     answer does not say it, as the documented one
 * @param properties what else the OpenAPI lets a registration carry; a missing node for none
 */
record Registered(
    String url, List<String> events, @Nullable Boolean signatureInMsHeader, JsonNode properties) {

  static final String SIGNATURE = "SignatureTokenToMsSignatureHeader";

  /** Keeps a copy of the events. */
  Registered {
    events = List.copyOf(events);
  }

  static Registered of(JsonNode answer) {
    JsonNode flag = WebhookJson.member(answer, SIGNATURE);
    return new Registered(
        WebhookJson.text(answer, "WebhookUrl").orElse(""),
        WebhookJson.elements(WebhookJson.member(answer, "WebhookEvents"))
            .map(JsonNode::asText)
            .toList(),
        flag.isBoolean() ? flag.booleanValue() : null,
        WebhookJson.member(answer, "Properties"));
  }

  /** Whether this event is registered. */
  boolean has(String event) {
    return events.stream().anyMatch(event::equalsIgnoreCase);
  }
}
