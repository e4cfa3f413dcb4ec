package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.util.List;

/** A hand-written client of the Streaming API, for the tests of the sandbox. */
final class BayeuxCaller {

  private final Caller caller;
  private final String path;
  private String cookie = "";
  private String clientId = "";

  BayeuxCaller(Caller caller, String version) {
    this.caller = caller;
    this.path = "/cometd/" + version;
  }

  /** Sends one message as it is; single quotes stand for double ones. */
  Caller.Answer send(String message, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Cookie";
    all[headers.length + 1] = cookie;
    return caller.send("POST", path, "[" + message.replace('\'', '"') + "]", all);
  }

  JsonNode handshake(String... headers) {
    Caller.Answer answer =
        send(
            "{'channel':'/meta/handshake','id':'1','version':'1.0',"
                + "'supportedConnectionTypes':['long-polling']}",
            headers);
    cookie = answer.header("Set-Cookie").replaceFirst(";.*", "");
    JsonNode reply = answer.json().path(0);
    clientId = reply.path("clientId").asText();
    return reply;
  }

  String clientId() {
    return clientId;
  }

  void forgetCookie() {
    cookie = "";
  }

  /** All messages of a long poll. */
  JsonNode connect(String... headers) {
    return tell(
            "/meta/connect", SandboxJson.object().put("connectionType", "long-polling"), headers)
        .json();
  }

  /** A long poll that does not wait. */
  JsonNode look(String... headers) {
    ObjectNode message = SandboxJson.object().put("connectionType", "long-polling");
    message.putObject("advice").put("timeout", 0);
    return tell("/meta/connect", message, headers).json();
  }

  /** The events of a long poll that does not wait. */
  List<JsonNode> events() {
    return look()
        .valueStream()
        .filter(message -> message.has("data"))
        .map(message -> message.path("data"))
        .toList();
  }

  JsonNode subscribe(String channel) {
    return subscribe(channel, SandboxJson.object());
  }

  JsonNode subscribe(String channel, long replayId) {
    ObjectNode message = SandboxJson.object();
    message.putObject("ext").putObject("replay").put(channel, replayId);
    return subscribe(channel, message);
  }

  private JsonNode subscribe(String channel, ObjectNode message) {
    return tell("/meta/subscribe", message.put("subscription", channel)).json().path(0);
  }

  JsonNode unsubscribe(String channel) {
    return tell("/meta/unsubscribe", SandboxJson.object().put("subscription", channel))
        .json()
        .path(0);
  }

  JsonNode disconnect() {
    return tell("/meta/disconnect", SandboxJson.object()).json().path(0);
  }

  private Caller.Answer tell(String channel, ObjectNode message, String... headers) {
    message.put("channel", channel).put("clientId", clientId).put("id", "7");
    return send(SandboxJson.text(message), headers);
  }
}
