package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.credential.AccessTokens.AccessToken;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.remote.SystemsSettings;
import dev.cosell.bridge.remote.TimeOuts;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxServer;
import dev.cosell.bridge.sync.RemoteFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel context with the component, and a server that stands for Salesforce. */
final class OrgFixture implements AutoCloseable {

  static final SalesforceCall READ = SalesforceCall.of("GET", "/services/data/v62.0/limits/");
  static final SalesforceCall WRITE =
      SalesforceCall.of("PATCH", "/services/data/v62.0/sobjects/Opportunity/006000000000001AAA");
  static final SalesforceCall CREATE =
      SalesforceCall.of("POST", "/services/data/v62.0/sobjects/Account/");
  static final String BODY = "{\"Name\":\"Müller & Söhne\"}";

  final CamelContext camel = new DefaultCamelContext();
  final ApiUsage usage = new ApiUsage(80);
  final SystemGate gate = Gates.open();
  final OrgComponent component;
  final AccessTokens tokens;
  private final @Nullable FakeOrg fake;
  private final @Nullable SandboxServer server;

  private OrgFixture(
      URI org,
      AccessTokens tokens,
      SystemsSettings systems,
      Map<String, String> settings,
      @Nullable FakeOrg fake,
      @Nullable SandboxServer server) {
    this.tokens = tokens;
    this.fake = fake;
    this.server = server;
    component =
        new SalesforceConfiguration()
            .salesforce(camel, TestSettings.at(org, settings), systems, tokens, usage, gate);
    camel.addComponent("salesforce", component);
    camel.start();
    addRoute();
  }

  /** As the bridge calls it: in a route whose failures go to the caller as they are. */
  private void addRoute() {
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              onException(Exception.class).maximumRedeliveries(0).logExhausted(false);
              from("direct:call").to("salesforce:raw");
            }
          });
    } catch (Exception mistake) {
      throw new IllegalStateException(mistake);
    }
  }

  /** With a token endpoint and an API on one host. */
  static OrgFixture answering(SandboxHandler api) throws Exception {
    FakeOrg fake = new FakeOrg(api);
    SandboxServer server = new SandboxServer(0, fake, fake);
    fake.naming(server.url().toString());
    SalesforceSettings settings = TestSettings.at(server.url(), Map.of());
    AccessTokens tokens =
        new SalesforceConfiguration()
            .salesforceTokens(settings, Gates.settings(Map.of()), Clock.systemUTC());
    return new OrgFixture(server.url(), tokens, Gates.settings(Map.of()), Map.of(), fake, server);
  }

  /** With tokens that are not asked for. */
  static OrgFixture at(URI org) {
    return withTokens(org, () -> token("secret-token-1"));
  }

  static OrgFixture withTokens(URI org, Supplier<AccessToken> source) {
    return new OrgFixture(
        org,
        new AccessTokens(source, Clock.systemUTC()),
        Gates.settings(Map.of()),
        Map.of(),
        null,
        null);
  }

  /** With tokens that are not asked for, and these time-outs. */
  static OrgFixture impatient(URI org, TimeOuts timeOuts) {
    return new OrgFixture(
        org,
        new AccessTokens(() -> token("secret-token-1"), Clock.systemUTC()),
        Gates.settings(
            Map.of("cosell.systems.connect-timeout", timeOuts.connect().toMillis() + "ms")),
        Map.of("answer-timeout", timeOuts.answer().toMillis() + "ms"),
        null,
        null);
  }

  static AccessToken token(String value) {
    return new AccessToken(value, Instant.now().plusSeconds(3600));
  }

  FakeOrg org() {
    return Objects.requireNonNull(fake);
  }

  SandboxServer server() {
    return Objects.requireNonNull(server);
  }

  /** The requests that were none for a token. */
  List<SandboxRequest> requests() {
    return server().requests().stream()
        .filter(request -> !request.path().startsWith("/services/oauth2/"))
        .toList();
  }

  /** Sends one call and returns the exchange as it came back. */
  Exchange call(SalesforceCall call, @Nullable String body) {
    FluentProducerTemplate template = camel.createFluentProducerTemplate();
    return template
        .to("direct:call")
        .withProcessor(
            exchange -> {
              call.applyTo(exchange.getMessage().getHeaders());
              exchange.getMessage().setBody(body);
            })
        .send();
  }

  SalesforceAnswer answer(SalesforceCall call, @Nullable String body) {
    Exchange exchange = call(call, body);
    if (exchange.getException() != null) {
      throw new AssertionError(exchange.getException());
    }
    return exchange.getMessage().getBody(SalesforceAnswer.class);
  }

  SalesforceRefused refusal(SalesforceCall call, @Nullable String body) {
    Exception failure = call(call, body).getException();
    if (failure instanceof SalesforceRefused refused) {
      return refused;
    }
    throw new AssertionError("no SalesforceRefused", failure);
  }

  /** Why a call got no token; the component wraps it, and a synchronization looks beneath. */
  RemoteFailure noToken(SalesforceCall call, @Nullable String body) {
    Exception failure = call(call, body).getException();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RemoteFailure found) {
        return found;
      }
    }
    throw new AssertionError("no RemoteFailure", failure);
  }

  /** What a synchronization makes of the refusal of a call. */
  static RemoteFailure meaning(SalesforceRefused refused) {
    return new SalesforceFailures(
            new SalesforceOrganization(() -> "", Clock.systemUTC()), Duration.ofMinutes(15))
        .translated(refused);
  }

  @Override
  public void close() {
    camel.stop();
    if (server != null) {
      server.close();
    }
  }
}
