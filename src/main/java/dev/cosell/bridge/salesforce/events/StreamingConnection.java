package dev.cosell.bridge.salesforce.events;

import dev.cosell.bridge.salesforce.events.NoConnection.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.client.ClientSessionChannel.MessageListener;
import org.cometd.client.BayeuxClient;
import org.cometd.client.BayeuxClient.State;
import org.cometd.client.http.jetty.JettyHttpClientTransport;
import org.cometd.client.transport.ClientTransport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** Change events over the Streaming API: CometD with long polling. */
public final class StreamingConnection extends EventConnection {

  private static final long GOODBYE_MILLIS = 1_000;

  /** A thousand events in one answer are megabytes. */
  private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

  private static final Map<String, Object> OPTIONS =
      Map.of(
          ClientTransport.MAX_NETWORK_DELAY_OPTION,
          TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS),
          ClientTransport.MAX_MESSAGE_SIZE_OPTION,
          LARGEST_ANSWER);

  private final HttpClient http;
  private final String version;
  private final String channel;
  private volatile @Nullable BayeuxClient client;
  private volatile CompletableFuture<Void> answer = new CompletableFuture<>();

  /**
   * Nothing is asked yet.
   *
   * @param version of the API, for example 62.0
   * @param channel for example /data/ChangeEvents
   */
  public StreamingConnection(
      EventSession session, HttpClient http, String version, String channel) {
    super(session);
    this.http = http;
    this.version = version;
    this.channel = channel;
  }

  @Override
  void connect(String token, Consumer<ChangeEvent> events)
      throws NoConnection, InterruptedException {
    CompletableFuture<Void> subscribed = new CompletableFuture<>();
    answer = subscribed;
    BayeuxClient cometd =
        new BayeuxClient(session().getInstanceUrl() + "/cometd/" + version, new Transport(token));
    client = cometd;
    requireWanted();
    listen(cometd, token, subscribed);
    cometd.handshake(
        reply -> {
          if (reply.isSuccessful()) {
            subscribe(cometd, events, subscribed);
          }
        });
    await(subscribed);
  }

  /** Every failure is the end: CometD's client would go on with the same token. */
  private void listen(BayeuxClient cometd, String token, CompletableFuture<Void> subscribed) {
    MessageListener onFailure =
        (from, message) -> {
          heard();
          if (!message.isSuccessful()) {
            fail(token, subscribed, failure(message));
          }
        };
    cometd.getChannel(Channel.META_HANDSHAKE).addListener(onFailure);
    cometd.getChannel(Channel.META_CONNECT).addListener(onFailure);
    // from version 64.0 on Salesforce says it when it ends a session
    cometd
        .getChannel(Channel.META_DISCONNECT)
        .addListener(
            (MessageListener)
                (from, message) ->
                    fail(token, subscribed, new NoConnection(Kind.FORGOTTEN, "It was ended")));
  }

  /** What a client says after its first failure is no matter of the one that follows it. */
  private void fail(String token, CompletableFuture<Void> subscribed, NoConnection why) {
    if (!subscribed.completeExceptionally(why) && !subscribed.isCompletedExceptionally()) {
      lost(token, why);
    }
  }

  private void subscribe(
      BayeuxClient cometd, Consumer<ChangeEvent> events, CompletableFuture<Void> subscribed) {
    cometd
        .getChannel(channel)
        .subscribe(
            (from, message) -> {
              heard();
              events.accept(event(message));
            },
            reply -> {
              if (reply.isSuccessful()) {
                subscribed.complete(null);
              } else {
                subscribed.completeExceptionally(failure(reply));
              }
            });
  }

  private static void await(CompletableFuture<Void> subscribed)
      throws NoConnection, InterruptedException {
    try {
      subscribed.get(2L * PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof NoConnection why
          ? why
          : new NoConnection(Kind.PROBLEM, String.valueOf(failed.getCause()));
    } catch (TimeoutException noAnswer) {
      throw new NoConnection(Kind.PROBLEM, "The Streaming API does not answer");
    }
  }

  private static ChangeEvent event(Message message) {
    Map<String, Object> data = message.getDataAsMap();
    return data != null
            && data.get("payload") instanceof Map<?, ?> payload
            && payload.get("ChangeEventHeader") instanceof Map<?, ?> header
        ? new ChangeEvent(text(header.get("entityName")), text(header.get("commitUser")))
        : ChangeEvent.UNREADABLE;
  }

  private static NoConnection failure(Message message) {
    String error = text(message.get(Message.ERROR_FIELD));
    String reason =
        message.getExt() != null && message.getExt().get("sfdc") instanceof Map<?, ?> details
            ? text(details.get("failureReason"))
            : "";
    Map<?, ?> failure = message.get("failure") instanceof Map<?, ?> http ? http : Map.of();
    String all = String.join(" ", error, reason, text(failure.get("exception"))).trim();
    return new NoConnection(
        kind(error, reason, text(failure.get("httpCode"))),
        "The Streaming API ends " + message.getChannel() + ": " + all);
  }

  private static Kind kind(String error, String reason, String httpStatus) {
    if (error.startsWith("401::") || reason.startsWith("401::") || "401".equals(httpStatus)) {
      return Kind.UNAUTHORIZED;
    }
    return error.startsWith("403::Unknown client") ? Kind.FORGOTTEN : Kind.PROBLEM;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  @Override
  void sayGoodbye() {
    BayeuxClient cometd = client;
    if (cometd != null) {
      cometd.disconnect();
      cometd.waitFor(GOODBYE_MILLIS, State.DISCONNECTED);
    }
  }

  @Override
  public void release() {
    answer.completeExceptionally(new NoConnection(Kind.FORGOTTEN, "It was closed"));
    BayeuxClient cometd = client;
    if (cometd != null) {
      cometd.abort();
    }
  }

  /** The token stays the same: Salesforce prolongs a session that is used. */
  private final class Transport extends JettyHttpClientTransport {

    private final String token;

    Transport(String token) {
      super(new HashMap<>(OPTIONS), http);
      this.token = token;
    }

    @Override
    protected void customize(Request request) {
      request.headers(headers -> headers.put("Authorization", "OAuth " + token));
    }
  }
}
