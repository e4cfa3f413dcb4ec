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
import java.util.Locale;
import java.util.Optional;
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
  private volatile Set<String> knownEvents = EVENTS;
  private volatile boolean isCamelCase;

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
      case "GET " + REGISTRATION -> SandboxJson.response(200, shown(registration()));
      case "POST " + REGISTRATION -> register(request);
      case "PUT " + REGISTRATION -> replace(request);
      case "GET " + REGISTRATION + "/events" ->
          SandboxJson.response(200, SandboxJson.tree(knownEvents));
      case "POST " + VALIDATION -> sendTest(request);
      default -> testResult(request);
    };
  }

  private WebhookRegistration registration() {
    return registrations
        .current()
        .orElseThrow(() -> new Refused(404, "404", "There is no registration."));
  }

  private synchronized SandboxResponse register(SandboxRequest request) {
    WebhookRegistration wanted = WebhookRegistration.parse(request.body(), knownEvents);
    if (registrations.current().isPresent()) {
      throw new Refused(
          409, "409", "Registration already exists, use the PUT method to update a registration.");
    }
    registrations.replace(wanted);
    return SandboxJson.response(200, wanted.toJson().put("SubscriberId", partnerId));
  }

  private synchronized SandboxResponse replace(SandboxRequest request) {
    registration();
    WebhookRegistration wanted = WebhookRegistration.parse(request.body(), knownEvents);
    registrations.replace(wanted);
    return SandboxJson.response(200, wanted.toJson().put("SubscriberId", partnerId));
  }

  private synchronized SandboxResponse sendTest(SandboxRequest request) {
    if (!request.body().isEmpty()) {
      throw new Refused(400, "400", "A validation event is asked for without a body.");
    }
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

  /** The documentation writes names in PascalCase, the OpenAPI in camelCase. */
  private ObjectNode shown(WebhookRegistration registration) {
    ObjectNode pascal = registration.toJson();
    if (!isCamelCase) {
      return pascal;
    }
    ObjectNode camel = SandboxJson.object();
    pascal
        .properties()
        .forEach(
            it ->
                camel.set(
                    it.getKey().substring(0, 1).toLowerCase(Locale.ROOT) + it.getKey().substring(1),
                    it.getValue()));
    return camel;
  }

  /** Whether names are shown in camelCase, as in the OpenAPI, from now on. */
  public void showCamelCase(boolean on) {
    isCamelCase = on;
  }

  /** Registers as another system of the tenant does; a PUT replaces everything. */
  public void register(String body) {
    registrations.replace(WebhookRegistration.parse(body, knownEvents));
  }

  /** Forgets the registration. */
  public void forgetRegistration() {
    registrations.replace(null);
  }

  /** What is registered now, as the documentation shows it. */
  public Optional<ObjectNode> registered() {
    return registrations.current().map(WebhookRegistration::toJson);
  }

  /** Lets test events be asked for as if none had been before. */
  public void forgetTestEvents() {
    validationEvents.forget();
  }

  /** The tenant knows only these events from now on. */
  public void knowOnly(Set<String> events) {
    knownEvents = Set.copyOf(events);
  }

  /**
   * What the control API can do here: look at the registration, register as another system of the
   * tenant does, or forget it.
   */
  public SandboxResponse controlled(SandboxRequest request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /sandbox/registration" ->
          registrations
              .current()
              .map(found -> SandboxJson.response(200, found.toJson()))
              .orElse(SandboxResponse.empty(404));
      case "PUT /sandbox/registration" -> {
        register(request.body());
        yield SandboxResponse.empty(204);
      }
      case "DELETE /sandbox/registration" -> {
        forgetRegistration();
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
