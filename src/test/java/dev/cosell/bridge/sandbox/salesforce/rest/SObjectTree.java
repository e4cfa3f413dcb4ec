package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.dml.Author;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordBody;
import dev.cosell.bridge.sandbox.salesforce.dml.RecordWriter;
import dev.cosell.bridge.sandbox.salesforce.record.Organization;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.ChildRelationship;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /composite/tree/X}: rows with their children, all created or none. */
final class SObjectTree {

  private static final int MOST = 200;

  private final Organization organization;
  private final RecordRequests records;
  private final RecordWriter writer;

  SObjectTree(Organization organization) {
    this.organization = organization;
    this.records = new RecordRequests(organization);
    this.writer = new RecordWriter(organization);
  }

  /** A row of the tree that was refused; nothing of the tree is left. */
  private static final class Refused extends RuntimeException {

    private final transient String referenceId;
    private final transient SalesforceError error;

    Refused(String referenceId, SalesforceError error) {
      super(referenceId, error);
      this.referenceId = referenceId;
      this.error = error;
    }
  }

  ApiAnswer answer(ApiRequest request) {
    if (!request.method().equals("POST")) {
      throw request.notAllowed("POST");
    }
    SObjectType type = SObjectRequests.type(organization.apiSchema(), request.at(2));
    List<ObjectNode> roots = request.objects(request.object(), "records");
    ArrayNode results = (ArrayNode) SandboxJson.tree(List.of());
    Author author = records.author(request);
    try {
      organization.transact(
          () -> {
            roots.forEach(root -> create(type, root, Map.of(), author, results));
            return results;
          });
      return ApiAnswer.of(201, json(false, results));
    } catch (Refused refused) {
      ObjectNode result = SandboxJson.object().put("referenceId", refused.referenceId);
      result.set("errors", refused.error.itemErrors());
      return ApiAnswer.of(400, json(true, SandboxJson.array(result)));
    }
  }

  private static ObjectNode json(boolean hasErrors, ArrayNode results) {
    return SandboxJson.object().put("hasErrors", hasErrors).set("results", results);
  }

  private void create(
      SObjectType type,
      ObjectNode record,
      Map<String, String> parent,
      Author author,
      ArrayNode results) {
    String referenceId = record.path("attributes").path("referenceId").asText();
    if (referenceId.isEmpty() || results.size() == MOST) {
      throw Subrequest.malformed("Each record needs a referenceId; a tree has up to 200 records.");
    }
    ObjectNode own = record.deepCopy();
    parent.forEach(own::put);
    List<ChildRelationship> children = new ArrayList<>(type.children());
    children.removeIf(child -> !(own.remove(child.name()) instanceof ObjectNode));
    String id = created(type, own, author, referenceId);
    results.addObject().put("referenceId", referenceId).put("id", id);
    for (ChildRelationship child : children) {
      SObjectType childType = SObjectRequests.type(organization.apiSchema(), child.sObject());
      for (JsonNode item : record.path(child.name()).path("records")) {
        create(childType, item.deepCopy(), Map.of(child.field(), id), author, results);
      }
    }
  }

  private String created(SObjectType type, ObjectNode body, Author author, String referenceId) {
    try {
      return writer
          .create(RecordRequests.writable(type), RecordBody.forCreate(type, body), author)
          .id();
    } catch (SalesforceError refused) {
      throw new Refused(referenceId, refused);
    }
  }
}
