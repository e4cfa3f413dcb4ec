package dev.cosell.bridge.salesforce;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.salesforce.PubSubApiConsumer;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.service.ServiceHelper;

/** The route that subscribes to change events, and the connection beneath it. */
class ChangeEventRoute {

  private final CamelContext camel;
  private final OrgComponent salesforce;
  private final SalesforceSettings settings;
  private final String id;

  /** The route that the settings choose; it is not started. */
  ChangeEventRoute(CamelContext camel, OrgComponent salesforce, SalesforceSettings settings) {
    this.camel = camel;
    this.salesforce = salesforce;
    this.settings = settings;
    this.id = "salesforce-change-events-" + (settings.isPubSub() ? "pub-sub" : "cometd");
  }

  /** Whether the route says that it runs; its connection may be dead all the same. */
  boolean isStarted() {
    ServiceStatus status = routes().getRouteStatus(id);
    return status != null && status.isStarted();
  }

  /**
   * Begins with a new connection.
   *
   * @throws Exception when there is no connection, or it was interrupted
   */
  void start() throws Exception {
    Consumer consumer = camel.getRoute(id).getConsumer();
    if (consumer instanceof PubSubApiConsumer pubSub) {
      pubSub.setUsePlainTextConnection(settings.isPubSubPlain());
    }
    routes().startRoute(id);
  }

  /**
   * Ends the route and its connection; both may have ended before.
   *
   * @throws Exception when it was interrupted
   */
  void stop() throws Exception {
    routes().stopRoute(id);
    if (!settings.isPubSub()) {
      // the route's end leaves the connection as it is
      ServiceHelper.stopService(salesforce.getSubscriptionHelper());
    }
  }

  private RouteController routes() {
    return camel.getRouteController();
  }
}
