package dev.cosell.bridge.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The switches of change events below {@code /sandbox/}. */
class SalesforceEventSwitchesTest extends SalesforceTestBase {

  private static final String ALL = "/data/ChangeEvents";

  private BayeuxCaller client = new BayeuxCaller(api, "");

  @BeforeEach
  void subscribe() {
    client = new BayeuxCaller(api, "62.0");
    client.handshake();
    client.subscribe(ALL);
  }

  private void post(String name, String body) {
    assertThat(api.control("POST", name, json(body)).status()).isEqualTo(204);
  }

  private List<String> types() {
    return client.events().stream()
        .map(event -> event.at("/payload/ChangeEventHeader/changeType").asText())
        .toList();
  }

  @Test
  void showsAddressAndSubscriptions() {
    JsonNode state = api.control("GET", "change-events", "").json();

    assertThat(state.path("pubSubAddress").asText())
        .isEqualTo(sandbox.events().pubSubAddress().orElseThrow());
    assertThat(state.path("subscriptions")).hasToString("[\"" + ALL + "\"]");
    assertThat(state.path("entities")).hasSize(5);
  }

  @Test
  void selectsEntities() {
    post("settings", "{'changeEvents':['Lead']}");

    created("Deal");
    createdLead("Example");

    assertThat(client.events()).hasSize(1);
    assertThat(api.control("POST", "settings", json("{'changeEvents':['User']}")).status())
        .isEqualTo(400);
  }

  @Test
  void publishesGapsAndLosesEvents() {
    String id = created("Deal");
    post("gap-event", "{'sObject':'Opportunity','id':'" + id + "'}");
    post("overflow-event", "{}");
    post("lose-events", "{}");
    created("Lost");

    assertThat(types()).containsExactly("CREATE", "GAP_UPDATE", "GAP_OVERFLOW");
    assertThat(api.control("POST", "gap-event", json("{'sObject':'User'}")).status())
        .isEqualTo(400);
  }

  @Test
  void disconnects() {
    post("disconnect-clients", "");

    assertThat(client.look().at("/0/error").asText()).isEqualTo("403::Unknown client");
  }

  @Test
  void silences() {
    post("silence-events", "");
    created("Deal");

    assertThat(types()).isEmpty();
  }

  @Test
  void forgets() {
    created("Deal");
    long replayId = client.events().get(0).at("/event/replayId").asLong();
    post("forget-events", "");

    assertThat(client.subscribe(ALL, replayId).path("successful").asBoolean(true)).isFalse();
  }

  @Test
  void endsStreams() {
    post("complete-streams", "");
    post("freeze-events", "");
    post("fail-streams", "{'status':'INTERNAL'}");

    assertThat(api.control("POST", "fail-streams", json("{'status':'BAD'}")).status())
        .isEqualTo(400);
  }
}
