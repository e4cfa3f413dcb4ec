package dev.cosell.bridge.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The one registration of the tenant.
 *
 * @param url where its events go
 * @param events names that it wants
 * @param signatureInMsHeader whether the signature stands in {@code x-ms-signature}
 * @param properties what else it carries, a missing node for nothing
 */
record WebhookRegistration(
    URI url, Set<String> events, boolean signatureInMsHeader, JsonNode properties) {

  /** Reads a request body, names in any case as the documentation and the OpenAPI differ. */
  static WebhookRegistration parse(String body, Set<String> knownEvents) {
    ObjectNode sent = SandboxJson.parseObject(body);
    Set<String> events = new LinkedHashSet<>();
    member(sent, "WebhookEvents").forEach(name -> events.add(name.asText()));
    if (events.isEmpty() || !knownEvents.containsAll(events)) {
      throw new Refused(400, "400", "WebhookEvents must name known events: " + events);
    }
    return new WebhookRegistration(
        callback(member(sent, "WebhookUrl").asText()),
        events,
        member(sent, "SignatureTokenToMsSignatureHeader").asBoolean(false),
        member(sent, "Properties"));
  }

  WebhookTarget target() {
    return new WebhookTarget(
        url, signatureInMsHeader ? EventSigner.MS_SIGNATURE : EventSigner.AUTHORIZATION);
  }

  ObjectNode toJson() {
    ObjectNode shown = SandboxJson.object().put("WebhookUrl", url.toString());
    shown.set("WebhookEvents", SandboxJson.tree(events));
    if (properties.isObject()) {
      shown.set("Properties", properties);
    }
    return shown;
  }

  private static URI callback(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException notAnAddress) {
      throw new Refused(400, "400", "WebhookUrl is not an address: " + text);
    }
    if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
      throw new Refused(400, "400", "WebhookUrl must be an absolute http(s) address: " + text);
    }
    return url;
  }

  private static JsonNode member(ObjectNode object, String name) {
    return object.properties().stream()
        .filter(property -> property.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(SandboxJson.object().path("absent"));
  }
}
