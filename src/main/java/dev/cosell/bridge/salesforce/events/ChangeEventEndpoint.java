package dev.cosell.bridge.salesforce.events;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.component.salesforce.SalesforceEndpoint;

/** An endpoint of the component whose consumer is our own. */
public final class ChangeEventEndpoint extends SalesforceEndpoint {

  private final Supplier<EventConnection> connections;
  private final Executor workers;

  /**
   * As the component has parsed it.
   *
   * @param connections gives connections that are not begun
   * @param workers begin them
   */
  public ChangeEventEndpoint(
      SalesforceEndpoint parsed, Supplier<EventConnection> connections, Executor workers) {
    super(
        parsed.getEndpointUri(),
        parsed.getComponent(),
        parsed.getConfiguration(),
        parsed.getOperationName(),
        parsed.getTopicName());
    this.connections = connections;
    this.workers = workers;
  }

  @Override
  public Consumer createConsumer(Processor route) throws Exception {
    Consumer consumer = new ChangeEventConsumer(this, route, connections, workers);
    configureConsumer(consumer);
    return consumer;
  }
}
