package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Streaming API of the sandbox. */
class SalesforceStreamingTest extends SalesforceTestBase {

  private static final String ALL = "/data/ChangeEvents";
  private BayeuxCaller client = new BayeuxCaller(api, "");

  @BeforeEach
  void aClient() {
    client = new BayeuxCaller(api, "62.0");
  }

  private void subscribed(String channel) {
    client.handshake();
    assertThat(client.subscribe(channel).path("successful").asBoolean()).isTrue();
  }

  @Test
  void shakesHandsInTheRealForm() {
    JsonNode reply = client.handshake();

    assertThat(client.clientId()).matches("[a-z0-9]{27}");
    assertThat(reply)
        .hasToString(
            json(
                "{'channel':'/meta/handshake','id':'1','successful':true,'clientId':'"
                    + client.clientId()
                    + "','ext':{'replay':true,'payload.format':true},'version':'1.0',"
                    + "'minimumVersion':'1.0','supportedConnectionTypes':['long-polling']}"));
  }

  @ParameterizedTest
  @CsvSource({
    "62.0, '', 401::Request requires authentication",
    "62.0, OAuth wrong, 401::Authentication invalid",
    "62.0, Bearer wrong, 401::Authentication invalid",
    "36.0, '', 'Only API versions ''37.0'' and later are supported'",
    "99.0, '', 'Only API versions ''37.0'' and later are supported'",
    "'', '', API version in the URI is mandatory"
  })
  void deniesAHandshakeForAReason(String version, String authorization, String reason) {
    JsonNode reply = new BayeuxCaller(api, version).handshake("Authorization", authorization);

    assertThat(reply.path("successful").asBoolean(true)).isFalse();
    assertThat(reply.path("error").asText()).isEqualTo("403::Handshake denied");
    assertThat(reply.at("/ext/sfdc/failureReason").asText()).contains(reason);
    assertThat(reply.at("/advice/reconnect").asText()).isEqualTo("none");
    assertThat(sandbox.events().connections()).isZero();
  }

  @Test
  void deniesATransportThatItDoesNotHave() {
    JsonNode reply =
        client
            .send(
                "{'channel':'/meta/handshake','version':'1.0','supportedConnectionTypes':['websocket']}")
            .json();

    assertThat(reply.at("/0/ext/sfdc/failureReason").asText())
        .startsWith("400::Invalid connection type");
  }

  @Test
  void takesNothingButSmallPostedJson() {
    assertThat(api.get("/cometd/62.0").status()).isEqualTo(405);
    assertThat(client.send("{}", "Content-Type", "text/plain").status()).isEqualTo(415);
    assertThat(client.send("{", "Content-Type", "application/json").status()).isEqualTo(400);
    assertThat(client.send("{'a':'" + "x".repeat(33_000) + "'}").status()).isEqualTo(413);
  }

  @Test
  void tellsOfChangesInTheRealForm() {
    subscribed("/data/OpportunityChangeEvent");
    String id = created("Deal", "\"Amount\":12.5");
    sandbox.update("Opportunity", id, form("{'NextStep':'call','Amount':null}"));
    sandbox.delete("Opportunity", id);

    List<JsonNode> events = client.events();

    assertThat(events).hasSize(3);
    JsonNode created = events.get(0);
    JsonNode header = created.at("/payload/ChangeEventHeader");
    assertThat(created.path("schema").asText()).matches("[\\w-]{22}");
    assertThat(created.at("/event/replayId").isIntegralNumber()).isTrue();
    assertThat(header.path("entityName").asText()).isEqualTo("Opportunity");
    assertThat(header.path("recordIds")).hasToString("[\"" + id + "\"]");
    assertThat(header.path("changeType").asText()).isEqualTo("CREATE");
    assertThat(header.path("changeOrigin").asText()).startsWith("com/salesforce/api/rest/");
    assertThat(header.path("sequenceNumber").asInt()).isEqualTo(1);
    assertThat(header.path("commitTimestamp").asLong()).isEqualTo(clock.millis());
    assertThat(header.path("commitUser").asText()).startsWith("005");
    assertThat(header.path("changedFields")).isEmpty();
    assertThat(created.at("/payload/Name").asText()).isEqualTo("Deal");
    assertThat(created.at("/payload/Amount").asDouble()).isEqualTo(12.5);
    assertThat(created.at("/payload/CloseDate").asText()).isEqualTo("2030-11-14");
    assertThat(created.at("/payload/LastModifiedDate").asText())
        .isEqualTo("2030-01-05T10:00:00.000Z");
    assertThat(created.path("payload").has("SystemModstamp")).isFalse();

    JsonNode updated = events.get(1).path("payload");
    assertThat(updated.at("/ChangeEventHeader/changedFields").valueStream().map(JsonNode::asText))
        .contains("NextStep", "Amount", "LastModifiedDate")
        .doesNotContain("Name");
    assertThat(updated.path("NextStep").asText()).isEqualTo("call");
    assertThat(updated.path("Amount").isNull()).isTrue();
    assertThat(updated.at("/ChangeEventHeader/changeOrigin").asText()).isEmpty();
    assertThat(updated.at("/ChangeEventHeader/commitUser")).isNotEqualTo(header.path("commitUser"));
    assertThat(updated.at("/ChangeEventHeader/transactionKey"))
        .isNotEqualTo(header.path("transactionKey"));
    assertThat(events.get(2).at("/payload/ChangeEventHeader/changeType").asText())
        .isEqualTo("DELETE");
    assertThat(events.get(2).path("payload")).hasSize(1);
  }

  @Test
  void showsNamesAndAddressesAsCompounds() {
    subscribed("/data/LeadChangeEvent");

    createdLead("Example", "\"FirstName\":\"Avery\"", "\"City\":\"Sampletown\"");

    JsonNode payload = client.events().get(0).path("payload");
    assertThat(payload.at("/Name/LastName").asText()).isEqualTo("Example");
    assertThat(payload.at("/Name/FirstName").asText()).isEqualTo("Avery");
    assertThat(payload.at("/Address/City").asText()).isEqualTo("Sampletown");
    assertThat(payload.has("LastName")).isFalse();
    assertThat(payload.has("City")).isFalse();
  }

  @Test
  void mergesTheSameChangeOfSeveralRowsOfATransaction() {
    String first = created("First");
    String second = created("Second");
    subscribed(ALL);

    api.patch(
        "composite/sobjects",
        json(
            "{'allOrNone':true,'records':["
                + "{'attributes':{'type':'Opportunity'},'id':'"
                + first
                + "','NextStep':'call'},{'attributes':{'type':'Opportunity'},'id':'"
                + second
                + "','NextStep':'call'}]}"));

    assertThat(client.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(
                        event
                            .at("/payload/ChangeEventHeader/recordIds")
                            .valueStream()
                            .map(JsonNode::asText))
                    .containsExactly(first, second));
  }

  @Test
  void tellsNothingOfWhatIsNotSelectedOrWasRolledBack() {
    change(settings -> settings.with(settings.changeEvents().withEntities(Set.of("Opportunity"))));
    subscribed(ALL);

    createdLead("Example");
    api.post("sobjects/Opportunity", json("{'Name':'No stage'}"));
    String id = created("Deal");

    assertThat(client.events())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.at("/payload/ChangeEventHeader/recordIds/0").asText())
                    .isEqualTo(id));
  }

  @Test
  void replaysFromWhereTheClientWantsTo() {
    client.handshake();
    client.subscribe(ALL, -2);
    created("First");
    created("Second");
    List<JsonNode> both = client.events();
    long first = both.get(0).at("/event/replayId").asLong();

    assertThat(both).hasSize(2);
    assertThat(events(-1)).isEmpty();
    assertThat(events(-2)).isEqualTo(both);
    assertThat(events(first)).isEqualTo(both.subList(1, 2));
    assertThat(events(both.get(1).at("/event/replayId").asLong())).isEmpty();
  }

  private List<JsonNode> events(long replayId) {
    client.handshake();
    assertThat(client.subscribe(ALL, replayId).path("successful").asBoolean()).isTrue();
    return client.events();
  }

  @Test
  void refusesReplayIdsThatItDoesNotKnow() {
    created("Deal");
    client.handshake();
    client.subscribe(ALL, -2);
    long known = client.events().get(0).at("/event/replayId").asLong();

    JsonNode refused = client.subscribe(ALL, known + 1_000);

    assertThat(refused.path("successful").asBoolean(true)).isFalse();
    assertThat(refused.path("subscription").asText()).isEqualTo(ALL);
    assertThat(refused.path("error").asText())
        .isEqualTo(
            "400::The replayId {"
                + (known + 1_000)
                + "} you provided was invalid.  Please provide a valid ID, -2 to replay all events,"
                + " or -1 to replay only new events.");
    clock.pass(Duration.ofHours(73));
    assertThat(client.subscribe(ALL, known).path("error").asText()).startsWith("400::The replayId");
    api.login();
    created("Later");
    long later = events(-2).get(0).at("/event/replayId").asLong();
    sandbox.events().forgetEvents();
    assertThat(client.subscribe(ALL, later).path("error").asText()).startsWith("400::The replayId");
  }

  @ParameterizedTest
  @CsvSource({
    "/data/NoChangeEvent, 400::The channel you requested to subscribe to does not exist",
    "/topic/Deals, 400::The channel you requested to subscribe to does not exist",
    "data/ChangeEvents, 400::Channel subscriptions must start with a leading '/'",
    "'', 400::Channel name not specified"
  })
  void refusesChannelsThatDoNotExist(String channel, String error) {
    client.handshake();

    assertThat(client.subscribe(channel).path("error").asText()).startsWith(error);
  }

  @Test
  void holdsALongPollUntilThereIsAnEvent() throws Exception {
    subscribed(ALL);
    assertThat(client.look().at("/0/advice"))
        .hasToString(json("{'reconnect':'retry','interval':0,'timeout':110000}"));
    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    assertThat(held).isNotDone();
    created("Deal");

    JsonNode messages = held.get(5, TimeUnit.SECONDS);
    assertThat(messages).hasSize(2);
    assertThat(messages.at("/0/channel").asText()).isEqualTo(ALL);
    assertThat(messages.get(1))
        .hasToString(
            json(
                "{'clientId':'"
                    + client.clientId()
                    + "','channel':'/meta/connect','id':'7','successful':true}"));
  }

  @Test
  void endsALongPollAfterItsTime() {
    change(
        settings -> settings.with(settings.changeEvents().withPollTimeout(Duration.ofMillis(50))));
    subscribed(ALL);

    assertThat(client.connect().at("/0/successful").asBoolean()).isTrue();
  }

  @Test
  void endsALongPollByTheNextOne() throws Exception {
    subscribed(ALL);
    CompletableFuture<JsonNode> first = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    client.look();

    assertThat(first.get(5, TimeUnit.SECONDS).at("/0/successful").asBoolean()).isTrue();
  }

  @Test
  void endsALongPollWhenItCloses() throws Exception {
    subscribed(ALL);
    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    sandbox.close();

    await().until(held::isDone);
  }

  @Test
  void forgetsAClientThatDoesNotPoll() {
    change(
        settings ->
            settings.with(settings.changeEvents().withReconnectTimeout(Duration.ofMillis(20))));
    subscribed(ALL);

    await().until(() -> sandbox.events().connections() == 0);

    assertThat(client.look().get(0))
        .hasToString(
            json(
                "{'channel':'/meta/connect','id':'7','successful':false,'error':'403::Unknown"
                    + " client','advice':{'reconnect':'handshake','interval':0}}"));
  }

  @Test
  void endsASubscriptionAndAConnection() throws Exception {
    subscribed(ALL);
    assertThat(client.unsubscribe(ALL).path("successful").asBoolean()).isTrue();
    assertThat(client.unsubscribe(ALL).path("error").asText()).isEqualTo("404::Unknown channel");
    created("Deal");
    assertThat(client.events()).isEmpty();
    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    assertThat(client.disconnect().path("successful").asBoolean()).isTrue();

    assertThat(held.get(5, TimeUnit.SECONDS).at("/0/advice/reconnect").asText()).isEqualTo("none");
    assertThat(client.look().at("/0/error").asText()).isEqualTo("403::Unknown client");
  }

  @Test
  void demandsItsCookie() {
    subscribed(ALL);
    client.forgetCookie();

    assertThat(client.look().at("/0/error").asText())
        .isEqualTo(
            "400::Client "
                + client.clientId()
                + " has established a session, but no BAYEUX_BROWSER cookie present");
  }

  @Test
  void tellsAHeldPollThatItsTokenIsNoLongerGood() throws Exception {
    subscribed(ALL);
    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    sandbox.expireSessions();

    JsonNode reply = held.get(5, TimeUnit.SECONDS).path(0);
    assertThat(reply.path("error").asText()).isEqualTo("401::Authentication invalid");
    assertThat(reply.at("/advice/reconnect").asText()).isEqualTo("none");
    assertThat(client.look().at("/0/error").asText()).isEqualTo("401::Authentication invalid");
    api.login();
    assertThat(client.look().at("/0/successful").asBoolean()).isTrue();
  }

  @Test
  void saysGoodbyeFromVersion64On() throws Exception {
    client = new BayeuxCaller(api, "64.0");
    subscribed(ALL);
    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    sandbox.events().disconnectClients();

    assertThat(held.get(5, TimeUnit.SECONDS).get(0))
        .hasToString(
            json(
                "{'channel':'/meta/disconnect','clientId':'"
                    + client.clientId()
                    + "','successful':true}"));
    assertThat(client.look().at("/0/error").asText()).isEqualTo("403::Unknown client");
  }

  @Test
  void onlyForgetsClientsOfEarlierVersions() throws Exception {
    subscribed(ALL);
    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::connect);
    await().until(() -> sandbox.events().heldPolls() == 1);

    sandbox.events().disconnectClients();

    assertThat(held.get(5, TimeUnit.SECONDS).at("/0/error").asText())
        .isEqualTo("403::Unknown client");
  }

  @Test
  void fallsSilentOnRequest() {
    subscribed(ALL);
    sandbox.events().silence();
    created("Deal");

    JsonNode messages = client.look();

    assertThat(messages).hasSize(1);
    assertThat(messages.at("/0/successful").asBoolean()).isTrue();
    subscribed(ALL);
    created("Deal");
    assertThat(client.events()).hasSize(1);
  }

  @Test
  void freezesOnRequest() {
    subscribed(ALL);
    sandbox.events().freeze();

    CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(client::look);
    created("Deal");

    await().during(Duration.ofMillis(200)).until(() -> !held.isDone());
  }

  @Test
  void losesEventsOnRequest() {
    subscribed(ALL);
    sandbox.events().loseNext(1);
    created("Lost");
    created("Told");

    assertThat(client.events())
        .extracting(event -> event.at("/payload/Name").asText())
        .containsExactly("Told");
  }

  @Test
  void tellsOfGapsAndOverflows() {
    String id = created("Deal");
    subscribed(ALL);
    sandbox.events().gap("Opportunity", id);
    sandbox.events().overflow("Opportunity");

    List<JsonNode> events = client.events();

    assertThat(events).extracting(event -> event.path("payload").size()).containsExactly(1, 1);
    assertThat(events.get(0).at("/payload/ChangeEventHeader/changeType").asText())
        .isEqualTo("GAP_UPDATE");
    assertThat(events.get(0).at("/payload/ChangeEventHeader/recordIds/0").asText()).isEqualTo(id);
    assertThat(events.get(1).at("/payload/ChangeEventHeader/changeType").asText())
        .isEqualTo("GAP_OVERFLOW");
    assertThat(events.get(1).at("/payload/ChangeEventHeader/recordIds")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"62.0", "64.0"})
  void isMissingOnRequest(String version) {
    change(settings -> settings.with(settings.changeEvents().withStreaming(false)));

    assertThat(new BayeuxCaller(api, version).send("{}").status()).isEqualTo(404);
  }
}
