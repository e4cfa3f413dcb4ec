package dev.cosell.bridge.sandbox.salesforce.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import dev.cosell.bridge.sandbox.salesforce.setup.Lookup;
import dev.cosell.bridge.sandbox.salesforce.setup.PicklistValue;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import dev.cosell.bridge.sandbox.salesforce.setup.Trait;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What describe tells of the fields of an sObject.
 *
 * @param type the sObject
 */
record FieldDescribe(SObjectType type) {

  private static final int BITS = 8;
  private static final int BYTES_PER_CHARACTER = 3;

  ObjectNode of(Field field) {
    ObjectNode json = SandboxJson.object().put("name", field.name()).put("label", field.label());
    size(json, field);
    access(json, field);
    keys(json, field);
    picklist(json, field);
    lookup(json, field);
    return json;
  }

  private static void size(ObjectNode json, Field field) {
    FieldType kind = field.type();
    boolean text = kind.isText() || kind.isId();
    boolean whole = kind == FieldType.INT;
    int length = text ? field.size() : 0;
    json.put("type", kind.apiName()).put("soapType", kind.soapType());
    json.put("length", length).put("byteLength", length * BYTES_PER_CHARACTER);
    json.put("digits", whole ? field.size() : 0);
    json.put("precision", kind.isNumber() && !whole ? field.size() : 0);
    json.put("scale", field.scale());
  }

  private static void access(ObjectNode json, Field field) {
    json.put("createable", field.createable()).put("updateable", field.updateable());
    json.put("nillable", field.nillable());
    json.put("defaultedOnCreate", field.is(Trait.DEFAULTED));
    json.put("filterable", field.filterable()).put("sortable", field.filterable());
    json.put("groupable", field.filterable() && !field.type().isNumber());
    json.put("custom", field.custom()).put("calculated", false).put("autoNumber", false);
    json.put("deprecatedAndHidden", false).put("encrypted", false);
    json.put("permissionable", field.nillable() && (field.createable() || field.updateable()));
    json.putNull("calculatedFormula").putNull("defaultValueFormula").putNull("inlineHelpText");
    if (field.type() == FieldType.BOOLEAN) {
      json.put("defaultValue", false);
    } else {
      json.putNull("defaultValue");
    }
  }

  private static void keys(ObjectNode json, Field field) {
    boolean external = field.is(Trait.EXTERNAL_ID);
    json.put("externalId", external).put("unique", field.is(Trait.UNIQUE));
    json.put("idLookup", external || field.type() == FieldType.ID);
    json.put("caseSensitive", field.is(Trait.CASE_SENSITIVE));
    json.put("nameField", field.is(Trait.NAME));
  }

  private void picklist(ObjectNode json, Field field) {
    Optional<Field> controller = field.controller().flatMap(type::field);
    json.put("restrictedPicklist", field.is(Trait.RESTRICTED));
    json.put("dependentPicklist", controller.isPresent());
    json.put("controllerName", controller.map(Field::name).orElse(null));
    json.putArray("picklistValues")
        .addAll(
            field.values().stream()
                .filter(PicklistValue::active)
                .map(value -> picklistValue(value, controller))
                .toList());
  }

  private static ObjectNode picklistValue(PicklistValue value, Optional<Field> controller) {
    ObjectNode json = SandboxJson.object().put("active", value.active());
    json.put("defaultValue", value.byDefault());
    json.put("label", value.label());
    json.put("validFor", controller.map(field -> validFor(value, field)).orElse(null));
    return json.put("value", value.value());
  }

  /** A bit for each value of the controlling field, the first one in the highest place. */
  private static String validFor(PicklistValue value, Field controller) {
    List<PicklistValue> choices = controller.values();
    byte[] bitmap = new byte[(choices.size() + BITS - 1) / BITS];
    for (int index = 0; index < choices.size(); index++) {
      if (value.validFor().contains(choices.get(index).value())) {
        bitmap[index / BITS] |= (byte) (1 << (BITS - 1 - index % BITS));
      }
    }
    return Base64.getEncoder().encodeToString(bitmap);
  }

  private static void lookup(ObjectNode json, Field field) {
    List<String> parents = field.lookup().map(Lookup::sObjects).orElse(List.of());
    parents.forEach(json.putArray("referenceTo")::add);
    json.put("relationshipName", field.lookup().map(Lookup::relationship).orElse(null));
    json.put("namePointing", parents.size() > 1);
    json.put("polymorphicForeignKey", parents.size() > 1);
    json.put("cascadeDelete", false).put("restrictedDelete", false);
    json.putNull("relationshipOrder").putNull("referenceTargetField");
  }
}
