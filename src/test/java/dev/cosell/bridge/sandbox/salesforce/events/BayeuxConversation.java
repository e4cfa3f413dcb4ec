package dev.cosell.bridge.sandbox.salesforce.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.salesforce.oauth.Sessions;
import dev.cosell.bridge.sandbox.salesforce.setup.ChangeEventSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers Bayeux messages one by one. */
final class BayeuxConversation {

  private static final int FIRST_VERSION = 37;
  private static final int LAST_VERSION = 65;

  /** From here on the server tells a client that it is disconnected. */
  private static final int GOODBYE_VERSION = 64;

  private static final String LONG_POLLING = "long-polling";

  private final StreamingClients clients;
  private final BayeuxSubscriptions subscriptions;
  private final EventBus bus;
  private final Sessions sessions;
  private final Supplier<ChangeEventSettings> settings;

  BayeuxConversation(
      StreamingClients clients,
      BayeuxSubscriptions subscriptions,
      EventBus bus,
      Sessions sessions,
      Supplier<ChangeEventSettings> settings) {
    this.clients = clients;
    this.subscriptions = subscriptions;
    this.bus = bus;
    this.sessions = sessions;
    this.settings = settings;
  }

  /** The answer to one message, behind the events that were waiting for it. */
  List<ObjectNode> answer(JsonNode message, BayeuxCaller caller) {
    String channel = message.path("channel").asText();
    if (channel.equals(BayeuxReply.HANDSHAKE)) {
      return List.of(handshake(message, caller));
    }
    Optional<StreamingClient> client = clients.find(message.path("clientId").asText());
    if (client.isEmpty()) {
      return List.of(BayeuxReply.unknown(message));
    }
    if (!caller.hasCookie()) {
      return List.of(
          BayeuxReply.refusing(
              message,
              "400::Client "
                  + client.get().id()
                  + " has established a session, but no BAYEUX_BROWSER cookie present"));
    }
    return switch (channel) {
      case BayeuxReply.CONNECT -> connect(message, caller, client.get());
      case BayeuxReply.DISCONNECT -> List.of(disconnect(message, client.get()));
      case BayeuxSubscriptions.SUBSCRIBE -> List.of(subscriptions.begin(message, client.get()));
      case BayeuxSubscriptions.UNSUBSCRIBE -> List.of(subscriptions.end(message, client.get()));
      default -> List.of(BayeuxReply.refusing(message, "403::Restricted channel"));
    };
  }

  private ObjectNode handshake(JsonNode message, BayeuxCaller caller) {
    return problem(message, caller)
        .map(reason -> BayeuxReply.denied(message, reason))
        .orElseGet(
            () -> {
              boolean isToldGoodbye = caller.version().orElseThrow() >= GOODBYE_VERSION;
              return BayeuxReply.welcome(message, clients.welcome(isToldGoodbye).id());
            });
  }

  private Optional<String> problem(JsonNode message, BayeuxCaller caller) {
    if (caller.version().isEmpty()) {
      return Optional.of(
          "400::API version in the URI is mandatory. URI format: '/cometd/" + LAST_VERSION + ".0'");
    }
    int version = caller.version().get();
    if (version < FIRST_VERSION || version > LAST_VERSION) {
      return Optional.of(
          "400::Unsupported API version. Only API versions '37.0' and later are supported. URI"
              + " format: '/cometd/"
              + LAST_VERSION
              + ".0'");
    }
    if (caller.token().isEmpty()) {
      return Optional.of("401::Request requires authentication");
    }
    if (!sessions.accepts(caller.token().get())) {
      return Optional.of("401::Authentication invalid");
    }
    boolean polls =
        message
            .path("supportedConnectionTypes")
            .valueStream()
            .anyMatch(type -> type.asText().equals(LONG_POLLING));
    return polls
        ? Optional.empty()
        : Optional.of("400::Invalid connection type " + message.path("supportedConnectionTypes"));
  }

  private List<ObjectNode> connect(JsonNode message, BayeuxCaller caller, StreamingClient client) {
    if (!message.path("connectionType").asText().equals(LONG_POLLING)) {
      return List.of(
          BayeuxReply.refusing(
              message, "400::Invalid connection type " + message.path("connectionType").asText()));
    }
    Duration longest = settings.get().pollTimeout();
    Duration asked =
        Duration.ofMillis(message.path("advice").path("timeout").asLong(longest.toMillis()));
    try {
      return polled(
          message,
          client,
          client.poll(
              bus,
              asked.compareTo(longest) < 0 ? asked : longest,
              () -> sessions.accepts(caller.token().orElse(""))));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return List.of(BayeuxReply.unknown(message));
    }
  }

  private List<ObjectNode> polled(
      JsonNode message, StreamingClient client, StreamingClient.Polled polled) {
    List<ObjectNode> replies = new ArrayList<>(polled.events());
    if (polled.end() == StreamingClient.End.DISMISSED) {
      replies.add(BayeuxReply.goodbye(client.id()));
    }
    replies.add(
        switch (polled.end()) {
          case POLLED ->
              BayeuxReply.polled(message, polled.isFirst(), settings.get().pollTimeout());
          case DISCONNECTED, DISMISSED -> BayeuxReply.ended(message);
          case FORGOTTEN -> BayeuxReply.unknown(message);
          case UNAUTHORIZED -> BayeuxReply.unauthorized(message, "401::Authentication invalid");
        });
    return replies;
  }

  private ObjectNode disconnect(JsonNode message, StreamingClient client) {
    clients.remove(client, StreamingClient.End.DISCONNECTED);
    return BayeuxReply.to(message, true);
  }
}
