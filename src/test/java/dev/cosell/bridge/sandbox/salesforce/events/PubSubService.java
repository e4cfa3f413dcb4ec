package dev.cosell.bridge.sandbox.salesforce.events;

import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.PubSubGrpc;
import com.salesforce.eventbus.protobuf.SchemaInfo;
import com.salesforce.eventbus.protobuf.SchemaRequest;
import com.salesforce.eventbus.protobuf.TopicInfo;
import com.salesforce.eventbus.protobuf.TopicRequest;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The methods of the Pub/Sub API that there are; the others are UNIMPLEMENTED. */
final class PubSubService extends PubSubGrpc.PubSubImplBase {

  private final EventBus bus;
  private final EventSchemas schemas;
  private final List<PubSubStream> streams = new CopyOnWriteArrayList<>();

  PubSubService(EventBus bus, EventSchemas schemas) {
    this.bus = bus;
    this.schemas = schemas;
  }

  /** The subscriptions that are open. */
  List<PubSubStream> streams() {
    return List.copyOf(streams);
  }

  @Override
  public void getTopic(TopicRequest request, StreamObserver<TopicInfo> client) {
    answer(
        client,
        () -> {
          Topic topic =
              Topic.named(request.getTopicName())
                  .orElseThrow(() -> PubSubRefusal.unknownTopic(request.getTopicName()));
          return TopicInfo.newBuilder()
              .setTopicName(topic.name())
              .setTenantGuid("core/prod/" + Organization.ID)
              .setCanPublish(false)
              .setCanSubscribe(true)
              .setSchemaId(topic.entity().map(entity -> schemas.of(entity).id()).orElse(""))
              .setRpcId(UUID.randomUUID().toString())
              .build();
        });
  }

  @Override
  public void getSchema(SchemaRequest request, StreamObserver<SchemaInfo> client) {
    answer(
        client,
        () ->
            schemas
                .byId(request.getSchemaId())
                .map(
                    schema ->
                        SchemaInfo.newBuilder()
                            .setSchemaId(schema.id())
                            .setSchemaJson(schema.avro().toString())
                            .setRpcId(UUID.randomUUID().toString())
                            .build())
                .orElseThrow(() -> PubSubRefusal.unknownSchema(request.getSchemaId())));
  }

  private static <T> void answer(StreamObserver<T> client, Supplier<T> answer) {
    try {
      client.onNext(answer.get());
      client.onCompleted();
    } catch (StatusRuntimeException refusal) {
      client.onError(refusal);
    }
  }

  @Override
  public StreamObserver<FetchRequest> subscribe(StreamObserver<FetchResponse> client) {
    String token = Objects.requireNonNullElse(PubSubSessions.TOKEN.get(), "");
    PubSubStream stream =
        new PubSubStream(
            bus, (ServerCallStreamObserver<FetchResponse>) client, token, streams::remove);
    streams.add(stream);
    return stream;
  }
}
