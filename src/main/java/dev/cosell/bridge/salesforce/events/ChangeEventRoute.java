package dev.cosell.bridge.salesforce.events;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The route that subscribes to change events, and the connection beneath it. */
public final class ChangeEventRoute implements ChangeEventWatch.Subscription {

  private final CamelContext camel;
  private final String id;

  /** The route with this id. */
  public ChangeEventRoute(CamelContext camel, String id) {
    this.camel = camel;
    this.id = id;
  }

  @Override
  public Standing standing() {
    return consumer().map(ChangeEventConsumer::standing).orElse(Standing.NONE);
  }

  @Override
  public void beginAnew() {
    consumer().ifPresent(ChangeEventConsumer::beginAnew);
  }

  private Optional<ChangeEventConsumer> consumer() {
    return Optional.ofNullable(camel.getRoute(id))
        .map(Route::getConsumer)
        .filter(ChangeEventConsumer.class::isInstance)
        .map(ChangeEventConsumer.class::cast);
  }
}
