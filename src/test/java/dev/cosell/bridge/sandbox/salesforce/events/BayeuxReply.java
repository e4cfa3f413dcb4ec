package dev.cosell.bridge.sandbox.salesforce.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.time.Duration;

/** Answers to Bayeux messages in Salesforce's words. */
final class BayeuxReply {

  static final String HANDSHAKE = "/meta/handshake";
  static final String CONNECT = "/meta/connect";
  static final String DISCONNECT = "/meta/disconnect";

  private static final String NO_RECONNECT = "none";
  private static final String NEW_HANDSHAKE = "handshake";

  private BayeuxReply() {}

  /** What any answer has: the channel and id of its message. */
  static ObjectNode to(JsonNode message, boolean successful) {
    ObjectNode reply = SandboxJson.object();
    if (message.hasNonNull("clientId")) {
      reply.set("clientId", message.get("clientId"));
    }
    reply.put("channel", message.path("channel").asText());
    if (message.hasNonNull("id")) {
      reply.set("id", message.get("id"));
    }
    return reply.put("successful", successful);
  }

  static ObjectNode refusing(JsonNode message, String error) {
    return to(message, false).put("error", error);
  }

  /** The handshake's own form of an error. */
  static ObjectNode denied(JsonNode message, String reason) {
    ObjectNode reply = refusing(message, "403::Handshake denied");
    ext(reply).putObject("sfdc").put("failureReason", reason);
    return advised(reply, NO_RECONNECT);
  }

  static ObjectNode welcome(JsonNode message, String clientId) {
    ObjectNode reply = to(message, true).put("clientId", clientId);
    ext(reply);
    reply.put("version", "1.0").put("minimumVersion", "1.0");
    reply.putArray("supportedConnectionTypes").add("long-polling");
    return reply;
  }

  private static ObjectNode ext(ObjectNode reply) {
    return reply.putObject("ext").put("replay", true).put("payload.format", true);
  }

  /** A long poll that ended well; the first one tells how long they last. */
  static ObjectNode polled(JsonNode message, boolean isFirst, Duration timeout) {
    ObjectNode reply = to(message, true);
    if (isFirst) {
      reply
          .putObject("advice")
          .put("reconnect", "retry")
          .put("interval", 0)
          .put("timeout", timeout.toMillis());
    }
    return reply;
  }

  /** The long poll of a client that is disconnected. */
  static ObjectNode ended(JsonNode message) {
    return advised(to(message, true), NO_RECONNECT);
  }

  static ObjectNode unauthorized(JsonNode message, String error) {
    return advised(refusing(message, error), NO_RECONNECT);
  }

  /** The client was forgotten, or never known. */
  static ObjectNode unknown(JsonNode message) {
    ObjectNode reply = advised(refusing(message, "403::Unknown client"), NEW_HANDSHAKE);
    reply.remove("clientId");
    return reply;
  }

  /** What nobody asked for: the server ends the session, from version 64.0 on. */
  static ObjectNode goodbye(String clientId) {
    return SandboxJson.object()
        .put("channel", DISCONNECT)
        .put("clientId", clientId)
        .put("successful", true);
  }

  private static ObjectNode advised(ObjectNode reply, String reconnect) {
    reply.putObject("advice").put("reconnect", reconnect).put("interval", 0);
    return reply;
  }
}
