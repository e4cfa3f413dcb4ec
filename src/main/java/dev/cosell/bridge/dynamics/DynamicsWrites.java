package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.RecordId;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.FieldType;
import dev.cosell.bridge.mapping.Role;
import dev.cosell.bridge.sync.CrmRecord;
import dev.cosell.bridge.sync.Mappings;
import dev.cosell.bridge.sync.RecordWrite;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import dev.cosell.bridge.sync.Synchronization;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Creates and updates records. */
final class DynamicsWrites {

  private final Mappings mappings;
  private final DynamicsCurrencies currencies;
  private final DynamicsSettings settings;
  private final RecordRows rows;

  DynamicsWrites(Mappings mappings, DynamicsCurrencies currencies, DynamicsSettings settings) {
    this.mappings = mappings;
    this.currencies = currencies;
    this.settings = settings;
    this.rows = new RecordRows(currencies);
  }

  /** Whether a currency has to be looked up for this write. */
  public boolean namesCurrency(@Body Synchronization synchronization) {
    return write(synchronization).own().stream()
        .anyMatch(it -> it.column().type() == FieldType.CURRENCY);
  }

  /** Headers of an insert that can happen only once. */
  public void create(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    FieldMapping mapping = mappings.of(write(synchronization).entity());
    RecordTable table = RecordTable.of(mapping.entity());
    DataverseWrite.patch(table.set(), key(synchronization))
        .ifAbsent()
        .returning(RecordColumns.selected(mapping))
        .applyTo(headers);
  }

  private DataverseKey key(Synchronization synchronization) {
    String referral = synchronization.referralId().value();
    String entity = write(synchronization).entity();
    return switch (settings.createBy()) {
      case ALTERNATE_KEY -> DataverseKey.alternate(identifier(entity), referral);
      case RECORD_ID ->
          DataverseKey.row(
              UUID.nameUUIDFromBytes((entity + " " + referral).getBytes(StandardCharsets.UTF_8)));
    };
  }

  private String identifier(String entity) {
    return mappings.of(entity).column(Role.IDENTIFIER).name();
  }

  /** The columns of a new record. */
  public String newRecord(@Body Synchronization synchronization) {
    ObjectNode row = columns(synchronization);
    if (settings.createBy() == DynamicsSettings.CreateBy.ALTERNATE_KEY) {
      // Dataverse takes it from the address
      row.remove(identifier(write(synchronization).entity()));
    }
    if ("opportunity".equals(write(synchronization).entity())) {
      bindCustomer(row, synchronization.references());
      bindLead(row, synchronization);
    }
    return row.toString();
  }

  private static void bindCustomer(ObjectNode row, Map<String, String> references) {
    String account = references.get("account");
    if (account != null) {
      row.put("customerid_account@odata.bind", "/accounts(" + account + ")");
      row.put("parentaccountid@odata.bind", "/accounts(" + account + ")");
    }
    String contact = references.get("contact");
    if (contact != null) {
      row.put("parentcontactid@odata.bind", "/contacts(" + contact + ")");
    }
  }

  private static void bindLead(ObjectNode row, Synchronization synchronization) {
    if (synchronization.isAcceptedLead()) {
      row.put(
          "originatingleadid@odata.bind",
          "/leads(" + synchronization.knownRecordId().value() + ")");
    }
  }

  /** Whether an update changes columns; winning and losing alone does not. */
  public boolean changesColumns(@Body Synchronization synchronization) {
    RecordWrite write = write(synchronization);
    return !write.own().isEmpty() || DynamicsStages.isOpen(write);
  }

  /** Headers of an update, only if nobody changed the record since it was read. */
  public void update(@Body Synchronization synchronization, @Headers Map<String, Object> headers) {
    RecordId record = synchronization.knownRecordId();
    RecordTable table = RecordTable.of(record);
    FieldMapping mapping = mappings.of(record);
    DataverseWrite patch =
        DataverseWrite.patch(table.set(), DataverseKey.row(UUID.fromString(record.value())));
    String version = synchronization.knownVersion();
    (version == null ? patch.ifPresent() : patch.ifVersion(version))
        .returning(RecordColumns.selected(mapping))
        .applyTo(headers);
  }

  /** The columns that differ. */
  public String changedColumns(@Body Synchronization synchronization) {
    ObjectNode row = columns(synchronization);
    RecordWrite write = write(synchronization);
    if (DynamicsStages.isOpen(write)) {
      write.status().forEach(row::set);
    }
    return row.toString();
  }

  /** The record as it was updated. */
  public Synchronization updated(
      @Body Synchronization synchronization, @Variable("answer") DataverseAnswer answer) {
    return written(synchronization, synchronization.knownRecordId(), answer);
  }

  /** The record as it was created. */
  public Synchronization created(
      @Body Synchronization synchronization, @Variable("answer") DataverseAnswer answer) {
    RecordId record = new RecordId(write(synchronization).entity(), id(synchronization, answer));
    return written(synchronization, record, answer);
  }

  /** Dataverse answers with the row, unless it ignores the wish for it. */
  private Synchronization written(
      Synchronization synchronization, RecordId record, DataverseAnswer answer) {
    JsonNode row = answer.body();
    if (!row.isMissingNode() && !row.has(RecordTable.of(record).id())) {
      throw new RemoteFailure(
          Kind.TRANSIENT,
          "Dataverse answered a write with something else than its row",
          null,
          null);
    }
    FieldMapping mapping = mappings.of(record);
    return row.has(mapping.column(Role.STATUS).name())
        ? synchronization.withAnswered(
            new CrmRecord(record, answer.etag(), null, rows.record(mapping, row).row()))
        : synchronization.withWritten(record, answer.etag());
  }

  private static String id(Synchronization synchronization, DataverseAnswer answer) {
    String column = RecordTable.of(write(synchronization).entity()).id();
    JsonNode row = answer.row();
    UUID created = answer.id();
    if (row != null && row.hasNonNull(column)) {
      return row.get(column).asText();
    }
    if (created == null) {
      throw new RemoteFailure(
          Kind.STALE, "Dataverse did not tell the id of the record it created", null, null);
    }
    return created.toString();
  }

  private ObjectNode columns(Synchronization synchronization) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (ColumnWrite write : write(synchronization).own()) {
      if (write.column().type() == FieldType.CURRENCY) {
        bindCurrency(row, write);
      } else {
        row.set(write.column().name(), write.value());
      }
    }
    return row;
  }

  private void bindCurrency(ObjectNode row, ColumnWrite write) {
    @Nullable JsonNode code = write.value();
    if (code != null && code.isTextual()) {
      row.put(
          write.column().name() + "@odata.bind",
          "/transactioncurrencies(" + currencies.id(code.asText()) + ")");
    }
  }

  private static RecordWrite write(Synchronization synchronization) {
    return synchronization.knownPlan().knownWrite();
  }
}
