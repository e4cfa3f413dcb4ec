package dev.cosell.bridge.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.entra.BearerGate;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The Webhooks API below {@code /webhooks/v1/registration}. */
public final class WebhooksApi implements SandboxHandler {

  /** The event names that can be registered: ours and some of the many others. */
  public static final Set<String> EVENTS =
      new LinkedHashSet<>(
          List.of(
              "referral-created",
              "referral-updated",
              "related-referral-created",
              "related-referral-updated",
              "test-created",
              "subscription-updated",
              "subscription-created",
              "invoice-ready",
              "granular-admin-relationship-approved",
              "usagerecords-thresholdExceeded"));

  private static final String REGISTRATION = "/webhooks/v1/registration";
  private static final String VALIDATION = REGISTRATION + "/validationEvents";

  private final BearerGate gate;
  private final String partnerId;
  private final WebhookRegistrations registrations;
  private final ValidationEvents validationEvents;

  /** Creates the API of one partner. */
  public WebhooksApi(
      BearerGate gate,
      String partnerId,
      WebhookRegistrations registrations,
      WebhookDispatcher dispatcher) {
    this.gate = gate;
    this.partnerId = partnerId;
    this.registrations = registrations;
    this.validationEvents = new ValidationEvents(Clock.systemUTC(), dispatcher);
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    try {
      gate.check(request);
      return routed(request);
    } catch (Refused refused) {
      return SandboxJson.response(refused.status(), error(refused));
    }
  }

  private SandboxResponse routed(SandboxRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET " + REGISTRATION -> SandboxJson.response(200, registration().toJson());
      case "POST " + REGISTRATION -> register(request);
      case "PUT " + REGISTRATION -> replace(request);
      case "GET " + REGISTRATION + "/events" -> SandboxJson.response(200, SandboxJson.tree(EVENTS));
      case "POST " + VALIDATION -> sendTest();
      default -> testResult(request);
    };
  }

  private WebhookRegistration registration() {
    return registrations
        .current()
        .orElseThrow(() -> new Refused(404, "404", "There is no registration."));
  }

  private synchronized SandboxResponse register(SandboxRequest request) {
    WebhookRegistration wanted = WebhookRegistration.parse(request.body(), EVENTS);
    if (registrations.current().isPresent()) {
      throw new Refused(
          409, "409", "Registration already exists, use the PUT method to update a registration.");
    }
    registrations.replace(wanted);
    return SandboxJson.response(200, wanted.toJson().put("SubscriberId", partnerId));
  }

  private synchronized SandboxResponse replace(SandboxRequest request) {
    registration();
    WebhookRegistration wanted = WebhookRegistration.parse(request.body(), EVENTS);
    registrations.replace(wanted);
    return SandboxJson.response(200, wanted.toJson().put("SubscriberId", partnerId));
  }

  private synchronized SandboxResponse sendTest() {
    if (!registration().events().contains("test-created")) {
      throw new Refused(404, "404", "test-created is not registered.");
    }
    long wait = validationEvents.waitSeconds();
    if (wait > 0) {
      String message = "Rate limit is exceeded. Try again in " + wait + " seconds.";
      ObjectNode body = SandboxJson.object().put("statusCode", 429).put("message", message);
      return SandboxJson.response(429, body).with("Retry-After", Long.toString(wait));
    }
    String correlationId = validationEvents.send(registration().url().toString());
    return SandboxJson.response(200, SandboxJson.object().put("correlationId", correlationId));
  }

  private SandboxResponse testResult(SandboxRequest request) {
    String path = request.path();
    if (!request.method().equals("GET") || !path.startsWith(VALIDATION + "/")) {
      throw new Refused(404, "404", "There is no such resource.");
    }
    return validationEvents
        .result(path.substring(VALIDATION.length() + 1), partnerId)
        .map(found -> SandboxJson.response(200, found))
        .orElseThrow(() -> new Refused(404, "404", "There is no such validation event."));
  }

  /** What the control API can do here: look at the registration, or forget it. */
  public SandboxResponse controlled(SandboxRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /sandbox/registration" ->
          registrations
              .current()
              .map(found -> SandboxJson.response(200, found.toJson()))
              .orElse(SandboxResponse.empty(404));
      case "DELETE /sandbox/registration" -> {
        registrations.replace(null);
        yield SandboxResponse.empty(204);
      }
      default -> SandboxResponse.empty(404);
    };
  }

  private static ObjectNode error(Refused refused) {
    ObjectNode body =
        SandboxJson.object().put("code", refused.code()).put("description", refused.text());
    body.putArray("data");
    return body.put("source", "PartnerWebhooks");
  }
}
