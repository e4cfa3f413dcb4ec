package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.salesforce.eventbus.protobuf.ConsumerEvent;
import com.salesforce.eventbus.protobuf.FetchRequest;
import com.salesforce.eventbus.protobuf.FetchResponse;
import com.salesforce.eventbus.protobuf.PubSubGrpc;
import com.salesforce.eventbus.protobuf.PublishRequest;
import com.salesforce.eventbus.protobuf.ReplayPreset;
import com.salesforce.eventbus.protobuf.SchemaInfo;
import com.salesforce.eventbus.protobuf.SchemaRequest;
import com.salesforce.eventbus.protobuf.TopicRequest;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.setup.ChangeEventSettings;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Pub/Sub API of the sandbox, judged by the stubs that Camel's component brings. */
class SalesforcePubSubTest extends SalesforceTestBase {

  private static final String ALL = "/data/ChangeEvents";
  private static final String DEALS = "/data/OpportunityChangeEvent";

  private @Nullable ManagedChannel channel;

  private ManagedChannel channel() {
    if (channel == null) {
      String address = sandbox.events().pubSubAddress().orElseThrow();
      channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    }
    return channel;
  }

  @AfterEach
  void closeChannel() {
    channel().shutdownNow();
  }

  private Metadata headers(String token, String url, String tenant) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("accesstoken", Metadata.ASCII_STRING_MARSHALLER), token);
    headers.put(Metadata.Key.of("instanceurl", Metadata.ASCII_STRING_MARSHALLER), url);
    headers.put(Metadata.Key.of("tenantid", Metadata.ASCII_STRING_MARSHALLER), tenant);
    return headers;
  }

  private Metadata headers() {
    return headers(api.token(), sandbox.url().toString(), Organization.ID);
  }

  private PubSubGrpc.PubSubBlockingStub blocking() {
    return PubSubGrpc.newBlockingStub(channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers()));
  }

  /** A subscriber that notes everything. */
  private final class Subscriber implements StreamObserver<FetchResponse> {

    final List<FetchResponse> responses = new CopyOnWriteArrayList<>();
    volatile Optional<Status> end = Optional.empty();
    volatile String code = "";
    final StreamObserver<FetchRequest> requests =
        PubSubGrpc.newStub(channel())
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers()))
            .subscribe(this);

    void ask(String topic, int number) {
      requests.onNext(
          FetchRequest.newBuilder().setTopicName(topic).setNumRequested(number).build());
    }

    void replay(ReplayPreset preset, ByteString id) {
      requests.onNext(
          FetchRequest.newBuilder()
              .setTopicName(ALL)
              .setNumRequested(100)
              .setReplayPreset(preset)
              .setReplayId(id)
              .build());
    }

    List<ConsumerEvent> events() {
      return responses.stream().flatMap(it -> it.getEventsList().stream()).toList();
    }

    List<GenericRecord> records() {
      return events().stream().map(SalesforcePubSubTest.this::decoded).toList();
    }

    void awaitEvents(int count) {
      await().until(() -> events().size() == count);
    }

    String awaitError() {
      await().until(() -> end.isPresent());
      return end.orElseThrow().getCode() + " " + code;
    }

    @Override
    public void onNext(FetchResponse response) {
      responses.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      code = code(failure);
      end = Optional.of(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end = Optional.of(Status.OK);
    }
  }

  private static String code(Throwable failure) {
    Metadata trailers = Status.trailersFromThrowable(failure);
    String code =
        trailers == null
            ? null
            : trailers.get(Metadata.Key.of("error-code", Metadata.ASCII_STRING_MARSHALLER));
    return Objects.requireNonNullElse(code, "").replace("sfdc.platform.eventbus.grpc.", "");
  }

  private GenericRecord decoded(ConsumerEvent event) {
    SchemaInfo schema =
        blocking()
            .getSchema(
                SchemaRequest.newBuilder().setSchemaId(event.getEvent().getSchemaId()).build());
    try {
      return new GenericDatumReader<GenericRecord>(
              new Schema.Parser().parse(schema.getSchemaJson()))
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(event.getEvent().getPayload().toByteArray(), null));
    } catch (IOException notAvro) {
      throw new AssertionError(notAvro);
    }
  }

  private Subscriber subscribed() {
    Subscriber subscriber = new Subscriber();
    subscriber.ask(ALL, 100);
    await().until(() -> sandbox.events().subscriptions().equals(List.of(ALL)));
    return subscriber;
  }

  @Test
  void tellsOfChangesInTheRealForm() {
    Subscriber subscriber = subscribed();
    String id = created("Deal", "\"Amount\":12.5");
    sandbox.update("Opportunity", id, form("{'NextStep':'call','Amount':null}"));
    sandbox.delete("Opportunity", id);
    subscriber.awaitEvents(3);

    List<GenericRecord> records = subscriber.records();

    GenericRecord created = (GenericRecord) records.get(0).get("ChangeEventHeader");
    assertThat(records.get(0).getSchema().getFullName())
        .isEqualTo("com.sforce.eventbus.OpportunityChangeEvent");
    assertThat(created.get("entityName")).hasToString("Opportunity");
    assertThat(created.get("recordIds")).hasToString("[" + id + "]");
    assertThat(created.get("changeType")).hasToString("CREATE");
    assertThat(created.get("commitUser")).asString().startsWith("005");
    assertThat(created.get("commitTimestamp")).isEqualTo(clock.millis());
    assertThat(records.get(0).get("Name")).hasToString("Deal");
    assertThat(records.get(0).get("Amount")).isEqualTo(12.5);
    assertThat(records.get(0).get("CloseDate"))
        .isEqualTo(Instant.parse("2030-11-14T00:00:00Z").toEpochMilli());

    GenericRecord updated = (GenericRecord) records.get(1).get("ChangeEventHeader");
    assertThat(records.get(1).get("NextStep")).hasToString("call");
    assertThat(records.get(1).get("Name")).isNull();
    assertThat(fields(records.get(1), updated.get("changedFields")))
        .contains("NextStep", "Amount", "LastModifiedDate")
        .doesNotContain("Name");
    assertThat(fields(records.get(1), updated.get("nulledFields"))).contains("Amount");
    assertThat(((GenericRecord) records.get(2).get("ChangeEventHeader")).get("changeType"))
        .hasToString("DELETE");
  }

  /** Reads a bitmap as the client of Salesforce's own examples does. */
  private static List<String> fields(GenericRecord record, Object bitmap) {
    String hex = ((List<?>) bitmap).get(0).toString().replaceFirst("^0x", "");
    BigInteger bits = new BigInteger(hex, 16);
    return record.getSchema().getFields().stream()
        .filter(field -> bits.testBit(field.pos()))
        .map(Schema.Field::name)
        .toList();
  }

  @Test
  void showsCompoundsAndTheirPartsInTheBitmap() {
    String lead = createdLead("Example", "\"FirstName\":\"Avery\"", "\"City\":\"Sampletown\"");
    Subscriber subscriber = subscribed();

    sandbox.update("Lead", lead, form("{'FirstName':'Kim'}"));
    subscriber.awaitEvents(1);

    GenericRecord record = subscriber.records().get(0);
    int place = record.getSchema().getField("Name").pos();
    assertThat(((GenericRecord) record.get("Name")).get("FirstName")).hasToString("Kim");
    assertThat(record.get("Address")).isNull();
    assertThat(((GenericRecord) record.get("ChangeEventHeader")).get("changedFields"))
        .asString()
        .endsWith(place + "-0x2]");
  }

  @Test
  void tellsOfTopicsAndTheirSchemas() {
    var deals = blocking().getTopic(TopicRequest.newBuilder().setTopicName(DEALS).build());
    var all = blocking().getTopic(TopicRequest.newBuilder().setTopicName(ALL).build());

    assertThat(deals.getTopicName()).isEqualTo(DEALS);
    assertThat(deals.getCanSubscribe()).isTrue();
    assertThat(deals.getCanPublish()).isFalse();
    assertThat(deals.getSchemaId()).matches("[\\w-]{22}");
    assertThat(all.getSchemaId()).isEmpty();
    assertThat(refused(() -> blocking().getTopic(TopicRequest.newBuilder().build())))
        .startsWith("NOT_FOUND");
    assertThat(refused(() -> blocking().getSchema(SchemaRequest.newBuilder().build())))
        .startsWith("NOT_FOUND");
  }

  @Test
  void hasNoPublishing() {
    assertThat(refused(() -> blocking().publish(PublishRequest.newBuilder().build())))
        .startsWith("UNIMPLEMENTED");
  }

  private static String refused(Runnable call) {
    StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call::run);
    return refusal.getStatus().getCode() + " " + code(refusal);
  }

  @ParameterizedTest
  @CsvSource({"token", "url", "tenant", "none"})
  void wantsTokenAddressAndTenant(String wrong) {
    Metadata headers =
        headers(
            wrong.equals("token") ? "00D!no" : api.token(),
            wrong.equals("url") ? "https://other.example" : sandbox.url().toString(),
            wrong.equals("tenant") ? "00Dxx0000000000AAA" : Organization.ID);
    PubSubGrpc.PubSubBlockingStub stub =
        PubSubGrpc.newBlockingStub(channel())
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(
                    wrong.equals("none") ? new Metadata() : headers));

    assertThat(refused(() -> stub.getTopic(TopicRequest.newBuilder().setTopicName(ALL).build())))
        .isEqualTo("UNAUTHENTICATED service.auth.error");
    assertThat(sandbox.events().pubSubCalls()).containsExactly("GetTopic");
  }

  @Test
  void sendsNoMoreThanTheClientAskedFor() {
    Subscriber subscriber = new Subscriber();
    subscriber.ask(ALL, 2);
    await().until(() -> sandbox.events().subscriptions().size() == 1);
    created("First");
    created("Second");
    created("Third");

    subscriber.awaitEvents(2);
    assertThat(subscriber.responses.get(subscriber.responses.size() - 1).getPendingNumRequested())
        .isZero();
    subscriber.ask(ALL, 5);
    subscriber.awaitEvents(3);
    assertThat(subscriber.responses.get(subscriber.responses.size() - 1).getPendingNumRequested())
        .isEqualTo(4);
  }

  @Test
  void countsNoRequestAboveAHundred() {
    Subscriber subscriber = new Subscriber();
    subscriber.ask(ALL, 1_000);
    await().until(() -> sandbox.events().subscriptions().size() == 1);
    for (int number = 0; number < 120; number++) {
      created("Deal " + number);
    }

    subscriber.awaitEvents(100);
    subscriber.ask(ALL, 100);
    subscriber.awaitEvents(120);
  }

  @Test
  void replaysFromWhereTheClientWantsTo() {
    created("First");
    created("Second");
    Subscriber earliest = new Subscriber();
    earliest.replay(ReplayPreset.EARLIEST, ByteString.EMPTY);
    earliest.awaitEvents(2);
    ByteString first = earliest.events().get(0).getReplayId();

    Subscriber custom = new Subscriber();
    custom.replay(ReplayPreset.CUSTOM, first);
    custom.awaitEvents(1);

    assertThat(first.size()).isEqualTo(10);
    assertThat(custom.records().get(0).get("Name")).hasToString("Second");
  }

  @Test
  void refusesWhatIsNoReplayId() {
    Subscriber unknown = new Subscriber();
    unknown.replay(ReplayPreset.CUSTOM, ByteString.copyFrom(new byte[10]));
    Subscriber missing = new Subscriber();
    missing.replay(ReplayPreset.CUSTOM, ByteString.EMPTY);

    assertThat(unknown.awaitError())
        .isEqualTo("INVALID_ARGUMENT subscription.fetch.replayid.corrupted");
    assertThat(missing.awaitError())
        .isEqualTo("INVALID_ARGUMENT subscription.fetch.replayid.validation.failed");
    assertThat(sandbox.events().connections()).isZero();
  }

  @Test
  void refusesRequestsThatMakeNoSense() {
    Subscriber none = new Subscriber();
    none.ask(ALL, 0);
    Subscriber nowhere = new Subscriber();
    nowhere.ask("/data/NoChangeEvent", 1);
    Subscriber other = new Subscriber();
    other.ask(ALL, 1);
    other.ask(DEALS, 1);

    assertThat(none.awaitError())
        .isEqualTo("INVALID_ARGUMENT subscription.fetch.requested.events.invalid");
    assertThat(nowhere.awaitError()).startsWith("NOT_FOUND");
    assertThat(other.awaitError()).startsWith("INVALID_ARGUMENT");
  }

  @Test
  void sendsAnEmptyAnswerWhenNothingHappens() {
    change(settings -> settings.with(settings.changeEvents().withKeepAlive(Duration.ofMillis(50))));
    Subscriber subscriber = subscribed();

    await().until(() -> !subscriber.responses.isEmpty());

    FetchResponse empty = subscriber.responses.get(0);
    assertThat(empty.getEventsList()).isEmpty();
    assertThat(empty.getPendingNumRequested()).isEqualTo(100);
    Subscriber resumed = new Subscriber();
    resumed.replay(ReplayPreset.CUSTOM, empty.getLatestReplayId());
    created("Deal");
    resumed.awaitEvents(1);
  }

  @Test
  void endsStreamsOnRequest() {
    Subscriber completed = subscribed();
    sandbox.events().completeStreams();
    assertThat(completed.awaitError()).isEqualTo("OK ");

    Subscriber failed = subscribed();
    sandbox.events().failStreams("UNAVAILABLE");
    assertThat(failed.awaitError()).isEqualTo("UNAVAILABLE service.unavailable");

    Subscriber unauthorized = subscribed();
    sandbox.expireSessions();
    assertThat(unauthorized.awaitError()).isEqualTo("UNAUTHENTICATED service.auth.error");
    assertThat(sandbox.events().connections()).isZero();
  }

  @Test
  void completesWhenTheClientDoes() {
    Subscriber subscriber = subscribed();

    subscriber.requests.onCompleted();

    assertThat(subscriber.awaitError()).isEqualTo("OK ");
    await().until(() -> sandbox.events().connections() == 0);
  }

  @Test
  void fallsSilentOrFreezesOnRequest() {
    change(settings -> settings.with(settings.changeEvents().withKeepAlive(Duration.ofMillis(20))));
    Subscriber silent = subscribed();
    sandbox.events().silence();
    created("Deal");
    await().until(() -> silent.responses.size() > 3);
    assertThat(silent.events()).isEmpty();

    sandbox.events().freeze();
    int said = silent.responses.size();
    silent.requests.onCompleted();
    await().during(Duration.ofMillis(200)).until(() -> silent.end.isEmpty());
    assertThat(silent.responses.size()).isLessThanOrEqualTo(said + 1);
  }

  @Test
  void canBeLeftOut() throws IOException {
    SalesforceSettings without =
        SalesforceSettings.standard()
            .with(ChangeEventSettings.standard().withPubSubPort(ChangeEventSettings.NO_PUB_SUB));
    try (SalesforceSandbox other = SalesforceSandbox.start(without)) {
      assertThat(other.events().pubSubAddress()).isEmpty();
      other.events().completeStreams();
    }
  }

  @Test
  void endsWithTheSandbox() {
    Subscriber subscriber = subscribed();

    sandbox.close();

    assertThat(subscriber.awaitError()).matches("(UNAVAILABLE|CANCELLED) ");
  }
}
