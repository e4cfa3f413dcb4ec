package dev.cosell.bridge.sandbox.salesforce.dml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.salesforce.record.SalesforceError;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the body of a create or update into changes, checked against the fields. */
public final class RecordBody {

  private RecordBody() {}

  /** What a create asks for. */
  public static Changes forCreate(SObjectType type, ObjectNode body) {
    return read(type, body, Field::createable);
  }

  /** What an update asks for. */
  public static Changes forUpdate(SObjectType type, ObjectNode body) {
    return read(type, body, Field::updateable);
  }

  private static Changes read(SObjectType type, ObjectNode body, Predicate<Field> writable) {
    Map<String, Optional<Object>> values = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      if (member.getKey().equals("attributes")) {
        continue;
      }
      Field field = field(type, member.getKey(), member.getValue());
      if (writable.test(field)) {
        values.put(field.name(), FieldValues.read(field, member.getValue()));
      } else {
        refused.add(field.name());
      }
    }
    if (!refused.isEmpty()) {
      throw notWritable(refused);
    }
    return new Changes(values);
  }

  private static Field field(SObjectType type, String name, JsonNode value) {
    if (value.isObject() && type.lookup(name).isPresent()) {
      throw SalesforceError.notSimulated("parents named by an external id");
    }
    return type.field(name).orElseThrow(() -> SalesforceError.noSuchColumn(name, type.name()));
  }

  private static SalesforceError notWritable(List<String> fields) {
    return SalesforceError.save(
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        "Unable to create/update fields: %s. Please check the security settings of this field and verify that it is read/write for your profile or permission set."
            .formatted(String.join(", ", fields)),
        fields.toArray(String[]::new));
  }
}
