package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.oauth.Sessions;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.setup.ChangeEventSettings;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The announcement of an organization's changes, and everything that can go wrong with it. What
 * strikes connections strikes those that are open now; a client that connects anew is well.
 */
public final class ChangeEvents implements SandboxHandler, AutoCloseable {

  private final ExecutorService announcer = Executors.newSingleThreadExecutor();
  private final EventBus bus;
  private final ChangeCapture capture;
  private final StreamingClients clients;
  private final StreamingApi streaming;
  private final @Nullable PubSubServer pubSub;
  private volatile SalesforceSettings settings;

  /**
   * Announces the changes of an organization from now on.
   *
   * @param url the address that clients have to name to the Pub/Sub API
   */
  public ChangeEvents(Organization organization, Sessions sessions, Supplier<String> url)
      throws IOException {
    settings = organization.settings();
    bus = new EventBus(() -> settings.clock(), announcer);
    EventSchemas schemas = new EventSchemas(organization);
    capture = new ChangeCapture(organization, bus, schemas);
    clients = new StreamingClients(() -> now().reconnectTimeout());
    streaming =
        new StreamingApi(
            new BayeuxConversation(
                clients, new BayeuxSubscriptions(bus), bus, sessions, this::now));
    int port = now().pubSubPort();
    pubSub =
        port == ChangeEventSettings.NO_PUB_SUB
            ? null
            : new PubSubServer(
                port, new PubSubService(bus, schemas), sessions, url, () -> now().keepAlive());
    bus.onPublish(this::announce);
    organization.onChange(capture);
  }

  private void announce() {
    clients.each(StreamingClient::wake);
    pubSub().forEach(PubSubServer::deliver);
  }

  private ChangeEventSettings now() {
    return settings.changeEvents();
  }

  private Stream<PubSubServer> pubSub() {
    return Stream.ofNullable(pubSub);
  }

  private Stream<PubSubStream> streams() {
    return pubSub().flatMap(server -> server.streams().stream());
  }

  /** Whether a request is for the Streaming API. */
  public boolean isFor(SandboxRequest request) {
    return now().streaming()
        && (request.path().equals(StreamingApi.BASE)
            || request.path().startsWith(StreamingApi.BASE + "/"));
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    return streaming.answer(request);
  }

  /** Takes changed settings over; the port stays. */
  public void change(SalesforceSettings others) {
    settings = others;
  }

  /** Host and port of the Pub/Sub API, empty when there is none. */
  public Optional<String> pubSubAddress() {
    return pubSub().map(server -> "127.0.0.1:" + server.port()).findFirst();
  }

  /** The methods of the Pub/Sub API that were called so far, also in vain. */
  public List<String> pubSubCalls() {
    return pubSub().flatMap(server -> server.calls().stream()).toList();
  }

  /** The channels that are subscribed to, one for each subscription of either API. */
  public List<String> subscriptions() {
    return Stream.concat(
            clients.all().stream().flatMap(client -> client.topics().stream()).map(Topic::name),
            streams().map(PubSubStream::topic).filter(topic -> !topic.isEmpty()))
        .toList();
  }

  /** How many connections are open: clients of the Streaming API, streams of the Pub/Sub API. */
  public int connections() {
    return clients.all().size() + (int) streams().count();
  }

  /** How many long polls wait for an event. */
  public int heldPolls() {
    return clients.all().stream().mapToInt(StreamingClient::held).sum();
  }

  /** No event is ever sent over the open connections again, though they look alive. */
  public void silence() {
    clients.each(StreamingClient::silence);
    streams().forEach(PubSubStream::silence);
  }

  /** Nothing at all is sent over the open connections, as behind a firewall that forgot them. */
  public void freeze() {
    clients.each(StreamingClient::freeze);
    streams().forEach(PubSubStream::freeze);
  }

  /**
   * The server ends all sessions of the Streaming API: from version 64.0 on it says so, before that
   * the client learns it by its next request.
   */
  public void disconnectClients() {
    clients.dismiss();
  }

  /** The server completes all streams of the Pub/Sub API. */
  public void completeStreams() {
    streams().forEach(PubSubStream::complete);
  }

  /** All streams of the Pub/Sub API end with a status, for example UNAVAILABLE. */
  public void failStreams(String status) {
    Status named = Status.fromCode(Status.Code.valueOf(status));
    pubSub().forEach(server -> server.fail(named));
  }

  /** Looks whether the tokens of the open connections are still good. */
  public void checkSessions() {
    clients.each(StreamingClient::wake);
    pubSub().forEach(PubSubServer::checkSessions);
  }

  /** The next events are never published. */
  public void loseNext(int count) {
    bus.loseNext(count);
  }

  /** Publishes that a row was changed without telling what: {@code GAP_UPDATE}. */
  public void gap(String sObject, String id) {
    capture.gap(sObject, "GAP_UPDATE", List.of(id));
  }

  /** Publishes that too many rows were changed: {@code GAP_OVERFLOW}. */
  public void overflow(String sObject) {
    capture.gap(sObject, "GAP_OVERFLOW", List.of());
  }

  /** Makes all replay ids invalid, as a move to another instance does. */
  public void forgetEvents() {
    bus.forget();
  }

  /** Lets no long poll wait any longer, and closes the Pub/Sub API. */
  @Override
  public void close() {
    clients.close();
    pubSub().forEach(PubSubServer::close);
    bus.close();
    announcer.shutdownNow();
  }
}
