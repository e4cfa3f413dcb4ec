package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.ChildRelationship;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.Schema;

/**
 * What describe tells of an sObject.
 *
 * @param schema what the user may see
 * @param version API version, for the addresses
 */
record Describe(Schema schema, String version) {

  /** The answer of {@code /sobjects/X/describe}. */
  ObjectNode whole(SObjectType type) {
    ObjectNode json = summary(type);
    FieldDescribe fields = new FieldDescribe(type);
    json.putArray("fields").addAll(type.fields().stream().map(fields::of).toList());
    json.putArray("childRelationships")
        .addAll(type.children().stream().filter(this::isVisible).map(Describe::child).toList());
    json.putArray("recordTypeInfos");
    json.putArray("supportedScopes");
    return json;
  }

  private boolean isVisible(ChildRelationship child) {
    return schema.type(child.sObject()).filter(type -> type.has(child.field())).isPresent();
  }

  private static ObjectNode child(ChildRelationship child) {
    ObjectNode json = SandboxJson.object().put("cascadeDelete", child.cascades());
    json.put("childSObject", child.sObject()).put("deprecatedAndHidden", false);
    json.put("field", child.field()).put("relationshipName", child.name());
    return json.put("restrictedDelete", false);
  }

  /** What lists of sObjects tell of each. */
  ObjectNode summary(SObjectType type) {
    boolean writable = type.writable();
    ObjectNode json = SandboxJson.object().put("name", type.name()).put("label", type.label());
    json.put("labelPlural", plural(type.label())).put("keyPrefix", type.keyPrefix());
    json.put("custom", false).put("customSetting", false).put("activateable", false);
    json.put("createable", writable).put("updateable", writable).put("deletable", writable);
    json.put("undeletable", writable).put("queryable", true).put("retrieveable", true);
    json.put("replicateable", true).put("searchable", writable).put("triggerable", writable);
    json.put("layoutable", writable).put("mergeable", false).put("deprecatedAndHidden", false);
    json.put("feedEnabled", false).put("hasSubtypes", false).put("isSubtype", false);
    ObjectNode urls = json.putObject("urls");
    String address = ApiRequest.BASE + "v" + version + "/sobjects/" + type.name();
    urls.put("sobject", address).put("describe", address + "/describe");
    urls.put("rowTemplate", address + "/{ID}");
    return json;
  }

  private static String plural(String label) {
    return label.endsWith("y") ? label.substring(0, label.length() - 1) + "ies" : label + "s";
  }

  /** Whether an sObject can be asked for: Name is only there for SOQL paths. */
  static boolean isPublic(SObjectType type) {
    return !type.name().equals("Name");
  }
}
