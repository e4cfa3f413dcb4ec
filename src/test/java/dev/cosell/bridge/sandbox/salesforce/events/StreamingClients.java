package dev.cosell.bridge.sandbox.salesforce.events;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The clients of the Streaming API that are connected. */
final class StreamingClients {

  private static final int ID_LENGTH = 27;
  private static final int RADIX = 36;

  private final Supplier<Duration> reconnectTimeout;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, StreamingClient> clients = new LinkedHashMap<>();
  private boolean isClosed;

  StreamingClients(Supplier<Duration> reconnectTimeout) {
    this.reconnectTimeout = reconnectTimeout;
  }

  synchronized StreamingClient welcome(boolean isToldGoodbye) {
    StringBuilder id = new StringBuilder();
    while (id.length() < ID_LENGTH) {
      id.append(Character.forDigit(random.nextInt(RADIX), RADIX));
    }
    StreamingClient client = new StreamingClient(id.toString(), isToldGoodbye);
    clients.put(client.id(), client);
    if (isClosed) {
      client.end(StreamingClient.End.FORGOTTEN);
    }
    return client;
  }

  synchronized Optional<StreamingClient> find(String id) {
    Duration timeout = reconnectTimeout.get();
    clients.values().removeIf(client -> client.isLost(timeout));
    return Optional.ofNullable(clients.get(id));
  }

  synchronized Collection<StreamingClient> all() {
    Duration timeout = reconnectTimeout.get();
    clients.values().removeIf(client -> client.isLost(timeout));
    return List.copyOf(clients.values());
  }

  synchronized void remove(StreamingClient client, StreamingClient.End how) {
    clients.remove(client.id());
    client.end(how);
  }

  void each(Consumer<StreamingClient> action) {
    new ArrayList<>(all()).forEach(action);
  }

  /** The server ends all sessions; whether a client is told of it depends on its version. */
  void dismiss() {
    each(
        client ->
            remove(
                client,
                client.isToldGoodbye()
                    ? StreamingClient.End.DISMISSED
                    : StreamingClient.End.FORGOTTEN));
  }

  synchronized void close() {
    isClosed = true;
    List.copyOf(clients.values()).forEach(client -> remove(client, StreamingClient.End.FORGOTTEN));
  }
}
