package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads of the schema and of who is calling. */
final class MetadataRequests {

  private static final Pattern DEFINITION =
      Pattern.compile("EntityDefinitions\\(LogicalName='([a-z0-9_]+)'\\)/(Attributes|Keys)");

  private final Organization organization;

  MetadataRequests(Organization organization) {
    this.organization = organization;
  }

  static boolean knows(String resource) {
    return Set.of("", "$metadata", "WhoAmI", "WhoAmI()").contains(resource)
        || resource.startsWith("EntityDefinitions");
  }

  SandboxResponse get(String resource, SandboxRequest request) {
    return switch (resource) {
      case "" -> serviceDocument(request);
      case "$metadata" ->
          new SandboxResponse(
              200,
              Map.of("Content-Type", "application/xml"),
              new Csdl(organization.tables()).document());
      case "WhoAmI", "WhoAmI()" ->
          Answers.json(
              200,
              Json.object()
                  .put("@odata.context", Answers.base(request) + "$metadata#WhoAmIResponse")
                  .put("UserId", Users.APPLICATION_USER.toString()));
      default -> definition(resource, request);
    };
  }

  private SandboxResponse serviceDocument(SandboxRequest request) {
    ObjectNode body = Json.object().put("@odata.context", Answers.base(request) + "$metadata");
    ArrayNode sets = body.putArray("value");
    for (Table table : organization.tables()) {
      sets.addObject()
          .put("name", table.entitySet())
          .put("kind", "EntitySet")
          .put("url", table.entitySet());
    }
    return Answers.json(200, body);
  }

  private SandboxResponse definition(String resource, SandboxRequest request) {
    Matcher definition = DEFINITION.matcher(resource);
    if (!definition.matches() || !Set.of("$select").containsAll(request.parameters().keySet())) {
      throw DataverseError.notSimulated(resource + " with these options");
    }
    Table table = organization.named(definition.group(1));
    ObjectNode body = Json.object();
    body.put("@odata.context", Answers.base(request) + "$metadata#" + resource);
    ArrayNode value = body.putArray("value");
    if (definition.group(2).equals("Keys")) {
      organization.keysOf(table).forEach(key -> addKey(value.addObject(), key));
    } else {
      table.columns().values().forEach(column -> addAttribute(value.addObject(), column));
    }
    return Answers.json(200, body);
  }

  private static void addAttribute(ObjectNode attribute, Column column) {
    attribute.put("LogicalName", column.name());
    attribute.put("AttributeType", column.type().attributeType());
    if (column.type() == ColumnType.TEXT || column.type() == ColumnType.MEMO) {
      attribute.put("MaxLength", column.size());
    }
  }

  private static void addKey(ObjectNode key, String column) {
    key.put("LogicalName", "key_" + column);
    key.putArray("KeyAttributes").add(column);
    key.put("EntityKeyIndexStatus", "Active");
  }
}
