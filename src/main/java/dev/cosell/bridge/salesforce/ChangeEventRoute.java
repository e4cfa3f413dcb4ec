package dev.cosell.bridge.salesforce;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;

/** The route that subscribes to change events, and the connection beneath it. */
class ChangeEventRoute {

  private final CamelContext camel;
  private final String id;

  /** The route that the settings choose; it is not started. */
  ChangeEventRoute(CamelContext camel, SalesforceSettings settings) {
    this.camel = camel;
    this.id = "salesforce-change-events-" + (settings.isPubSub() ? "pub-sub" : "cometd");
  }

  /** How the subscription stands. */
  Standing standing() {
    ServiceStatus status = routes().getRouteStatus(id);
    return Optional.ofNullable(camel.getRoute(id))
        .filter(route -> status != null && status.isStarted())
        .map(Route::getConsumer)
        .filter(ChangeEventConsumer.class::isInstance)
        .map(consumer -> ((ChangeEventConsumer) consumer).connection())
        .map(EventConnection::standing)
        .orElse(Standing.NONE);
  }

  /**
   * Begins with a new connection, and does not wait for it.
   *
   * @throws Exception when the route cannot run
   */
  void start() throws Exception {
    routes().startRoute(id);
  }

  /**
   * Ends the route and its connection; both may have ended before.
   *
   * @throws Exception when it was interrupted
   */
  void stop() throws Exception {
    routes().stopRoute(id);
  }

  private RouteController routes() {
    return camel.getRouteController();
  }
}
