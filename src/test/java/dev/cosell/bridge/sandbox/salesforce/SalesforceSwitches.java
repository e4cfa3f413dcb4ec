package dev.cosell.bridge.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.DuplicateRule;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SalesforceSettings;
import dev.cosell.bridge.sandbox.salesforce.setup.Trait;
import dev.cosell.bridge.sandbox.salesforce.setup.ValidationRule;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The switches of the control API: {@code POST} to {@code settings}, {@code fields}, {@code
 * api-usage} (used, max), {@code clock} (shiftSeconds), {@code expire-sessions}, {@code
 * expire-queries} and {@code time-out-queries} (sObject, times); and {@link EventSwitches}.
 */
final class SalesforceSwitches {

  private final SalesforceSandbox sandbox;
  private final EventSwitches events;

  SalesforceSwitches(SalesforceSandbox sandbox) {
    this.sandbox = sandbox;
    this.events = new EventSwitches(sandbox);
  }

  /** The answer of a switch, null when the name is none. */
  @Nullable SandboxResponse answer(SandboxRequest request, String name) {
    return switch (request.method() + " " + name) {
      case "POST settings" -> SalesforceControl.done(() -> settings(body(request)));
      case "POST fields" -> SalesforceControl.done(() -> field(body(request)));
      case "POST api-usage" -> SalesforceControl.done(() -> usage(body(request)));
      case "POST clock" -> SalesforceControl.done(() -> clock(body(request)));
      case "POST expire-sessions" -> SalesforceControl.done(sandbox::expireSessions);
      case "POST time-out-queries" -> SalesforceControl.done(() -> slowness(body(request)));
      case "POST expire-queries" -> SalesforceControl.done(sandbox::expireQueries);
      default -> events.answer(request, name);
    };
  }

  private void settings(ObjectNode body) {
    SalesforceSettings now = sandbox.settings();
    sandbox.change(
        changeEvents(body, limits(body, rules(body, process(body, features(body, now))))));
  }

  private void clock(ObjectNode body) {
    Duration shift = Duration.ofSeconds(body.path("shiftSeconds").asLong());
    sandbox.change(sandbox.settings().withClock(Clock.offset(Clock.systemUTC(), shift)));
  }

  private static SalesforceSettings features(ObjectNode body, SalesforceSettings now) {
    var features = now.features();
    return now.with(
        features
            .withMultiCurrency(body.path("multiCurrency").asBoolean(features.multiCurrency()))
            .withStateAndCountryPicklists(
                body.path("stateAndCountryPicklists")
                    .asBoolean(features.stateAndCountryPicklists()))
            .withCountryCodesAsText(
                body.path("countryCodesAsText").asBoolean(features.countryCodesAsText()))
            .withOpportunityTeams(
                body.path("opportunityTeams").asBoolean(features.opportunityTeams())));
  }

  private static SalesforceSettings process(ObjectNode body, SalesforceSettings now) {
    var process = now.process();
    Map<String, String> mapping = new HashMap<>();
    body.path("leadFieldMapping")
        .properties()
        .forEach(field -> mapping.put(field.getKey(), field.getValue().asText()));
    return now.with(
        process
            .withHoldStages(
                body.path("onHoldStage").asText(process.onHoldStage()),
                body.path("openStage").asText(process.openStage()))
            .withLeadFieldMapping(
                body.has("leadFieldMapping") ? mapping : process.leadFieldMapping()));
  }

  private static SalesforceSettings rules(ObjectNode body, SalesforceSettings now) {
    var rules = now.rules();
    List<ValidationRule> validations =
        body.has("validationRules")
            ? body.path("validationRules").valueStream().map(SalesforceSwitches::rule).toList()
            : rules.validationRules();
    return now.with(
        rules
            .withUniqueReferralId(body.path("uniqueReferralId").asBoolean(rules.uniqueReferralId()))
            .withAccountDuplicates(duplicates(body, rules.accountDuplicates()))
            .withValidationRules(validations));
  }

  private static DuplicateRule duplicates(ObjectNode body, DuplicateRule now) {
    String text = body.path("accountDuplicates").asText(now.name()).toUpperCase(Locale.ROOT);
    try {
      return DuplicateRule.valueOf(text);
    } catch (IllegalArgumentException unknown) {
      throw refused("accountDuplicates is none, alert or block.");
    }
  }

  private static ValidationRule rule(JsonNode json) {
    return new ValidationRule(
        json.path("sObject").asText(),
        json.path("errorCondition").asText(),
        json.path("message").asText(),
        Optional.of(json.path("field").asText()).filter(field -> !field.isEmpty()));
  }

  private static SalesforceSettings limits(ObjectNode body, SalesforceSettings now) {
    var limits = now.limits();
    return now.with(
        limits
            .withQueryBatchSize(body.path("queryBatchSize").asInt(limits.queryBatchSize()))
            .withPageCap(body.path("pageCap").asInt(limits.pageCap()))
            .withSessionLifetime(
                Duration.ofSeconds(
                    body.path("sessionLifetimeSeconds")
                        .asLong(limits.sessionLifetime().toSeconds())))
            .withReplicationLag(
                Duration.ofSeconds(
                    body.path("replicationLagSeconds")
                        .asLong(limits.replicationLag().toSeconds()))));
  }

  private static SalesforceSettings changeEvents(ObjectNode body, SalesforceSettings now) {
    if (!body.has("changeEvents")) {
      return now;
    }
    Set<String> entities =
        body.path("changeEvents").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    try {
      return now.with(now.changeEvents().withEntities(entities));
    } catch (IllegalArgumentException unknown) {
      throw refused(String.valueOf(unknown.getMessage()));
    }
  }

  private void field(ObjectNode body) {
    String sObject = body.path("sObject").asText();
    String name = body.path("name").asText();
    switch (body.path("action").asText("declare")) {
      case "declare" -> sandbox.declare(sObject, traits(body, declared(body, name)));
      case "undeclare" -> sandbox.undeclare(sObject, name);
      case "hide" -> sandbox.hide(sObject, name);
      case "read-only" -> sandbox.readOnly(sObject, name);
      default -> throw refused("action is declare, undeclare, hide or read-only.");
    }
  }

  private static Field declared(ObjectNode body, String name) {
    int size = body.path("size").asInt(255);
    return switch (body.path("type").asText("text")) {
      case "text" -> Field.text(name, size);
      case "textarea" -> Field.textArea(name, size);
      case "url" -> Field.url(name);
      case "checkbox" -> Field.checkbox(name);
      case "currency" -> Field.currency(name);
      case "number" -> Field.number(name, 18, body.path("scale").asInt());
      case "date" -> Field.date(name);
      case "datetime" -> Field.dateTime(name);
      case "picklist" -> Field.picklist(name, values(body)).with(Trait.RESTRICTED);
      default -> throw refused("Unknown field type.");
    };
  }

  private static String[] values(ObjectNode body) {
    return body.path("values").valueStream().map(JsonNode::asText).toArray(String[]::new);
  }

  private static Field traits(ObjectNode body, Field field) {
    Map<String, Trait> traits =
        Map.of(
            "required", Trait.REQUIRED,
            "externalId", Trait.EXTERNAL_ID,
            "unique", Trait.UNIQUE);
    return field.with(
        traits.entrySet().stream()
            .filter(trait -> body.path(trait.getKey()).asBoolean())
            .map(Map.Entry::getValue)
            .toArray(Trait[]::new));
  }

  private void usage(ObjectNode body) {
    sandbox.useApi(body.path("used").asInt(), body.path("max").asInt(100_000));
  }

  private void slowness(ObjectNode body) {
    sandbox.timeOutQueries(body.path("sObject").asText(), body.path("times").asInt(1));
  }

  private static ObjectNode body(SandboxRequest request) {
    return SandboxJson.parseObject(request.body());
  }

  private static SalesforceError refused(String message) {
    return SalesforceError.of(400, "FORM", message);
  }
}
