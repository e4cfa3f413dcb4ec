package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.credential.AccessTokens;
import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.remote.SystemGate;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.Synchronization;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The strict sandbox, and shipped routes that call it, without the rest of the bridge. */
final class SandboxOrg implements AutoCloseable {

  private static final Map<String, String> OF_THE_SANDBOX =
      Map.of(
          "client-id",
          dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings.CLIENT_ID,
          "client-secret",
          dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings.CLIENT_SECRET);

  final SalesforceSandbox sandbox;
  final Mappings mappings = OrgDeal.mappings();
  final SalesforceOrganization organization;
  final SalesforceSettings settings;
  final SalesforceApi api;
  final ApiUsage usage = new ApiUsage(80);
  final SystemGate gate;
  final OrgComponent component;
  final CamelContext camel = new DefaultCamelContext();

  SandboxOrg(SalesforceSandbox sandbox, String... routes) throws Exception {
    this(sandbox, Gates.open(), routes);
  }

  /** With another gate. */
  SandboxOrg(SalesforceSandbox sandbox, SystemGate gate, String... routes) throws Exception {
    this.sandbox = sandbox;
    SalesforceConfiguration beans = new SalesforceConfiguration();
    settings = TestSettings.at(sandbox.url(), OF_THE_SANDBOX);
    this.gate = gate;
    AccessTokens tokens =
        beans.salesforceTokens(settings, Gates.settings(Map.of()), Clock.systemUTC());
    component = beans.salesforce(camel, settings, Gates.settings(Map.of()), tokens, usage, gate);
    camel.addComponent("salesforce", component);
    organization = beans.salesforceOrganization(component, Clock.systemUTC());
    api = beans.salesforceApi(settings);
    SalesforceWrites writes = beans.salesforceWrites(mappings, organization, api);
    bind("salesforceWrites", writes);
    bind("salesforceContactRoles", beans.salesforceContactRoles(organization, api, writes));
    bind("salesforceLeads", beans.salesforceLeads(mappings, api));
    bind(
        "salesforceDescription",
        beans.salesforceDescription(organization, settings, api, mappings));
    bind("webhookEntry", new NoWebhook());
    camel.getPropertiesComponent().addInitialProperty("cosell.crm", "salesforce");
    camel.start();
    load("error-handling");
    for (String route : routes) {
      load("salesforce/" + route);
    }
  }

  /** The error handling of all routes knows it. */
  static final class NoWebhook {

    public int refused() {
      return 0;
    }
  }

  void bind(String name, Object bean) {
    camel.getRegistry().bind(name, bean);
  }

  void load(String route) throws Exception {
    Path file = Path.of("routes", route + ".camel.yaml").toAbsolutePath();
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:" + file));
  }

  /** A route that does nothing, in the place of one that is not wanted. */
  void standIn(String name) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + name).log("not wanted here");
          }
        });
  }

  /** Describes the organisation, as the bridge does before everything else. */
  void describe() {
    Exchange done = send("direct:salesforce-describe", organization);
    if (done.getException() != null) {
      throw new AssertionError(done.getException());
    }
  }

  Exchange send(String route, Object body) {
    FluentProducerTemplate template = camel.createFluentProducerTemplate();
    return template.to(route).withBody(body).send();
  }

  /** One call, outside of any route. */
  Exchange call(SalesforceCall call, String body) {
    return camel
        .createFluentProducerTemplate()
        .to("salesforce:raw")
        .withProcessor(
            exchange -> {
              call.applyTo(exchange.getMessage().getHeaders());
              exchange.getMessage().setBody(body);
            })
        .send();
  }

  /** Sends a synchronization and takes what comes back. */
  Synchronization synchronize(String route, Synchronization synchronization) {
    Exchange done = send(route, synchronization);
    if (done.getException() != null) {
      throw new AssertionError(done.getException());
    }
    return done.getMessage().getBody(Synchronization.class);
  }

  @Override
  public void close() {
    camel.stop();
    sandbox.close();
  }
}
