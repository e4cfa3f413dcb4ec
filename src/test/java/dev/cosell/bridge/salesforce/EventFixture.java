package dev.cosell.bridge.salesforce;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.crm.PollHealth;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.salesforce.events.ChangeEventRoute;
import dev.cosell.bridge.salesforce.events.ChangeEventWatch;
import dev.cosell.bridge.salesforce.events.ChangeEvents;
import dev.cosell.bridge.salesforce.events.Standing;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.store.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The routes of change events with everything beneath them; what they wake is a poll that only
 * counts. The clock of the watch stands still until a test moves it.
 */
final class EventFixture implements AutoCloseable {

  /** The setting that says where the Pub/Sub API is. */
  static final String PUB_SUB = "pub-sub-address";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock();
  final DefaultCamelContext camel = new DefaultCamelContext();
  final Polls polls = new Polls();
  final AccessTokens tokens;
  final ChangeEvents events;
  final ChangeEventWatch watch;
  private final ChangeEventRoute route;
  private final String subscribing;

  /** The poll, as the routes call it. */
  public static final class Polls {

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Instant lastAt = Instant.MIN;

    /** Counts. */
    public boolean poll() {
      lastAt = Instant.now();
      count.incrementAndGet();
      return refusals.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }

    /** How often somebody polled. */
    int count() {
      return count.get();
    }

    /** When somebody polled last. */
    Instant lastAt() {
      return lastAt;
    }

    /** Whether nobody has polled for so long. */
    boolean isQuietFor(Duration time) {
      return lastAt.plus(time).isBefore(Instant.now());
    }

    /** Another node is polling for as long as that. */
    void refuse(int times) {
      refusals.set(times);
    }
  }

  /**
   * Starts all but the subscription.
   *
   * @param api cometd or pub-sub
   * @param org where tokens are
   * @param others settings without {@code cosell.salesforce} in front
   */
  EventFixture(String api, URI org, Map<String, String> others) throws Exception {
    dev.cosell.bridge.salesforce.SalesforceSettings settings = settings(api, org, others);
    tokens =
        new SalesforceConfiguration()
            .salesforceTokens(settings, Gates.settings(Map.of()), Clock.systemUTC());
    OrgComponent component =
        new SalesforceConfiguration()
            .salesforce(
                camel, settings, Gates.settings(Map.of()), tokens, new ApiUsage(80), Gates.open());
    events = new ChangeEvents(user -> SalesforceId.areSame(component.userId(), user), clock);
    route = new ChangeEventRoute(camel, settings.changeEventsRoute());
    watch =
        new ChangeEventWatch(
            route, settings.changeEventsSilence(), events, new PollHealth(), clock);
    subscribing = "salesforce-change-events-" + api;
    camel.addComponent("salesforce", component);
    camel.getRegistry().bind("changeEvents", events);
    camel.getRegistry().bind("salesforcePolling", polls);
    camel.getPropertiesComponent().addInitialProperty("cosell.crm", "salesforce");
    camel.getPropertiesComponent().addInitialProperty("cosell.salesforce.change-events", api);
    camel.start();
    load("poll-salesforce-soon");
  }

  private static dev.cosell.bridge.salesforce.SalesforceSettings settings(
      String api, URI org, Map<String, String> others) {
    Map<String, String> settings = new HashMap<>();
    settings.put("cosell.salesforce.login-url", org.toString());
    settings.put("cosell.salesforce.client-id", SalesforceSettings.CLIENT_ID);
    settings.put("cosell.salesforce.client-secret", SalesforceSettings.CLIENT_SECRET);
    settings.put("cosell.salesforce.change-events", api);
    others.forEach((name, value) -> settings.put("cosell.salesforce." + name, value));
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("cosell.salesforce", dev.cosell.bridge.salesforce.SalesforceSettings.class);
  }

  private void load(String name) throws Exception {
    String file = Path.of("routes/salesforce", name + ".camel.yaml").toString();
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + file));
  }

  /** A sandbox where something is heard several times a second. */
  static SalesforceSandbox sandbox(int port, int pubSubPort) throws Exception {
    SalesforceSettings usual = SalesforceSettings.standard().onPort(port);
    return SalesforceSandbox.start(
        usual.with(
            usual
                .changeEvents()
                .withPubSubPort(pubSubPort)
                .withPollTimeout(Duration.ofMillis(300))
                .withReconnectTimeout(Duration.ofSeconds(5))
                .withKeepAlive(Duration.ofMillis(300))));
  }

  /** With a sandbox that is there. */
  static EventFixture of(String api, SalesforceSandbox sandbox) throws Exception {
    return new EventFixture(
        api, sandbox.url(), Map.of(PUB_SUB, "http://" + sandbox.events().pubSubAddress().get()));
  }

  Standing standing() {
    return route.standing();
  }

  /** Starts the route that subscribes. */
  void begin() throws Exception {
    load(subscribing);
  }

  /** Begins the subscription, and waits until it is open and was polled for. */
  void subscribe() throws Exception {
    int before = polls.count();
    begin();
    awaitOpen(before);
  }

  /** Lets the watch begin the subscription anew, and waits in the same way. */
  void heal() {
    int before = polls.count();
    watch.look();
    awaitOpen(before);
  }

  private void awaitOpen(int before) {
    await().atMost(PATIENCE).until(() -> standing().isOpen());
    awaitPolls(before + 1);
  }

  /** Waits until the subscription is known to have ended. */
  void awaitEnd() {
    await().atMost(PATIENCE).until(() -> !standing().isAlive());
  }

  void awaitPolls(int count) {
    await().atMost(PATIENCE).until(() -> polls.count() >= count);
  }

  /** Waits until Salesforce has said something more. */
  void awaitWord() {
    long before = standing().timesHeard();
    await().atMost(PATIENCE).until(() -> standing().timesHeard() > before);
  }

  void stopSubscribing() throws Exception {
    camel.getRouteController().stopRoute(subscribing);
  }

  /** Lets time pass by the clock of the watch, while Salesforce says now and then that it lives. */
  void passHearing(Duration time) {
    Duration step = Duration.ofMinutes(1);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      clock.move(step);
      awaitWord();
      watch.look();
    }
  }

  /**
   * The watch finds in each look of a timer that the subscription has to begin anew; returns when
   * it has looked a few times.
   */
  void lookWithoutPause() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("timer:hurried?period=1")
                .process(
                    looking -> {
                      clock.move(Duration.ofMinutes(16));
                      watch.look();
                      looks.incrementAndGet();
                    });
          }
        });
    await().atMost(PATIENCE).until(() -> looks.get() >= 3);
  }

  /** The bridge itself writes a row. */
  void write(String path, String body) {
    Exchange exchange =
        camel
            .createFluentProducerTemplate()
            .to("salesforce:raw")
            .withProcessor(
                call -> {
                  SalesforceCall.of("PATCH", "/services/data/v62.0/sobjects/" + path)
                      .applyTo(call.getMessage().getHeaders());
                  call.getMessage().setBody(body);
                })
            .send();
    if (exchange.getException() != null) {
      throw new AssertionError(exchange.getException());
    }
  }

  static ObjectNode form(String text) {
    return SandboxJson.parseObject(text.replace('\'', '"'));
  }

  @Override
  public void close() {
    camel.stop();
  }
}
