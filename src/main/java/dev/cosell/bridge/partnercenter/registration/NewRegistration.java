package dev.cosell.bridge.partnercenter.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A registration to be written: a PUT replaces everything that the tenant has.
 *
 * @param url where events go
 * @param events all of the tenant, not ours alone
 * @param signatureInMsHeader whether the signature shall stand in {@code x-ms-signature}
 * @param properties kept as they were
 */
record NewRegistration(
    String url, List<String> events, boolean signatureInMsHeader, JsonNode properties) {

  /** Keeps a copy of the events. */
  NewRegistration {
    events = List.copyOf(events);
  }

  String document() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("WebhookUrl", url);
    events.forEach(body.putArray("WebhookEvents")::add);
    body.put(Registered.SIGNATURE, signatureInMsHeader);
    if (properties.isObject()) {
      body.set("Properties", properties);
    }
    return body.toString();
  }
}
