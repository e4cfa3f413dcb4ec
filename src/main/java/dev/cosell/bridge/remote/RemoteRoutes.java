package dev.cosell.bridge.remote;

import dev.cosell.bridge.sync.FailureTranslator;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sends to routes that call a remote system, and waits for their end; what the system did not do is
 * told as a {@link RemoteFailure}.
 */
public final class RemoteRoutes {

  private final ProducerTemplate camel;
  private final FailureTranslator failures;

  /**
   * Routes that call one system, or several.
   *
   * @param failures what the refusals of those systems mean
   */
  public RemoteRoutes(ProducerTemplate camel, FailureTranslator failures) {
    this.camel = camel;
    this.failures = failures;
  }

  /**
   * Sends to a route, and waits for its end.
   *
   * @return what a system did not do, or empty when the route came through
   * @throws DataAccessException when the store is unavailable
   * @throws TransactionException the same
   */
  public Optional<RemoteFailure> send(String route, Object body) {
    return Optional.ofNullable(sent(route, body).getException()).map(this::translated);
  }

  /**
   * Sends to a route, and waits for its answer.
   *
   * @throws RemoteFailure when a system did not do what was asked
   * @throws DataAccessException when the store is unavailable
   * @throws TransactionException the same
   */
  public <T> T ask(String route, Object body, Class<T> answer) {
    Exchange done = sent(route, body);
    Exception failure = done.getException();
    if (failure != null) {
      throw translated(failure);
    }
    return done.getMessage().getBody(answer);
  }

  /** The mistake in the bridge behind a failure that is neither a refusal nor a lost connection. */
  public Optional<Throwable> mistake(RemoteFailure failure) {
    return Optional.ofNullable(failure.getCause())
        .filter(cause -> !(cause instanceof IOException))
        .filter(cause -> failures.translate(cause).isEmpty());
  }

  private Exchange sent(String route, Object body) {
    return camel.send(route, exchange -> exchange.getMessage().setBody(body));
  }

  private RemoteFailure translated(Exception failure) {
    return failures.translateCause(failure).orElseGet(() -> unknown(failure));
  }

  private static RemoteFailure unknown(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessException store) {
        throw store;
      }
      if (cause instanceof TransactionException store) {
        throw store;
      }
    }
    return new RemoteFailure(Kind.TRANSIENT, String.valueOf(failure), null, failure);
  }
}
