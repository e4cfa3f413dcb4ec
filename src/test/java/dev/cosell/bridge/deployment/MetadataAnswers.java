package dev.cosell.bridge.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@link MetadataFake} says to each request that the Web API knows. */
final class MetadataAnswers {

  private static final String TABLE = "EntityDefinitions\\(LogicalName='(\\w+)'\\)";
  private static final String COLUMN = TABLE + "/Attributes\\(LogicalName='(\\w+)'\\)";
  private static final String CAST = "/Microsoft\\.Dynamics\\.CRM\\.(\\w+)AttributeMetadata";
  private static final String ID = "11111111-0000-4000-8000-000000000001";

  @FunctionalInterface
  private interface Answer {
    SandboxResponse to(Matcher path, SandboxRequest request);
  }

  private final Map<Pattern, Answer> answers =
      Map.of(
          Pattern.compile("GET " + TABLE), this::definition,
          Pattern.compile("PUT " + TABLE), this::define,
          Pattern.compile("GET " + COLUMN), this::column,
          Pattern.compile("GET " + COLUMN + CAST), this::column,
          Pattern.compile("POST " + TABLE + "/Attributes"), this::createColumn,
          Pattern.compile("GET " + TABLE + "/Keys"), this::keys,
          Pattern.compile("POST " + TABLE + "/Keys"), this::createKey,
          Pattern.compile("POST ReactivateEntityKey"), this::reactivate,
          Pattern.compile("POST PublishAllXml"), this::publish);

  private final Map<String, MetadataTable> tables;
  private final int language;

  MetadataAnswers(Map<String, MetadataTable> tables, int language) {
    this.tables = tables;
    this.language = language;
  }

  /**
   * Answers a request.
   *
   * @param line method and path below the Web API's root
   * @throws MetadataRefusal when the answer is an error
   */
  SandboxResponse to(String line, SandboxRequest request) {
    for (Map.Entry<Pattern, Answer> each : answers.entrySet()) {
      Matcher path = each.getKey().matcher(line);
      if (path.matches()) {
        return each.getValue().to(path, request);
      }
    }
    throw MetadataRefusal.mistake("no such resource");
  }

  private SandboxResponse definition(Matcher path, SandboxRequest request) {
    ObjectNode definition = table(path.group(1)).definition();
    return request.query() == null
        ? SandboxResponse.json(200, definition.toString())
        : SandboxResponse.json(200, selected(definition, request).toString());
  }

  private SandboxResponse define(Matcher path, SandboxRequest request) {
    MetadataTable table = table(path.group(1));
    ObjectNode expected = table.definition().deepCopy().put("ChangeTrackingEnabled", true);
    check(
        json(request).equals(expected) && says(request, "MSCRM.MergeLabels", "true"),
        "would lose parts of the definition");
    table.define(expected);
    return SandboxResponse.empty(204);
  }

  private SandboxResponse column(Matcher path, SandboxRequest request) {
    JsonNode column =
        Optional.ofNullable(table(path.group(1)).columns().get(path.group(2)))
            .orElseThrow(() -> MetadataRefusal.absent("the attribute " + path.group(2)));
    check(
        path.groupCount() < 3 || column.path("AttributeType").asText().equals(path.group(3)),
        "the column is of another type");
    ObjectNode shown = column.deepCopy();
    shown.put("LogicalName", path.group(2));
    return SandboxResponse.json(200, selected(shown, request).toString());
  }

  private SandboxResponse createColumn(Matcher path, SandboxRequest request) {
    JsonNode body = json(request);
    List<String> problems = ColumnRules.problemsOfColumn(body, language);
    check(problems.isEmpty(), problems.toString());
    String name = DataverseColumns.logicalName(body);
    check(table(path.group(1)).columns().putIfAbsent(name, body) == null, name + " is there");
    return created(request);
  }

  private SandboxResponse keys(Matcher path, SandboxRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (ObjectNode key : table(path.group(1)).lookAtKeys()) {
      body.withArray("value").add(selected(key, request));
    }
    return SandboxResponse.json(200, body.toPrettyString());
  }

  private SandboxResponse createKey(Matcher path, SandboxRequest request) {
    MetadataTable table = table(path.group(1));
    JsonNode body = json(request);
    List<String> problems = ColumnRules.problemsOfKey(body, language);
    String column = body.path("KeyAttributes").path(0).asText();
    check(problems.isEmpty() && body.path("KeyAttributes").size() == 1, problems.toString());
    check(table.takesKeyOn(column), "no key is possible on " + column);
    table.addKey(body.path("SchemaName").asText(), column);
    return created(request);
  }

  private SandboxResponse reactivate(Matcher path, SandboxRequest request) {
    JsonNode body = json(request);
    MetadataTable table = table(body.path("EntityLogicalName").asText());
    check(
        table.keys().stream()
            .anyMatch(it -> it.path("LogicalName").equals(body.path("EntityKeyLogicalName"))),
        path.group() + " of no key");
    table.keyStates("Pending", "Active");
    return SandboxResponse.empty(204);
  }

  private SandboxResponse publish(Matcher path, SandboxRequest request) {
    check(
        request.body().isEmpty() && says(request, "Content-Length", "0"),
        path.group() + " takes no body");
    return SandboxResponse.empty(204);
  }

  private MetadataTable table(String name) {
    return Optional.ofNullable(tables.get(name))
        .orElseThrow(() -> MetadataRefusal.absent("the entity " + name));
  }

  private static ObjectNode selected(ObjectNode full, SandboxRequest request) {
    List<String> names = List.of(request.parameters().getOrDefault("$select", "").split(",", -1));
    check(names.stream().allMatch(full::has), "has not all of " + names);
    return full.deepCopy().retain(names).put("MetadataId", ID);
  }

  private static SandboxResponse created(SandboxRequest request) {
    return SandboxResponse.empty(204)
        .with("OData-EntityId", "http://127.0.0.1" + request.path() + "(" + ID + ")");
  }

  private static JsonNode json(SandboxRequest request) {
    check(says(request, "Content-Type", "application/json; charset=utf-8"), "Content-Type");
    try {
      return DataverseColumns.json(request.body());
    } catch (JsonProcessingException notJson) {
      throw MetadataRefusal.mistake("not JSON: " + notJson.getOriginalMessage());
    }
  }

  private static boolean says(SandboxRequest request, String header, String value) {
    return request.header(header).filter(value::equals).isPresent();
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw MetadataRefusal.mistake(otherwise);
    }
  }
}
