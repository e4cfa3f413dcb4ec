package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.setup.Field;
import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;

/**
 * The Avro schema of an sObject's change events: the header, then every field, which may be null.
 * Points in time and days are milliseconds since 1970.
 *
 * @param type the fields
 * @param avro the schema
 */
record EventSchema(EventType type, Schema avro) {

  static final String HEADER = "ChangeEventHeader";

  private static final String NAMESPACE = "com.sforce.eventbus";
  private static final List<String> CHANGE_TYPES =
      List.of(
          "CREATE",
          "UPDATE",
          "DELETE",
          "UNDELETE",
          "GAP_CREATE",
          "GAP_UPDATE",
          "GAP_DELETE",
          "GAP_UNDELETE",
          "GAP_OVERFLOW",
          "SNAPSHOT");

  static EventSchema of(EventType type) {
    FieldAssembler<Schema> fields =
        SchemaBuilder.record(type.entity() + "ChangeEvent").namespace(NAMESPACE).fields();
    fields.name(HEADER).type(header()).noDefault();
    for (EventType.Member member : type.members()) {
      Schema filled = member.isCompound() ? compound(type, member) : simple(only(member));
      fields
          .name(member.name())
          .doc(member.isCompound() ? "Data:Complex" : doc(only(member)))
          .type(Schema.createUnion(Schema.create(Schema.Type.NULL), filled))
          .withDefault(null);
    }
    return new EventSchema(type, fields.endRecord());
  }

  /** The fingerprint by which clients ask for it. */
  String id() {
    try {
      byte[] text = avro.toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("MD5").digest(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Schema header() {
    Schema texts = Schema.createArray(Schema.create(Schema.Type.STRING));
    Schema changeType = Schema.createEnum("ChangeType", null, NAMESPACE, CHANGE_TYPES);
    FieldAssembler<Schema> fields = SchemaBuilder.record(HEADER).namespace(NAMESPACE).fields();
    fields.requiredString("entityName").name("recordIds").type(texts).noDefault();
    fields.name("changeType").type(changeType).noDefault();
    fields.requiredString("changeOrigin").requiredString("transactionKey");
    fields.requiredInt("sequenceNumber");
    fields.requiredLong("commitTimestamp").requiredLong("commitNumber");
    fields.requiredString("commitUser");
    List.of("nulledFields", "diffFields", "changedFields")
        .forEach(name -> fields.name(name).type(texts).noDefault());
    return fields.endRecord();
  }

  private static Schema compound(EventType type, EventType.Member member) {
    FieldAssembler<Schema> parts =
        SchemaBuilder.record(type.entity() + member.name()).namespace(NAMESPACE).fields();
    member
        .fields()
        .forEach(
            (part, field) ->
                parts
                    .name(part)
                    .doc(doc(field))
                    .type(Schema.createUnion(Schema.create(Schema.Type.NULL), simple(field)))
                    .withDefault(null));
    return parts.endRecord();
  }

  private static Field only(EventType.Member member) {
    return member.field(member.name());
  }

  private static Schema simple(Field field) {
    if (field.type() == FieldType.BOOLEAN) {
      return Schema.create(Schema.Type.BOOLEAN);
    }
    if (field.type() == FieldType.INT) {
      return Schema.create(Schema.Type.INT);
    }
    if (field.type().isNumber()) {
      return Schema.create(Schema.Type.DOUBLE);
    }
    boolean isTime = field.type() == FieldType.DATE || field.type() == FieldType.DATETIME;
    return Schema.create(isTime ? Schema.Type.LONG : Schema.Type.STRING);
  }

  private static String doc(Field field) {
    return switch (field.type()) {
      case DATE -> "Data:DateOnly";
      case DATETIME -> "Data:DateTime";
      case BOOLEAN -> "Data:Boolean";
      case CURRENCY -> "Data:Currency";
      case PERCENT -> "Data:Percent";
      case DOUBLE -> "Data:Double";
      case INT -> "Data:Integer";
      case REFERENCE -> "ForeignKey:EntityId";
      case EMAIL -> "Data:Email";
      case PHONE -> "Data:Phone";
      case URL -> "Data:Url";
      case PICKLIST -> "Data:DynamicEnum";
      default -> "Data:Text";
    };
  }
}
