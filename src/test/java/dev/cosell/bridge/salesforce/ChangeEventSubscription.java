package dev.cosell.bridge.salesforce;

import static dev.cosell.bridge.salesforce.EventFixture.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.cosell.bridge.salesforce.events.ChangeEventsTest;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The laws of change events, whatever brings them. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
abstract class ChangeEventSubscription {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Whoever waits for an answer that does not come waits longer. */
  static final Duration ANY_TIMEOUT = Duration.ofSeconds(15);

  /** The sandbox forgets a client after five seconds without a word. */
  static final Duration BEFORE_IT_IS_MISSED = Duration.ofSeconds(4);

  static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  /** Longer than an event that wakes the poll takes. */
  static final Duration A_WHILE = Duration.ofMillis(1_500);

  private static final String DEAL = "{'Name':'Deal','CloseDate':'2030-12-31','sync':true}";

  final String api;
  SalesforceSandbox sandbox;
  EventFixture bridge;
  String deal;

  ChangeEventSubscription(String api) {
    this.api = api;
  }

  @BeforeEach
  void start() throws Exception {
    sandbox = EventFixture.sandbox(0, 0);
    deal = sandbox.create("Opportunity", form(DEAL));
    bridge = EventFixture.of(api, sandbox);
  }

  @AfterEach
  void stop() {
    bridge.close();
    sandbox.close();
  }

  final void sellerEdits() {
    sandbox.update("Opportunity", deal, form("{'NextStep':'call " + System.nanoTime() + "'}"));
  }

  /** Only what comes by itself counts: the watch is not called. */
  final void assertWakes() {
    int before = bridge.polls.count();
    sellerEdits();
    bridge.awaitPolls(before + 1);
  }

  final void assertNoPollFor(Duration time) {
    int before = bridge.polls.count();
    await().during(time).atMost(PATIENCE).until(() -> bridge.polls.count() == before);
  }

  /** The subscription has ended, and the watch heals it without a person. */
  final void assertHeals() {
    bridge.awaitEnd();
    bridge.clock.move(FIRST_PAUSE);
    bridge.heal();
    assertWakes();
  }

  @Test
  void pollsAtOnceWhenASellerChangesADeal() throws Exception {
    bridge.subscribe();
    int before = bridge.polls.count();

    sellerEdits();

    await().atMost(PATIENCE).until(() -> bridge.polls.count() > before);
    assertNoPollFor(A_WHILE);
    assertThat(bridge.polls.count()).isEqualTo(before + 1);
  }

  @Test
  void pollsWhenALeadOrAPrimaryContactChanges() throws Exception {
    String contact = sandbox.create("Contact", form("{'LastName':'Example'}"));
    bridge.subscribe();
    int before = bridge.polls.count();

    sandbox.create("Lead", form("{'LastName':'Example','Company':'Example Customer Ltd'}"));
    bridge.awaitPolls(before + 1);
    sandbox.setPrimaryContact(deal, contact);

    bridge.awaitPolls(before + 2);
  }

  @Test
  void pollsWhenSalesforceDoesNotTellWhatChanged() throws Exception {
    bridge.subscribe();
    int before = bridge.polls.count();

    sandbox.events().overflow("Opportunity");

    bridge.awaitPolls(before + 1);
  }

  @Test
  void doesNotPollForItsOwnWritesAndOtherObjects() throws Exception {
    bridge.subscribe();

    bridge.write("Opportunity/" + deal, "{\"NextStep\":\"of the bridge\"}");
    await().atMost(PATIENCE).until(bridge.events::isArriving);
    assertNoPollFor(A_WHILE);
    bridge.events.begins();
    sandbox.create("Account", form("{'Name':'Contoso'}"));
    await().atMost(PATIENCE).until(bridge.events::isArriving);
    assertNoPollFor(A_WHILE);

    assertWakes();
  }

  @Test
  void pollsAFewTimesForABurstAndOnceAfterItsEnd() throws Exception {
    bridge.subscribe();
    int before = bridge.polls.count();
    Instant begun = Instant.now();

    for (int edit = 0; edit < 300; edit++) {
      sellerEdits();
    }

    Instant ended = Instant.now();
    await().atMost(PATIENCE).until(() -> bridge.polls.isQuietFor(A_WHILE));
    assertThat(bridge.polls.lastAt()).isAfter(ended);
    long halfSeconds = Duration.between(begun, ended).toMillis() / 500;
    assertThat(bridge.polls.count() - before).isLessThanOrEqualTo((int) halfSeconds + 3);
  }

  @Test
  void pollsAgainWhenAnotherNodeWasPolling() throws Exception {
    bridge.subscribe();
    int before = bridge.polls.count();
    bridge.polls.refuse(3);

    sellerEdits();

    bridge.awaitPolls(before + 4);
    assertNoPollFor(A_WHILE);
    assertThat(bridge.polls.count()).isEqualTo(before + 4);
  }

  @Test
  void pollsForWhatChangedWhileNobodyWasSubscribed() throws Exception {
    bridge.subscribe();
    sandbox.events().freeze();
    sellerEdits();
    assertNoPollFor(A_WHILE);
    bridge.clock.move(Duration.ofMinutes(16));

    // waits for the poll
    bridge.heal();
  }

  @Test
  void healsAConnectionThatDiedInSilence() throws Exception {
    bridge.subscribe();
    sandbox.events().freeze();
    sellerEdits();
    assertNoPollFor(A_WHILE);
    bridge.watch.look();
    assertThat(bridge.standing().isOpen()).as("looks well").isTrue();

    bridge.clock.move(Duration.ofMinutes(6).plusSeconds(1));
    bridge.heal();

    assertWakes();
  }

  @Test
  void healsASubscriptionThatIsForgottenThoughItsConnectionLives() throws Exception {
    bridge.subscribe();
    sandbox.events().silence();
    sellerEdits();
    assertNoPollFor(A_WHILE);
    int before = bridge.polls.count();

    bridge.passHearing(Duration.ofMinutes(15));
    assertThat(bridge.polls.count()).isEqualTo(before);
    bridge.clock.move(Duration.ofSeconds(1));
    bridge.heal();

    assertWakes();
  }

  @Test
  void healsAsSoonAsAPollFindsWhatWasNotAnnounced() throws Exception {
    bridge.subscribe();
    sandbox.events().silence();
    bridge.clock.move(FIRST_PAUSE);
    Instant changed = bridge.clock.instant().minusSeconds(40);

    bridge.events.polled(List.of(ChangeEventsTest.record(changed)), bridge.clock.instant());
    bridge.heal();

    assertWakes();
  }

  @Test
  void healsAnExpiredSessionByAFreshToken() throws Exception {
    bridge.subscribe();
    long logins = sandbox.logins();

    sandbox.expireSessions();

    assertHeals();
    assertThat(sandbox.logins()).isEqualTo(logins + 1);
  }

  @Test
  void beginsByAFreshTokenWhenTheKnownOneIsRefused() throws Exception {
    bridge.tokens.currentToken();
    sandbox.expireSessions();

    bridge.subscribe();

    assertThat(sandbox.logins()).isEqualTo(2);
    assertWakes();
  }

  @Test
  void beginsOnceSalesforceCanBeReached(CapturedOutput log) throws Exception {
    bridge.close();
    int port = freePort();
    int pubSub = freePort();
    bridge =
        new EventFixture(
            api,
            URI.create("http://127.0.0.1:" + port),
            Map.of(EventFixture.PUB_SUB, "http://127.0.0.1:" + pubSub));
    bridge.begin();
    assertFails(log);

    sandbox.close();
    sandbox = EventFixture.sandbox(port, pubSub);
    deal = sandbox.create("Opportunity", form(DEAL));

    assertHeals();
    bridge.watch.look();
    assertThat(log.getOut())
        .containsOnlyOnce("the subscription to change events of Salesforce works again");
  }

  @Test
  void beginsOnceItsAddressIsRight(CapturedOutput log) throws Exception {
    bridge.close();
    String nowhere = "http://127.0.0.1:" + freePort();
    bridge =
        new EventFixture(
            api, sandbox.url(), Map.of("instance-url", nowhere, EventFixture.PUB_SUB, nowhere));

    bridge.begin();

    assertFails(log);
    assertThat(log.getOut()).contains(api.equals("cometd") ? "ConnectException" : "UNAVAILABLE");
  }

  /** The subscription does not begin, the watch says so, and it is no matter of a stack trace. */
  private void assertFails(CapturedOutput log) {
    bridge.awaitEnd();
    bridge.watch.look();
    bridge.watch.look();
    assertThat(log.getOut())
        .containsOnlyOnce("the subscription to change events of Salesforce does not work")
        .doesNotContain("\tat ");
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Test
  void saysGoodbyeWhenItStops() throws Exception {
    bridge.subscribe();
    assertThat(sandbox.events().connections()).isEqualTo(1);

    bridge.close();

    await().atMost(BEFORE_IT_IS_MISSED).until(() -> sandbox.events().connections() == 0);
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    Set<Thread> before = threads();
    try (SalesforceSandbox other = EventFixture.sandbox(0, 0);
        EventFixture second = EventFixture.of(api, other)) {
      second.subscribe();
      for (int time = 0; time < 4; time++) {
        second.clock.move(Duration.ofMinutes(16));
        second.heal();
      }
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(begunSince(before)).isEmpty());
  }

  @Test
  void stopsAtOnceThoughSalesforceDoesNotAnswer() throws Exception {
    Set<Thread> before = threads();
    try (SalesforceSandbox other = EventFixture.sandbox(0, 0);
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + silent.getLocalPort();
      EventFixture waiting =
          new EventFixture(
              api, other.url(), Map.of("instance-url", address, EventFixture.PUB_SUB, address));
      waiting.begin();
      silent.accept();
      Instant asked = Instant.now();

      waiting.close();

      assertThat(Duration.between(asked, Instant.now())).isLessThan(ANY_TIMEOUT);
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(begunSince(before)).isEmpty());
  }

  @Test
  void staysStoppedWhenAnOperatorStopsItsRoute() throws Exception {
    bridge.subscribe();

    bridge.stopSubscribing();
    bridge.clock.move(Duration.ofMinutes(16));
    bridge.watch.look();
    sellerEdits();

    assertNoPollFor(A_WHILE);
    assertThat(sandbox.events().connections()).isZero();
  }

  @Test
  void staysStoppedWhenTheServiceStopsInTheMiddleOfALook() throws Exception {
    bridge.subscribe();
    bridge.lookWithoutPause();

    Instant asked = Instant.now();
    bridge.close();

    assertThat(Duration.between(asked, Instant.now())).isLessThan(ANY_TIMEOUT);
    assertThat(bridge.standing().isAlive()).isFalse();
    await().atMost(PATIENCE).until(() -> sandbox.events().connections() == 0);
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  /** Without the threads that all of gRPC shares, the sandbox too: they rest for a minute. */
  private static List<String> begunSince(Set<Thread> before) {
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> !name.startsWith("awaitility"))
        .filter(name -> !name.startsWith("grpc-default-executor"))
        .toList();
  }

  @Test
  void saysNoSecret(CapturedOutput log) throws Exception {
    List<String> secrets = new ArrayList<>(List.of(SalesforceSettings.CLIENT_SECRET));
    List<Logger> loggers =
        List.of(logger("dev.cosell.bridge"), logger("org.apache.camel.component.salesforce"));
    loggers.forEach(logger -> logger.setLevel(Level.TRACE));
    try {
      bridge.subscribe();
      for (int time = 0; time < 2; time++) {
        secrets.add(bridge.tokens.currentToken().value());
        assertWakes();
        sandbox.expireSessions();
        bridge.awaitEnd();
        bridge.clock.move(Duration.ofMinutes(16));
        bridge.heal();
      }
    } finally {
      loggers.forEach(logger -> logger.setLevel(null));
    }

    assertThat(log.getAll()).contains("salesforce").doesNotContain(secrets);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
