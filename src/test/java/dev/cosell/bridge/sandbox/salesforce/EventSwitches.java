package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.events.ChangeEvents;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.ChangeEventSettings;
import org.jspecify.annotations.Nullable;

/**
 * The switches of change events: {@code GET change-events}, and {@code POST} to {@code
 * silence-events}, {@code freeze-events}, {@code disconnect-clients}, {@code complete-streams},
 * {@code fail-streams} (status), {@code lose-events} (count), {@code gap-event} (sObject, id),
 * {@code overflow-event} (sObject) and {@code forget-events}.
 */
final class EventSwitches {

  private final SalesforceSandbox sandbox;

  EventSwitches(SalesforceSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** The answer of a switch, null when the name is none. */
  @Nullable SandboxResponse answer(SandboxRequest request, String name) {
    ObjectNode body = SandboxJson.parseObject(request.body());
    ChangeEvents events = sandbox.events();
    return switch (request.method() + " " + name) {
      case "GET change-events" -> SandboxJson.response(200, state());
      case "POST silence-events" -> SalesforceControl.done(events::silence);
      case "POST freeze-events" -> SalesforceControl.done(events::freeze);
      case "POST disconnect-clients" -> SalesforceControl.done(events::disconnectClients);
      case "POST complete-streams" -> SalesforceControl.done(events::completeStreams);
      case "POST fail-streams" ->
          SalesforceControl.done(() -> fail(body.path("status").asText("UNAVAILABLE")));
      case "POST lose-events" ->
          SalesforceControl.done(() -> events.loseNext(body.path("count").asInt(1)));
      case "POST gap-event" ->
          SalesforceControl.done(() -> events.gap(sObject(body), body.path("id").asText()));
      case "POST overflow-event" -> SalesforceControl.done(() -> events.overflow(sObject(body)));
      case "POST forget-events" -> SalesforceControl.done(events::forgetEvents);
      default -> null;
    };
  }

  private ObjectNode state() {
    ChangeEvents events = sandbox.events();
    ObjectNode state = SandboxJson.object();
    events
        .pubSubAddress()
        .ifPresentOrElse(
            address -> state.put("pubSubAddress", address), () -> state.putNull("pubSubAddress"));
    state.set("entities", SandboxJson.tree(sandbox.settings().changeEvents().entities()));
    state.set("subscriptions", SandboxJson.tree(events.subscriptions()));
    return state;
  }

  private void fail(String status) {
    try {
      sandbox.events().failStreams(status);
    } catch (IllegalArgumentException unknown) {
      throw refused("status is one of gRPC, for example UNAVAILABLE.");
    }
  }

  private static String sObject(ObjectNode body) {
    String sObject = body.path("sObject").asText("Opportunity");
    if (!ChangeEventSettings.SELECTABLE.contains(sObject)) {
      throw refused(sObject + " has no change events.");
    }
    return sObject;
  }

  private static SalesforceError refused(String message) {
    return SalesforceError.of(400, "FORM", message);
  }
}
