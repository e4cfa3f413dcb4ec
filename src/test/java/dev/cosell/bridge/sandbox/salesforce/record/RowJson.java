package dev.cosell.bridge.sandbox.salesforce.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.sandbox.http.SandboxJson;
import dev.cosell.bridge.sandbox.salesforce.setup.AddressFields;
import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import dev.cosell.bridge.sandbox.salesforce.setup.SObjectType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** Rows as JSON. Amounts are doubles as in the real answers: ten million is {@code 1.0E7}. */
public final class RowJson {

  private static final String COMPOUND = "Address";

  private RowJson() {}

  /** A row without attributes, empty fields and compounds. */
  public static ObjectNode plain(SObjectType type, Row row) {
    ObjectNode json = SandboxJson.object();
    for (Field field : type.fields()) {
      if (field.type() != FieldType.ADDRESS && row.value(field).isPresent()) {
        json.set(field.name(), value(type, field, row));
      }
    }
    return json;
  }

  /** A row with attributes and these fields, empty ones as null. */
  public static ObjectNode record(
      SObjectType type, Row row, Collection<Field> fields, String apiVersion) {
    ObjectNode json = SandboxJson.object();
    json.set("attributes", attributes(type.name(), row.id(), apiVersion));
    fields.forEach(field -> json.set(field.name(), value(type, field, row)));
    return json;
  }

  /** The type and address that stand in front of every record. */
  public static ObjectNode attributes(String sObject, String id, String apiVersion) {
    String url = address(sObject.equals("Name") ? "User" : sObject, id, apiVersion);
    return SandboxJson.object().put("type", sObject).put("url", url);
  }

  /** The address of a row without the host. */
  public static String address(String sObject, String id, String apiVersion) {
    return "/services/data/v" + apiVersion + "/sobjects/" + sObject + "/" + id;
  }

  /** The value of a field, null when it is empty. */
  public static JsonNode value(SObjectType type, Field field, Row row) {
    if (field.type() == FieldType.ADDRESS) {
      return compound(type, field, row);
    }
    return row.value(field).map(value -> json(field, value)).orElse(NullNode.instance);
  }

  private static JsonNode json(Field field, Object value) {
    if (value instanceof BigDecimal number) {
      return field.type() == FieldType.INT
          ? IntNode.valueOf(number.intValue())
          : DoubleNode.valueOf(number.doubleValue());
    }
    if (value instanceof Boolean yes) {
      return BooleanNode.valueOf(yes);
    }
    return TextNode.valueOf(
        value instanceof Instant instant ? SalesforceTime.print(instant) : value.toString());
  }

  private static JsonNode compound(SObjectType type, Field field, Row row) {
    String prefix = field.name().substring(0, field.name().length() - COMPOUND.length());
    ObjectNode address = SandboxJson.object();
    boolean empty = true;
    for (String part : AddressFields.PARTS) {
      String name = prefix + part;
      if (type.has(name)) {
        row.value(name)
            .ifPresentOrElse(
                value -> address.put(AddressFields.inCompound(part), value.toString()),
                () -> address.putNull(AddressFields.inCompound(part)));
        empty &= row.value(name).isEmpty();
      }
    }
    return empty ? NullNode.instance : address.putNull("geocodeAccuracy");
  }
}
