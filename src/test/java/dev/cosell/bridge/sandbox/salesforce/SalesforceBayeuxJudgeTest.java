package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cometd.bayeux.Channel;
import org.cometd.bayeux.Message;
import org.cometd.bayeux.client.ClientSession;
import org.cometd.bayeux.client.ClientSessionChannel;
import org.cometd.client.BayeuxClient;
import org.cometd.client.BayeuxClient.State;
import org.cometd.client.http.jetty.JettyHttpClientTransport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lets CometD's own client judge the Streaming API of the sandbox. */
class SalesforceBayeuxJudgeTest extends SalesforceTestBase {

  private static final int PATIENCE = 5_000;
  private static final String DEALS = "/data/OpportunityChangeEvent";

  private final HttpClient http = new HttpClient();
  private final List<Message> replies = new CopyOnWriteArrayList<>();
  private final List<Message> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void startClient() throws Exception {
    http.start();
  }

  @AfterEach
  void stopClient() throws Exception {
    http.stop();
  }

  private BayeuxClient client(String version) {
    BayeuxClient client =
        new BayeuxClient(
            sandbox.url() + "/cometd/" + version,
            new JettyHttpClientTransport(null, http) {
              @Override
              protected void customize(Request request) {
                request.headers(headers -> headers.put("Authorization", "OAuth " + api.token()));
              }
            });
    for (String channel : List.of(Channel.META_HANDSHAKE, Channel.META_CONNECT)) {
      client
          .getChannel(channel)
          .addListener(
              (ClientSessionChannel.MessageListener) (from, message) -> replies.add(message));
    }
    client.handshake();
    return client;
  }

  private BayeuxClient connected(String version) {
    BayeuxClient client = client(version);
    assertThat(client.waitFor(PATIENCE, State.CONNECTED)).isTrue();
    await().until(() -> sandbox.events().heldPolls() == 1);
    return client;
  }

  private void subscribe(BayeuxClient client, Map<String, Long> replay) {
    client.addExtension(
        new ClientSession.Extension() {
          @Override
          public boolean sendMeta(ClientSession session, Message.Mutable message) {
            message.getExt(true).put("replay", replay);
            return true;
          }
        });
    client.getChannel(DEALS).subscribe((from, event) -> events.add(event), replies::add);
    await().until(() -> replies.stream().anyMatch(it -> it.containsKey("subscription")));
  }

  @Test
  void servesItFromHandshakeToDisconnect() {
    created("Before");
    BayeuxClient client = connected("62.0");
    subscribe(client, Map.of(DEALS, -2L));
    created("After");

    await().until(() -> events.size() == 2);
    assertThat(events)
        .extracting(event -> String.valueOf(event.getDataAsMap().get("payload")))
        .satisfiesExactly(
            first -> assertThat(first).contains("Name=Before"),
            second -> assertThat(second).contains("Name=After"));
    client.disconnect();
    assertThat(client.waitFor(PATIENCE, State.DISCONNECTED)).isTrue();
    assertThat(sandbox.events().connections()).isZero();
  }

  @Test
  void isToldWhatItCannotHave() {
    BayeuxClient client = connected("62.0");

    subscribe(client, Map.of(DEALS, 7L));

    assertThat(replies)
        .filteredOn(reply -> reply.containsKey("subscription"))
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply.get("error"))
                    .asString()
                    .startsWith("400::The replayId {7} you provided was invalid."));
  }

  @Test
  void shakesHandsAgainWhenItWasForgotten() {
    BayeuxClient client = connected("62.0");
    String first = client.getId();

    sandbox.events().disconnectClients();

    await().until(() -> client.isConnected() && !first.equals(client.getId()));
    client.abort();
  }

  @Test
  void endsWhenTheServerSaysGoodbye() {
    BayeuxClient client = connected("64.0");

    sandbox.events().disconnectClients();

    assertThat(client.waitFor(PATIENCE, State.DISCONNECTED)).isTrue();
  }

  @Test
  void givesUpWithoutAGoodToken() {
    sandbox.expireSessions();
    BayeuxClient client = client("62.0");

    await().until(() -> !replies.isEmpty());

    assertThat(replies.get(0).get("error")).isEqualTo("403::Handshake denied");
    assertThat(client.waitFor(PATIENCE, State.DISCONNECTED)).isTrue();
  }
}
