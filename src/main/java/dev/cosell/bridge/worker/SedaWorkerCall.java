package dev.cosell.bridge.worker;

import dev.cosell.bridge.ledger.WorkerCall;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Calls a worker by a message to the route {@code synchronize-changes}. */
@Component
class SedaWorkerCall implements WorkerCall {

  private static final Logger LOG = LoggerFactory.getLogger(SedaWorkerCall.class);
  private static final String ROUTE = "seda:synchronize-changes";

  private final ObjectProvider<CamelContext> camel;
  private final ObjectProvider<ProducerTemplate> messages;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "worker-call");
            thread.setDaemon(true);
            return thread;
          });

  SedaWorkerCall(
      ObjectProvider<CamelContext> camel, ObjectProvider<ProducerTemplate> messages, Clock clock) {
    this.camel = camel;
    this.messages = messages;
    this.clock = clock;
  }

  @Override
  public void dueAt(Instant when) {
    long millis = Math.max(0, Duration.between(clock.instant(), when).toMillis() + 1);
    try {
      Future<?> nobodyWaitsForIt = timer.schedule(this::call, millis, TimeUnit.MILLISECONDS);
      LOG.trace("a worker is called in {} ms: {}", millis, nobodyWaitsForIt);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("no worker is called any more: the service stops");
    }
  }

  /** A failed call loses nothing: the polling route finds the change. */
  private void call() {
    try {
      if (camel.getObject().isStarted()) {
        messages.getObject().sendBody(ROUTE, "due");
      }
    } catch (RuntimeException lost) {
      LOG.debug("a worker could not be called; it polls by itself", lost);
    }
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }
}
