package dev.cosell.bridge.sandbox.salesforce.events;

import dev.cosell.bridge.sandbox.salesforce.setup.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Change events as the Pub/Sub API sends them. */
final class EventAvro {

  private final EventSchema schema;
  private final ChangeEvent event;

  private EventAvro(ChangeEvent event) {
    this.schema = event.schema();
    this.event = event;
  }

  /** The bytes of an event. */
  static byte[] encode(ChangeEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(event.schema().avro())
          .write(new EventAvro(event).whole(), encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private GenericRecord whole() {
    GenericRecord whole = new GenericData.Record(schema.avro());
    whole.put(EventSchema.HEADER, header());
    for (EventType.Member member : schema.type().members()) {
      whole.put(member.name(), member.isCompound() ? compound(member) : simple(member));
    }
    return whole;
  }

  private GenericRecord header() {
    ChangeHeader header = event.header();
    Schema type = schema.avro().getField(EventSchema.HEADER).schema();
    GenericRecord record = new GenericData.Record(type);
    record.put("entityName", header.entityName());
    record.put("recordIds", header.recordIds());
    record.put(
        "changeType",
        new GenericData.EnumSymbol(type.getField("changeType").schema(), header.changeType()));
    record.put("changeOrigin", header.changeOrigin());
    record.put("transactionKey", header.transactionKey());
    record.put("sequenceNumber", header.sequenceNumber());
    record.put("commitTimestamp", header.commitTimestamp());
    record.put("commitNumber", header.commitNumber());
    record.put("commitUser", header.commitUser());
    record.put("nulledFields", bitmap(nulled()));
    record.put("diffFields", List.of());
    record.put("changedFields", bitmap(header.changedFields()));
    return record;
  }

  private List<String> nulled() {
    return event.header().changedFields().stream()
        .filter(path -> event.fields().getOrDefault(path, Optional.empty()).isEmpty())
        .toList();
  }

  private List<String> bitmap(List<String> paths) {
    return new FieldBitmap(schema.avro()).of(paths);
  }

  private @Nullable GenericRecord compound(EventType.Member member) {
    boolean isTold =
        member.fields().keySet().stream()
            .anyMatch(part -> event.fields().containsKey(member.path(part)));
    if (!isTold) {
      return null;
    }
    GenericRecord compound =
        new GenericData.Record(schema.avro().getField(member.name()).schema().getTypes().get(1));
    member.fields().keySet().forEach(part -> compound.put(part, value(member, part)));
    return compound;
  }

  private @Nullable Object simple(EventType.Member member) {
    return value(member, member.name());
  }

  private @Nullable Object value(EventType.Member member, String part) {
    boolean isWhole = member.field(part).type() == FieldType.INT;
    return event
        .fields()
        .getOrDefault(member.path(part), Optional.empty())
        .map(value -> avro(value, isWhole))
        .orElse(null);
  }

  private static Object avro(Object value, boolean isWhole) {
    if (value instanceof BigDecimal number) {
      return isWhole ? (Object) number.intValue() : (Object) number.doubleValue();
    }
    if (value instanceof Instant time) {
      return time.toEpochMilli();
    }
    if (value instanceof LocalDate day) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
    return value instanceof Boolean ? value : value.toString();
  }
}
