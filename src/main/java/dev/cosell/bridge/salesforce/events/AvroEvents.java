package dev.cosell.bridge.salesforce.events;

import com.salesforce.eventbus.protobuf.ProducerEvent;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads events of the Pub/Sub API, whose form their schema tells. */
final class AvroEvents {

  private static final Logger LOG = LoggerFactory.getLogger("dev.cosell.bridge.salesforce");

  private final UnaryOperator<String> schemaById;
  private final Map<String, Schema> known = new ConcurrentHashMap<>();

  /**
   * A reader that asks for each schema once.
   *
   * @param schemaById gives the schema's JSON
   */
  AvroEvents(UnaryOperator<String> schemaById) {
    this.schemaById = schemaById;
  }

  /** Reads one; what cannot be read is still an event. */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  ChangeEvent read(ProducerEvent event) {
    try {
      Schema schema = known.computeIfAbsent(event.getSchemaId(), this::schema);
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(schema)
              .read(
                  null, DecoderFactory.get().binaryDecoder(event.getPayload().toByteArray(), null));
      return record.get("ChangeEventHeader") instanceof GenericRecord header
          ? new ChangeEvent(text(header.get("entityName")), text(header.get("commitUser")))
          : ChangeEvent.UNREADABLE;
    } catch (IOException | RuntimeException unreadable) {
      LOG.debug("A change event cannot be read: {}", unreadable.toString());
      return ChangeEvent.UNREADABLE;
    }
  }

  private Schema schema(String id) {
    return new Schema.Parser().parse(schemaById.apply(id));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
