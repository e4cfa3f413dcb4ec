package dev.cosell.bridge.sandbox.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.sandbox.webhook.Delivery;
import dev.cosell.bridge.sandbox.webhook.Mishap;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MishapTest {

  private SandboxFixture fixture;
  private SandboxServer receiver;
  private String unlucky;
  private String other;

  @BeforeEach
  void start() throws IOException {
    receiver =
        new SandboxServer(
            0, request -> SandboxResponse.empty(200), request -> SandboxResponse.empty(404));
    fixture = new SandboxFixture(PartnerCenterSettings.defaults());
    unlucky = fixture.deal(DealKind.SHARED).path("id").asText();
    other = fixture.deal(DealKind.SHARED).path("id").asText();
    await().until(() -> settled(2));
    fixture.sandbox.callback(URI.create(receiver.url() + "/webhooks/partner-center"));
  }

  @AfterEach
  void stop() {
    fixture.close();
    receiver.close();
  }

  @Test
  void losesTheNextNotificationsOfOneReferralOnly() throws Exception {
    planned("{\"referralId\":\"%s\",\"mishap\":\"LOST\",\"times\":2}");
    edit(unlucky);
    edit(other);
    edit(unlucky);
    edit(unlucky);
    await().until(() -> receiver.requests().size() == 2);
    assertThat(heard()).containsExactly(other, unlucky);
    assertThat(fixture.sandbox.dispatcher().deliveries())
        .filteredOn(sent -> sent.state() == Delivery.State.DROPPED)
        .hasSize(2);
  }

  @Test
  void deliversOneNotificationTwice() throws Exception {
    planned("{\"referralId\":\"%s\",\"mishap\":\"TWICE\"}");
    edit(unlucky);
    edit(unlucky);
    await().until(() -> receiver.requests().size() == 3);
    List<String> changes = changes();
    assertThat(changes.get(0)).isEqualTo(changes.get(1)).isLessThan(changes.get(2));
  }

  @Test
  void deliversOneNotificationBehindTheNext() throws Exception {
    planned("{\"referralId\":\"%s\",\"mishap\":\"BEHIND_THE_NEXT\"}");
    edit(unlucky);
    edit(other);
    edit(unlucky);
    await().until(() -> receiver.requests().size() == 3);
    assertThat(heard()).containsExactly(other, unlucky, unlucky);
    assertThat(changes().get(2)).isLessThan(changes().get(1));
  }

  @Test
  void deliversOneNotificationLate() {
    fixture.sandbox.dispatcher().plan(unlucky, Mishap.late(Duration.ofMillis(300)));
    Instant before = Instant.now();
    edit(unlucky);
    edit(unlucky);
    await().until(() -> receiver.requests().size() == 2);
    assertThat(changes().get(1)).isLessThan(changes().get(0));
    assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void refusesAMishapThatItDoesNotKnow() throws Exception {
    String body = "{\"referralId\":\"" + unlucky + "\",\"mishap\":\"BROKEN\"}";
    assertThat(fixture.control("POST", "mishaps", body).statusCode()).isEqualTo(400);
    String nobody = "{\"referralId\":\"none\",\"mishap\":\"LOST\"}";
    assertThat(fixture.control("POST", "mishaps", nobody).statusCode()).isEqualTo(404);
  }

  private void planned(String body) throws Exception {
    assertThat(fixture.control("POST", "mishaps", body.formatted(unlucky)).statusCode())
        .isEqualTo(204);
  }

  private void edit(String id) {
    fixture.sandbox.edit(id, SandboxJson.parse("{\"name\":\"x\"}"), false);
  }

  private boolean settled(int count) {
    return fixture.sandbox.dispatcher().deliveries().stream()
            .filter(sent -> sent.state() == Delivery.State.NO_CALLBACK)
            .count()
        == count;
  }

  private List<String> heard() {
    return received("ResourceUri").stream()
        .map(uri -> uri.substring(uri.lastIndexOf('/') + 1))
        .toList();
  }

  private List<String> changes() {
    return received("ResourceChangeUtcDate");
  }

  private List<String> received(String property) {
    return receiver.requests().stream()
        .map(request -> SandboxJson.parse(request.body()).path(property).asText())
        .toList();
  }
}
