package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.Row.Reference;
import dev.cosell.bridge.sandbox.dataverse.RowWriter.Author;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The bound action QualifyLead: makes the account, contact and opportunity that are asked for and
 * closes the lead as qualified. Its payload follows the action reference; co-sell columns are not
 * carried over, since that depends on attribute maps of the environment.
 */
final class Qualification {

  static final String ACTION = "Microsoft.Dynamics.CRM.QualifyLead";

  private static final Author AUTHOR = new Author(Users.APPLICATION_USER, false, false);
  private static final int QUALIFIED = 1;
  private static final Set<String> PARAMETERS =
      Set.of(
          "CreateAccount",
          "CreateContact",
          "CreateOpportunity",
          "Status",
          "OpportunityCurrencyId",
          "OpportunityCustomerId",
          "SourceCampaignId",
          "ProcessInstanceId",
          "SuppressDuplicateDetection");
  private static final List<String> SHARED =
      List.of("description", "estimatedvalue", "estimatedclosedate", "transactioncurrencyid");

  private final Organization organization;
  private final RowWriter writer;

  Qualification(Organization organization) {
    this.organization = organization;
    this.writer = new RowWriter(organization);
  }

  SandboxResponse qualify(Row lead, SandboxRequest request) {
    ObjectNode body = Json.readObject(request.body());
    ActionRequests.refuseOthers(body, PARAMETERS, ACTION);
    if (StateRules.isClosed(lead)) {
      throw new DataverseError(400, DataverseError.CLOSED, "The lead is already closed.");
    }
    int asked = ActionRequests.status(body.path("Status"));
    int status =
        asked == Closing.DEFAULT_STATUS ? StateRules.defaultStatus("lead", QUALIFIED) : asked;
    StateRules.requireLegal("lead", QUALIFIED, status);
    Map<String, Reference> created = createAll(lead, body);
    Map<String, Object> values = new HashMap<>(StateRules.pair(QUALIFIED, status));
    adopt(values, created, "account", "parentaccountid");
    adopt(values, created, "contact", "parentcontactid");
    adopt(values, created, "opportunity", "qualifyingopportunityid");
    writer.set(organization.named("lead"), lead, values, AUTHOR);
    return Answers.json(200, created(created, request));
  }

  private Map<String, Reference> createAll(Row lead, ObjectNode body) {
    Map<String, Reference> created = new LinkedHashMap<>();
    if (body.path("CreateAccount").asBoolean()) {
      lead.value("companyname").ifPresent(name -> add(created, "account", Map.of("name", name)));
    }
    if (body.path("CreateContact").asBoolean()) {
      add(created, "contact", contact(lead, created));
    }
    if (body.path("CreateOpportunity").asBoolean()) {
      add(created, "opportunity", opportunity(lead, created, customer(body)));
    }
    return created;
  }

  private static Map<String, Object> contact(Row lead, Map<String, Reference> created) {
    Map<String, Object> values = new HashMap<>();
    copy(lead, values, List.of("firstname", "lastname", "emailaddress1", "telephone1"));
    adopt(values, created, "account", "parentcustomerid");
    return values;
  }

  private static Map<String, Object> opportunity(
      Row lead, Map<String, Reference> created, Optional<Reference> customer) {
    Map<String, Object> values = new HashMap<>();
    copy(lead, values, SHARED);
    lead.value("subject").ifPresent(subject -> values.put("name", subject));
    values.put("originatingleadid", new Reference("lead", lead.id()));
    copy(lead, values, List.of("parentaccountid", "parentcontactid"));
    adopt(values, created, "account", "parentaccountid");
    adopt(values, created, "contact", "parentcontactid");
    customer
        .map(Object.class::cast)
        .or(() -> Optional.ofNullable(values.get("parentaccountid")))
        .or(() -> Optional.ofNullable(values.get("parentcontactid")))
        .ifPresent(reference -> values.put("customerid", reference));
    return values;
  }

  private static Optional<Reference> customer(ObjectNode body) {
    return Stream.of("account", "contact")
        .flatMap(
            name ->
                Optional.of(body.path("OpportunityCustomerId").path(name + "id").asText()).stream()
                    .filter(Values::isGuid)
                    .map(id -> new Reference(name, UUID.fromString(id))))
        .findFirst();
  }

  private void add(Map<String, Reference> created, String name, Map<String, Object> values) {
    Row row =
        writer.create(organization.named(name), UUID.randomUUID(), Changes.of(values), AUTHOR);
    created.put(name, new Reference(name, row.id()));
  }

  private static void copy(Row from, Map<String, Object> to, List<String> columns) {
    columns.forEach(column -> from.value(column).ifPresent(value -> to.put(column, value)));
  }

  private static void adopt(
      Map<String, Object> values, Map<String, Reference> created, String name, String column) {
    Optional.ofNullable(created.get(name)).ifPresent(reference -> values.put(column, reference));
  }

  private ObjectNode created(Map<String, Reference> created, SandboxRequest request) {
    ObjectNode body = Json.object();
    body.put("@odata.context", Answers.base(request) + "$metadata#crmbaseentity");
    ArrayNode value = body.putArray("value");
    created.forEach(
        (name, reference) ->
            value
                .addObject()
                .put("@odata.type", "#Microsoft.Dynamics.CRM." + name)
                .put(organization.named(name).idColumn(), reference.id().toString()));
    return body;
  }
}
