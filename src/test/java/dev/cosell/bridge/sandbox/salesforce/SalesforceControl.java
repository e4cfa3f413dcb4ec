package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.Refused;
import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths below {@code /sandbox/}: rows as a seller sees and edits them, and the switches.
 *
 * <p>{@code GET} and {@code POST /sandbox/{sObject}}; {@code GET}, {@code PATCH} and {@code DELETE
 * /sandbox/{sObject}/{id}}; {@code POST
 * /sandbox/Opportunity/{id}/win|lose|reopen|hold|resume|share|unshare|line-item|primary-contact}
 * and {@code /sandbox/Lead/{id}/convert|share|unshare}; for {@code POST} to the switches see {@link
 * SalesforceSwitches}. {@code opportunities}, {@code leads}, {@code accounts}, {@code contacts} and
 * {@code users} are other words for the sObjects.
 */
final class SalesforceControl implements SandboxHandler {

  private static final int SOBJECT = 2;
  private static final int ROW_ID = 3;
  private static final int ACTION = 4;
  private static final Map<String, String> ALIASES =
      Map.of(
          "opportunities", "Opportunity",
          "leads", "Lead",
          "accounts", "Account",
          "contacts", "Contact",
          "users", "User");

  private final SalesforceSandbox sandbox;
  private final SalesforceSwitches switches;

  SalesforceControl(SalesforceSandbox sandbox) {
    this.sandbox = sandbox;
    this.switches = new SalesforceSwitches(sandbox);
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    try {
      return route(request, List.of(request.path().split("/", -1)));
    } catch (SalesforceError refusal) {
      return SandboxJson.response(refusal.status(), refusal.body());
    } catch (Refused refusal) {
      SalesforceError error = SalesforceError.of(refusal.status(), refusal.code(), refusal.text());
      return SandboxJson.response(error.status(), error.body());
    }
  }

  private SandboxResponse route(SandboxRequest request, List<String> path) {
    String name = path.get(SOBJECT);
    String sObject = ALIASES.getOrDefault(name, name);
    return switch (path.size()) {
      case ROW_ID -> {
        @Nullable SandboxResponse switched = switches.answer(request, name);
        yield switched == null ? rows(request, sObject) : switched;
      }
      case ACTION -> row(request, sObject, path.get(ROW_ID));
      case ACTION + 1 -> action(request, sObject, path.get(ROW_ID), path.get(ACTION));
      default -> throw SalesforceError.notFound();
    };
  }

  private SandboxResponse rows(SandboxRequest request, String sObject) {
    return switch (request.method()) {
      case "GET" -> {
        ArrayNode all = (ArrayNode) SandboxJson.tree(sandbox.rows(sObject));
        yield SandboxJson.response(200, all);
      }
      case "POST" -> {
        String id = sandbox.create(sObject, body(request));
        yield SandboxJson.response(201, sandbox.row(sObject, id).orElseThrow());
      }
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse row(SandboxRequest request, String sObject, String id) {
    return switch (request.method()) {
      case "GET" ->
          SandboxJson.response(
              200, sandbox.row(sObject, id).orElseThrow(SalesforceError::notFound));
      case "PATCH" -> SandboxJson.response(200, sandbox.update(sObject, id, body(request)));
      case "DELETE" -> done(() -> sandbox.delete(sObject, id));
      default -> throw notAllowed(request);
    };
  }

  private SandboxResponse action(SandboxRequest request, String sObject, String id, String action) {
    return switch (request.method() + " " + sObject + " " + action) {
      case "POST Opportunity win" -> done(() -> sandbox.win(id));
      case "POST Opportunity lose" -> done(() -> sandbox.lose(id));
      case "POST Opportunity reopen" -> done(() -> sandbox.reopen(id));
      case "POST Opportunity hold" -> done(() -> sandbox.hold(id));
      case "POST Opportunity resume" -> done(() -> sandbox.resume(id));
      case "POST Opportunity share", "POST Lead share" ->
          done(() -> sandbox.share(sObject, id, true));
      case "POST Opportunity unshare", "POST Lead unshare" ->
          done(() -> sandbox.share(sObject, id, false));
      case "POST Opportunity line-item" -> done(() -> lineItem(id, body(request)));
      case "POST Opportunity primary-contact" ->
          done(() -> sandbox.setPrimaryContact(id, body(request).path("contactId").asText()));
      case "POST Lead convert" -> converted(id, body(request));
      default -> throw notAllowed(request);
    };
  }

  private void lineItem(String id, ObjectNode body) {
    JsonNode total = body.path("total");
    if (!total.isNumber()) {
      throw SalesforceError.of(400, "FORM", "total is a number.");
    }
    sandbox.addLineItem(id, total.decimalValue());
  }

  private SandboxResponse converted(String lead, ObjectNode body) {
    sandbox.convert(lead, body.path("withOpportunity").asBoolean(true));
    return SandboxJson.response(200, sandbox.row("Lead", lead).orElseThrow());
  }

  private static ObjectNode body(SandboxRequest request) {
    return SandboxJson.parseObject(request.body());
  }

  static SandboxResponse done(Runnable work) {
    work.run();
    return SandboxResponse.empty(204);
  }

  private static SalesforceError notAllowed(SandboxRequest request) {
    return SalesforceError.of(
        405, "METHOD_NOT_ALLOWED", request.method() + " " + request.path() + "?");
  }
}
