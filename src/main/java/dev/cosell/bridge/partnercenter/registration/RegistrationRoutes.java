package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.sync.FailureTranslator;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Calls the routes, and waits for their end. */
@Component
class RegistrationRoutes implements TenantWebhooks {

  private final ProducerTemplate camel;
  private final FailureTranslator failures;

  RegistrationRoutes(
      ProducerTemplate camel, @Qualifier("partnerCenterFailures") FailureTranslator failures) {
    this.camel = camel;
    this.failures = failures;
  }

  @Override
  public void view(RegistrationCheck check) {
    send("direct:view-webhook-registration", check);
  }

  @Override
  public void register(RegistrationCheck check) {
    send("direct:register-webhook", check);
  }

  @Override
  public String sendHeartbeat() {
    return send("direct:send-webhook-heartbeat", "").getBody(String.class);
  }

  @Override
  public TestResult readHeartbeat(String correlationId) {
    return send("direct:read-webhook-heartbeat", correlationId).getBody(TestResult.class);
  }

  private Message send(String route, Object body) {
    Exchange done = camel.send(route, exchange -> exchange.getMessage().setBody(body));
    Exception failure = done.getException();
    if (failure != null) {
      throw translated(failure);
    }
    return done.getMessage();
  }

  private RuntimeException translated(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RemoteFailure known) {
        return known;
      }
      if (cause instanceof DataAccessException store) {
        return store;
      }
      if (cause instanceof TransactionException store) {
        return store;
      }
      Optional<RemoteFailure> known = failures.translate(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return new RemoteFailure(
        Kind.TRANSIENT,
        "Partner Center cannot be reached: " + NestedExceptionUtils.getMostSpecificCause(failure),
        null,
        failure);
  }
}
