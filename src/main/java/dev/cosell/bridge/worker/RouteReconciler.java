package dev.cosell.bridge.worker;

import dev.cosell.bridge.sync.FailureTranslator;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.Synchronization;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.springframework.stereotype.Component;

/**
 * Reconciles by the route {@code synchronize-lead-or-opportunity}. The caller's thread waits; steps
 * of the route may go on elsewhere.
 */
@Component
class RouteReconciler implements Reconciler {

  private static final String ROUTE = "direct:synchronize-lead-or-opportunity";
  private static final String EXPLAIN = "direct:explain-to-seller";

  private final ProducerTemplate camel;
  private final FailureTranslator failures;

  RouteReconciler(ProducerTemplate camel, List<FailureTranslator> translators) {
    this.camel = camel;
    this.failures = FailureTranslator.anyOf(translators);
  }

  @Override
  public Synchronization reconcile(Synchronization begun) {
    return sent(ROUTE, begun);
  }

  @Override
  public void explain(Synchronization failed) {
    sent(EXPLAIN, failed);
  }

  private Synchronization sent(String route, Synchronization begun) {
    Exchange done =
        camel.send(
            route,
            exchange -> {
              exchange.setProperty(RemoteCalls.RUN_LOG, begun.log());
              exchange.getMessage().setBody(begun);
            });
    Exception failure = done.getException();
    if (failure != null) {
      throw translated(failure);
    }
    return Objects.requireNonNull(
        done.getMessage().getBody(Synchronization.class),
        "the route " + route + " ended without a synchronization in its body");
  }

  private RuntimeException translated(Exception failure) {
    return failures
        .translateCause(failure)
        .map(RuntimeException.class::cast)
        .orElseGet(() -> unknown(failure));
  }

  /** A connection that broke is nobody's own failure; anything else is a mistake. */
  private static RuntimeException unknown(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException broken) {
        return new RemoteFailure(
            RemoteFailure.Kind.TRANSIENT,
            "no answer from a remote system (" + broken.getClass().getSimpleName() + ")",
            isDropped(broken) ? Duration.ZERO : null,
            failure);
      }
    }
    return failure instanceof RuntimeException mistake
        ? mistake
        : new IllegalStateException(failure);
  }

  /** A kept connection that the other side had closed meanwhile: once more at once. */
  private static boolean isDropped(IOException broken) {
    return broken instanceof NoHttpResponseException
        || (broken instanceof SocketException && !(broken instanceof ConnectException));
  }
}
