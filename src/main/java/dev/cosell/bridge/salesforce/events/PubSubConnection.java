package dev.cosell.bridge.salesforce.events;

import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.PubSubGrpc;
import com.salesforce.eventbus.protobuf.PubSubGrpc.PubSubFutureStub;
import com.salesforce.eventbus.protobuf.ReplayPreset;
import com.salesforce.eventbus.protobuf.SchemaRequest;
import com.salesforce.eventbus.protobuf.TopicRequest;
import dev.cosell.bridge.salesforce.events.NoConnection.Kind;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Change events over the Pub/Sub API: a stream of gRPC. */
public final class PubSubConnection extends EventConnection {

  /** As many as Salesforce sends for one request. */
  private static final int BATCH = 100;

  private final InetSocketAddress address;
  private final boolean isPlain;
  private final Executor workers;
  private final String topic;
  private volatile @Nullable ManagedChannel channel;
  private volatile @Nullable Future<?> waiting;

  /**
   * Nothing is asked yet.
   *
   * @param isPlain whether it is called without encryption
   * @param workers carry on after an answer
   * @param topic for example /data/ChangeEvents
   */
  public PubSubConnection(
      EventSession session,
      InetSocketAddress address,
      boolean isPlain,
      Executor workers,
      String topic) {
    super(session);
    this.address = address;
    this.isPlain = isPlain;
    this.workers = workers;
    this.topic = topic;
  }

  @Override
  void connect(String token, Consumer<ChangeEvent> events)
      throws NoConnection, InterruptedException {
    ManagedChannel opened = channel();
    channel = opened;
    requireWanted();
    ClientInterceptor identity = MetadataUtils.newAttachHeadersInterceptor(headers(token));
    PubSubFutureStub calls = PubSubGrpc.newFutureStub(opened).withInterceptors(identity);
    requireSubscribable(calls);
    AvroEvents avro = new AvroEvents(id -> schema(calls, id));
    Stream stream = new Stream(token, events, avro);
    stream.begin(PubSubGrpc.newStub(opened).withInterceptors(identity).subscribe(stream));
  }

  private ManagedChannel channel() {
    ManagedChannelBuilder<?> builder =
        ManagedChannelBuilder.forAddress(address.getHostString(), address.getPort())
            .executor(workers)
            .proxyDetector(target -> null);
    return (isPlain ? builder.usePlaintext() : builder).build();
  }

  private Metadata headers(String token) {
    Metadata headers = new Metadata();
    headers.put(key("accesstoken"), token);
    headers.put(key("instanceurl"), session().getInstanceUrl());
    headers.put(key("tenantid"), session().getOrgId());
    return headers;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** A subscription itself is answered by its first event only, which may take minutes. */
  private void requireSubscribable(PubSubFutureStub calls)
      throws NoConnection, InterruptedException {
    TopicRequest request = TopicRequest.newBuilder().setTopicName(topic).build();
    if (!answer(impatient(calls).getTopic(request)).getCanSubscribe()) {
      throw new NoConnection(Kind.PROBLEM, "The Pub/Sub API does not let us subscribe to " + topic);
    }
  }

  private String schema(PubSubFutureStub calls, String id) {
    SchemaRequest request = SchemaRequest.newBuilder().setSchemaId(id).build();
    try {
      return answer(impatient(calls).getSchema(request)).getSchemaJson();
    } catch (NoConnection noSchema) {
      throw new IllegalStateException(noSchema);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ending);
    }
  }

  private static PubSubFutureStub impatient(PubSubFutureStub calls) {
    return calls.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits, but not for ever: gRPC may forget a call that begins while its channel is closed. */
  private <T> T answer(Future<T> call) throws NoConnection, InterruptedException {
    waiting = call;
    requireWanted();
    try {
      return call.get(2L * PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failure(failed.getCause() == null ? failed : failed.getCause());
    } catch (CancellationException | TimeoutException forgotten) {
      throw new NoConnection(Kind.FORGOTTEN, "It was closed");
    }
  }

  private static NoConnection failure(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    String words = status.getDescription() == null ? "" : ": " + status.getDescription();
    return new NoConnection(
        status.getCode() == Status.Code.UNAUTHENTICATED ? Kind.UNAUTHORIZED : Kind.PROBLEM,
        "The Pub/Sub API ends with " + status.getCode() + words);
  }

  /** The end of the channel cancels the stream, which Salesforce hears. */
  @Override
  void sayGoodbye() {
    release();
    ManagedChannel opened = channel;
    try {
      if (opened != null) {
        opened.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void release() {
    Future<?> call = waiting;
    if (call != null) {
      call.cancel(true);
    }
    ManagedChannel opened = channel;
    if (opened != null) {
      opened.shutdownNow();
    }
  }

  private final class Stream implements StreamObserver<FetchResponse> {

    private final String token;
    private final Consumer<ChangeEvent> events;
    private final AvroEvents avro;
    private volatile @Nullable StreamObserver<FetchRequest> requests;

    Stream(String token, Consumer<ChangeEvent> events, AvroEvents avro) {
      this.token = token;
      this.events = events;
      this.avro = avro;
    }

    void begin(StreamObserver<FetchRequest> opened) {
      requests = opened;
      ask(BATCH);
    }

    private void ask(int number) {
      StreamObserver<FetchRequest> opened = requests;
      if (opened != null && number > 0) {
        opened.onNext(
            FetchRequest.newBuilder()
                .setTopicName(topic)
                .setReplayPreset(ReplayPreset.LATEST)
                .setNumRequested(number)
                .build());
      }
    }

    @Override
    public void onNext(FetchResponse response) {
      heard();
      for (ConsumerEvent event : response.getEventsList()) {
        events.accept(avro.read(event.getEvent()));
      }
      ask(BATCH - response.getPendingNumRequested());
    }

    @Override
    public void onError(Throwable failure) {
      lost(token, failure(failure));
    }

    @Override
    public void onCompleted() {
      end("");
    }
  }
}
