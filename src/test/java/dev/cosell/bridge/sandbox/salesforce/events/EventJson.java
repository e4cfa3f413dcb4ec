package dev.cosell.bridge.sandbox.salesforce.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Change events as the Streaming API shows them. */
final class EventJson {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private EventJson() {}

  /** The message that carries an event to the subscribers of a channel. */
  static ObjectNode message(ChangeEvent event, String channel) {
    ObjectNode payload = SandboxJson.object();
    event.fields().forEach((path, value) -> put(payload, path, value));
    payload.set("ChangeEventHeader", SandboxJson.tree(event.header()));
    ObjectNode data = SandboxJson.object().put("schema", event.schema().id());
    data.set("payload", payload);
    data.putObject("event").put("replayId", event.replayId());
    ObjectNode message = SandboxJson.object();
    message.set("data", data);
    return message.put("channel", channel);
  }

  private static void put(ObjectNode payload, String path, Optional<Object> value) {
    int dot = path.indexOf('.');
    ObjectNode parent = dot < 0 ? payload : payload.withObject("/" + path.substring(0, dot));
    parent.set(path.substring(dot + 1), value.map(EventJson::json).orElse(NullNode.instance));
  }

  private static JsonNode json(Object value) {
    if (value instanceof BigDecimal number) {
      return SandboxJson.tree(number.doubleValue());
    }
    if (value instanceof Boolean yes) {
      return SandboxJson.tree(yes);
    }
    return SandboxJson.tree(value instanceof Instant time ? TIME.format(time) : value.toString());
  }
}
