package dev.cosell.bridge.partnercenter.registration;

import dev.cosell.bridge.remote.RemoteRoutes;
import dev.cosell.bridge.sync.FailureTranslator;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Calls the routes, and waits for their end. */
@Component
class RegistrationRoutes implements TenantWebhooks {

  private final RemoteRoutes routes;

  RegistrationRoutes(
      ProducerTemplate camel, @Qualifier("partnerCenterFailures") FailureTranslator failures) {
    this.routes = new RemoteRoutes(camel, failures);
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
    return routes.ask("direct:send-webhook-heartbeat", "", String.class);
  }

  @Override
  public TestResult readHeartbeat(String correlationId) {
    return routes.ask("direct:read-webhook-heartbeat", correlationId, TestResult.class);
  }

  private void send(String route, RegistrationCheck check) {
    routes
        .send(route, check)
        .ifPresent(
            failure -> {
              throw failure;
            });
  }
}
