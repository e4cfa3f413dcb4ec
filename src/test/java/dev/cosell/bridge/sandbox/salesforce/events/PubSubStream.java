package dev.cosell.bridge.sandbox.salesforce.events;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.ProducerEvent;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of Subscribe: sends as many events as the client asked for, 100 at most. */
final class PubSubStream implements StreamObserver<FetchRequest> {

  private static final int MOST = 100;

  private final EventBus bus;
  private final ServerCallStreamObserver<FetchResponse> client;
  private final String token;
  private final Consumer<PubSubStream> onEnd;
  private final String rpcId = UUID.randomUUID().toString();
  private @Nullable Topic topic;
  private long position;
  private int requested;
  private boolean isSilent;
  private boolean isFrozen;
  private boolean isEnded;
  private long lastSaid = System.nanoTime();

  /**
   * A stream that was opened; nothing is sent before the first request.
   *
   * @param token access token of the client
   * @param onEnd called when it ends, whoever ends it
   */
  PubSubStream(
      EventBus bus,
      ServerCallStreamObserver<FetchResponse> client,
      String token,
      Consumer<PubSubStream> onEnd) {
    this.bus = bus;
    this.client = client;
    this.token = token;
    this.onEnd = onEnd;
    client.setOnCancelHandler(this::broken);
  }

  String token() {
    return token;
  }

  /** Name of its topic, empty before the first request. */
  synchronized String topic() {
    return topic == null ? "" : topic.name();
  }

  @Override
  public synchronized void onNext(FetchRequest request) {
    try {
      if (topic == null) {
        begin(request);
      } else if (!request.getTopicName().isEmpty()
          && !request.getTopicName().equals(topic.name())) {
        throw PubSubRefusal.otherTopic();
      }
      if (request.getNumRequested() <= 0) {
        throw PubSubRefusal.invalidNumber();
      }
      requested = Math.min(MOST, requested + request.getNumRequested());
      deliver();
    } catch (RuntimeException refusal) {
      fail(refusal);
    }
  }

  private void begin(FetchRequest request) {
    topic =
        Topic.named(request.getTopicName())
            .orElseThrow(() -> PubSubRefusal.unknownTopic(request.getTopicName()));
    position =
        switch (request.getReplayPreset()) {
          case EARLIEST -> bus.earliest();
          case CUSTOM -> custom(request.getReplayId());
          default -> bus.latest();
        };
  }

  private long custom(ByteString replayId) {
    if (replayId.isEmpty()) {
      throw PubSubRefusal.missingReplayId();
    }
    OptionalLong known = ReplayIds.parse(replayId);
    if (known.isEmpty() || !bus.retains(known.getAsLong())) {
      throw PubSubRefusal.corruptedReplayId();
    }
    return known.getAsLong();
  }

  /** Sends what the client may be sent. */
  synchronized void deliver() {
    if (isEnded || isSilent || isFrozen || topic == null || requested == 0) {
      return;
    }
    List<ChangeEvent> events = bus.after(position, topic, requested);
    if (!events.isEmpty()) {
      position = events.get(events.size() - 1).replayId();
      requested -= events.size();
      send(events);
    }
  }

  /** Sends an empty answer when nothing was sent for so long. */
  synchronized void keepAlive(long nanos) {
    if (isEnded || isFrozen || topic == null || System.nanoTime() - lastSaid < nanos) {
      return;
    }
    boolean isUpToDate = bus.after(position, topic, 1).isEmpty();
    position = isUpToDate ? bus.latest() : position;
    send(List.of());
  }

  private void send(List<ChangeEvent> events) {
    lastSaid = System.nanoTime();
    client.onNext(
        FetchResponse.newBuilder()
            .addAllEvents(events.stream().map(PubSubStream::event).toList())
            .setLatestReplayId(ReplayIds.bytes(position))
            .setRpcId(rpcId)
            .setPendingNumRequested(requested)
            .build());
  }

  private static ConsumerEvent event(ChangeEvent event) {
    return ConsumerEvent.newBuilder()
        .setReplayId(ReplayIds.bytes(event.replayId()))
        .setEvent(
            ProducerEvent.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setSchemaId(event.schema().id())
                .setPayload(ByteString.copyFrom(EventAvro.encode(event))))
        .build();
  }

  synchronized void silence() {
    isSilent = true;
  }

  synchronized void freeze() {
    isFrozen = true;
  }

  synchronized void complete() {
    if (!isEnded) {
      end();
      client.onCompleted();
    }
  }

  synchronized void fail(RuntimeException refusal) {
    if (!isEnded) {
      end();
      client.onError(refusal);
    }
  }

  private void end() {
    isEnded = true;
    onEnd.accept(this);
  }

  private synchronized void broken() {
    if (!isEnded) {
      end();
    }
  }

  /** The client broke the connection. */
  @Override
  public void onError(Throwable failure) {
    broken();
  }

  /** The client wants no more; a frozen connection does not even answer that. */
  @Override
  public synchronized void onCompleted() {
    if (!isFrozen) {
      complete();
    }
  }
}
