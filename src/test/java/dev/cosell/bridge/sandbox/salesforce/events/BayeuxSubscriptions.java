package dev.cosell.bridge.sandbox.salesforce.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Subscriptions of the Streaming API, and where in the stream they begin. */
final class BayeuxSubscriptions {

  static final String SUBSCRIBE = "/meta/subscribe";
  static final String UNSUBSCRIBE = "/meta/unsubscribe";

  private static final long NEW_EVENTS = -1;
  private static final long ALL_EVENTS = -2;

  private final EventBus bus;

  BayeuxSubscriptions(EventBus bus) {
    this.bus = bus;
  }

  ObjectNode begin(JsonNode message, StreamingClient client) {
    String name = message.path("subscription").asText();
    Optional<String> problem = problem(name);
    if (problem.isPresent()) {
      return refused(message, problem.get());
    }
    long replayId = replayId(message, name);
    if (replayId != NEW_EVENTS && replayId != ALL_EVENTS && !bus.retains(replayId)) {
      return refused(
          message,
          "400::The replayId {"
              + replayId
              + "} you provided was invalid.  Please provide a valid ID, -2 to replay all events,"
              + " or -1 to replay only new events.");
    }
    client.subscribe(Topic.named(name).orElseThrow(), position(replayId));
    return subscription(BayeuxReply.to(message, true), message);
  }

  ObjectNode end(JsonNode message, StreamingClient client) {
    boolean known =
        Topic.named(message.path("subscription").asText()).map(client::unsubscribe).orElse(false);
    return known
        ? subscription(BayeuxReply.to(message, true), message)
        : refused(message, "404::Unknown channel");
  }

  private static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("400::Channel name not specified");
    }
    if (!name.startsWith("/")) {
      return Optional.of("400::Channel subscriptions must start with a leading '/'");
    }
    return Topic.named(name).isPresent()
        ? Optional.empty()
        : Optional.of(
            "400::The channel you requested to subscribe to does not exist {" + name + "}");
  }

  /** Some clients send it as a text. */
  private static long replayId(JsonNode message, String name) {
    return message.path("ext").path("replay").path(name).asLong(NEW_EVENTS);
  }

  private long position(long replayId) {
    if (replayId == NEW_EVENTS) {
      return bus.latest();
    }
    return replayId == ALL_EVENTS ? bus.earliest() : replayId;
  }

  private static ObjectNode refused(JsonNode message, String error) {
    return subscription(BayeuxReply.refusing(message, error), message);
  }

  private static ObjectNode subscription(ObjectNode reply, JsonNode message) {
    return reply.put("subscription", message.path("subscription").asText());
  }
}
