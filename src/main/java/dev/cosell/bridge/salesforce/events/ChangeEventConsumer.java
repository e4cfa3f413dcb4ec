package dev.cosell.bridge.salesforce.events;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands change events to its route, each as a {@link ChangeEvent}. It begins a connection and does
 * not wait for it: a route that hangs in its start would not let the service stop.
 */
final class ChangeEventConsumer extends DefaultConsumer {

  private final Supplier<EventConnection> connections;
  private final Executor workers;
  private volatile @Nullable EventConnection connection;

  /**
   * A consumer that is not started.
   *
   * @param connections gives connections that are not begun
   * @param workers begin them
   */
  ChangeEventConsumer(
      Endpoint endpoint, Processor route, Supplier<EventConnection> connections, Executor workers) {
    super(endpoint, route);
    this.connections = connections;
    this.workers = workers;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    begin();
  }

  private void begin() {
    EventConnection begun = connections.get();
    connection = begun;
    workers.execute(() -> begun.begin(this::received));
  }

  /**
   * Closes its connection and begins another one, unless it is stopped. The route goes on: to stop
   * it from within another one would wait for a service that stops, which waits for that other one.
   */
  void beginAnew() {
    lock.lock();
    try {
      if (isStarted()) {
        end();
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void doStop() throws Exception {
    end();
    super.doStop();
  }

  private void end() {
    EventConnection last = connection;
    if (last != null) {
      last.close();
    }
  }

  /** How its connection stands; before the first start there is none. */
  Standing standing() {
    EventConnection last = connection;
    return last == null ? Standing.NONE : last.standing();
  }

  /** Whatever the route makes of an event, the next ones still come. */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private void received(ChangeEvent event) {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(event);
      getProcessor().process(exchange);
    } catch (Exception failure) {
      exchange.setException(failure);
    }
    Exception failure = exchange.getException();
    if (failure != null && isRunAllowed() && !getEndpoint().getCamelContext().isStopping()) {
      getExceptionHandler().handleException("A change event was not taken", exchange, failure);
    }
    releaseExchange(exchange, false);
  }
}
