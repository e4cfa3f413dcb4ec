package dev.cosell.bridge.sandbox.salesforce.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The Streaming API: Bayeux messages over long polling at {@code /cometd/{version}}. A held long
 * poll holds a thread of the server.
 */
final class StreamingApi implements SandboxHandler {

  /** What all its paths start with. */
  static final String BASE = "/cometd";

  private static final int LARGEST = 32_768;
  private static final String COOKIE = "BAYEUX_BROWSER";

  private final BayeuxConversation conversation;

  StreamingApi(BayeuxConversation conversation) {
    this.conversation = conversation;
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    if (!request.method().equals("POST")) {
      return SandboxResponse.empty(405);
    }
    if (request.body().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      return failed(413, "413::Maximum Request Size Exceeded");
    }
    if (!isJson(request)) {
      return failed(415, "415::Content-Type must be application/json");
    }
    try {
      return answered(request, messages(request.body()));
    } catch (Refused notJson) {
      return failed(400, "400::" + notJson.text());
    }
  }

  private SandboxResponse answered(SandboxRequest request, List<JsonNode> messages) {
    List<ObjectNode> replies = new ArrayList<>();
    boolean isHandshake = false;
    BayeuxCaller caller = BayeuxCaller.of(request, COOKIE);
    for (JsonNode message : messages) {
      isHandshake |= message.path("channel").asText().equals(BayeuxReply.HANDSHAKE);
      replies.addAll(conversation.answer(message, caller));
    }
    SandboxResponse response =
        SandboxJson.response(200, SandboxJson.tree(replies)).with("Cache-Control", "no-cache");
    return isHandshake
        ? response.with("Set-Cookie", COOKIE + "=" + caller.browser() + ";Path=/cometd/;HttpOnly")
        : response;
  }

  private static List<JsonNode> messages(String body) {
    JsonNode whole = SandboxJson.parse(body);
    List<JsonNode> messages = new ArrayList<>();
    (whole instanceof ArrayNode several ? several : SandboxJson.array(whole))
        .forEach(messages::add);
    return messages;
  }

  private static boolean isJson(SandboxRequest request) {
    return request
        .header("Content-Type")
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/json"))
        .isPresent();
  }

  private static SandboxResponse failed(int status, String error) {
    ObjectNode failure = SandboxJson.object().put("successful", false).put("error", error);
    return SandboxJson.response(status, SandboxJson.array(failure));
  }
}
